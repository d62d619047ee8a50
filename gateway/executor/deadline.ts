import { afterDeadline, BusyError, DeadlineError, mayBeBusySince } from '../../lib/deadline.ts';
import { watchLoop } from '../../lib/loop-load.ts';
import type { SubgraphSource } from './source.ts';

/**
 * A source that gives up after a deadline. The work itself goes on in the background; its outcome
 * is dropped. One whose store answers others, or that shares this process with much other work, is busy and
 * not down.
 */
export function withDeadline<Context>(
  source: SubgraphSource<Context>,
  deadlineMs: number,
): SubgraphSource<Context> {
  watchLoop();
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
    const begun = performance.now();
    const settled = afterDeadline(deadlineMs, () => {
      const why = `No answer in ${deadlineMs} ms`;
      reject(mayBeBusySince(begun) ? new BusyError(why) : new DeadlineError(why));
    });
    result.then(
      (value) => {
        settled();
        resolve(value);
      },
      (error: unknown) => {
        settled();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
