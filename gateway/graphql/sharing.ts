import { OperationTypeNode } from 'graphql';
import type { Answer, Pipeline, Runnable } from './pipeline.ts';

/**
 * Lets strangers who ask the same thing at the same time share one answer: while a read is under
 * way, the next one like it waits for it instead of being run. Only reads of nobody in particular
 * are shared, and never across a change: one that begins after a commit does not join one from
 * before.
 * @param version changes whenever something was recorded
 */
export function sharing(
  run: Pipeline,
  version: () => number,
  onShared: () => void = () => undefined,
): Pipeline {
  const underWay = new Map<string, { readonly for: Runnable; readonly answer: Promise<Answer> }>();
  let changes = 0;
  return async (runnable) => {
    if (runnable.operation.definition.operation !== OperationTypeNode.QUERY) {
      const answer = await run(runnable);
      changes += 1; // of what has no version of its own, such as the status of an attestation
      return answer;
    }
    if (runnable.context.identity) return run(runnable);
    const key = `${version()} ${changes} ${keyOf(runnable)}`;
    const known = underWay.get(key);
    const { clients } = runnable.context;
    const theirs = known?.for.context.clients;
    // An operation that nobody waits for any more may have been given up.
    if (known && theirs?.isGone !== true) {
      theirs?.join(clients);
      onShared();
      return known.answer;
    }
    const mine = {
      for: runnable,
      answer: run(runnable).finally(() => {
        if (underWay.get(key) === mine) underWay.delete(key);
      }),
    };
    underWay.set(key, mine);
    return mine.answer;
  };
}

const keyOf = ({ admitted, operation, variables }: Runnable): string =>
  `${admitted.hash} ${operation.definition.name?.value ?? ''} ${JSON.stringify(variables)}`;
