import type { SubgraphSource } from './source.ts';

/** Told of every call of a subgraph: its name, and the milliseconds it took, however it ended. */
export type OnFetch = (subgraph: string, ms: number) => void;

/** A source whose calls are timed. */
export function timed<Context>(
  subgraph: string,
  source: SubgraphSource<Context>,
  onFetch: OnFetch,
): SubgraphSource<Context> {
  return {
    prepare(operation) {
      const call = source.prepare(operation);
      return (variables, context) => {
        const start = performance.now();
        const done = (): void => {
          onFetch(subgraph, performance.now() - start);
        };
        const result = call(variables, context);
        if (result instanceof Promise) result.then(done, done);
        else done();
        return result;
      };
    },
  };
}
