import { execute } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { SubgraphCall, SubgraphSource } from './source.ts';

/**
 * Uses of an operation after which it is compiled. Compiling costs about as much as a few dozen
 * interpreted runs, so an operation that is seen once is not worth it.
 */
const COMPILE_AFTER_USES = 3;

type Run<Context> = (
  variables: Readonly<Record<string, unknown>>,
  context: Context,
) => ExecutionResult | Promise<ExecutionResult>;

/**
 * A subgraph in this process: its schema is run directly and values, not JSON, are passed. The
 * operations come from the planner, so they are not validated again.
 */
export function localSource<Context>(schema: GraphQLSchema): SubgraphSource<Context> {
  return {
    prepare({ document, name }): SubgraphCall<Context> {
      let uses = 0;
      let run = interpreted<Context>(schema, document, name);
      return (variables, context) => {
        uses += 1;
        if (uses === COMPILE_AFTER_USES) run = compiled<Context>(schema, document, name) ?? run;
        return run(variables, context);
      };
    },
  };
}

function interpreted<Context>(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): Run<Context> {
  return (variableValues, contextValue) =>
    execute({ schema, document, operationName, variableValues, contextValue });
}

/** Undefined when the compiler cannot do this operation; it is then interpreted for good. */
function compiled<Context>(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): Run<Context> | undefined {
  const query = compileQuery(schema, document, operationName, {
    disablingCapturingStackErrors: true,
  });
  if (!isCompiledQuery(query)) return undefined;
  return (variables, context) => query.query(undefined, context, variables);
}
