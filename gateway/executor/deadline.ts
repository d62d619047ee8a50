import { DeadlineError } from '../../lib/deadline.ts';
import type { SubgraphSource } from './source.ts';

/**
 * A source that gives up after a deadline. The work itself goes on in the background; its outcome
 * is dropped.
 */
export function withDeadline<Context>(
  source: SubgraphSource<Context>,
  deadlineMs: number,
): SubgraphSource<Context> {
  return {
    prepare(operation) {
      const call = source.prepare(operation);
      return (variables, context) => {
        const result = call(variables, context);
        return result instanceof Promise ? beforeDeadline(result, deadlineMs) : result;
      };
    },
  };
}

function beforeDeadline<Result>(result: Promise<Result>, deadlineMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new DeadlineError(`No answer in ${deadlineMs} ms`));
    }, deadlineMs);
    result.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
