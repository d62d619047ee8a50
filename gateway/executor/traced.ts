import type { Tracing } from '../observability/tracing/index.ts';
import type { SubgraphSource } from './source.ts';

/** The same source, with a span for each call. */
export function traced<Context>(
  subgraph: string,
  source: SubgraphSource<Context>,
  tracing: Pick<Tracing, 'spanned'>,
): SubgraphSource<Context> {
  return {
    prepare(operation) {
      const call = source.prepare(operation);
      const attributes = {
        'symbolon.subgraph': subgraph,
        'graphql.operation.type': operation.kind,
      };
      return (variables, context) =>
        tracing.spanned({
          name: `fetch ${subgraph}`,
          attributes,
          call: () => call(variables, context),
          isFailure: ({ errors }) => (errors?.length ?? 0) > 0,
        });
    },
  };
}
