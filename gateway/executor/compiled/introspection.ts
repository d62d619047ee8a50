import { executeSync, Kind, OperationTypeNode, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { isIntrospection } from './conditions.ts';
import type { FieldContext } from './fields.ts';
import { collectFields } from './fields.ts';
import type { Entity } from './plan.ts';

/** Answers `__schema` and `__type` of an operation from the API schema; they reach no subgraph. */
export type Introspect = (variables: Readonly<Record<string, unknown>>) => Entity;

/** Compiles the introspection of an operation; undefined when it asks for none. */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  context: FieldContext,
): Introspect | undefined {
  const root = schema.getRootType(operation.operation);
  if (!root) return undefined;
  const fields = [...collectFields(root.name, [operation.selectionSet], context).values()]
    .flat()
    .filter(isIntrospection);
  if (fields.length === 0) return undefined;
  const document = introspectionDocument(operation, fields, context.fragments.values());
  return (variableValues) => executeSync({ schema, document, variableValues }).data ?? {};
}

function introspectionDocument(
  operation: OperationDefinitionNode,
  selections: readonly FieldNode[],
  fragments: Iterable<FragmentDefinitionNode>,
): DocumentNode {
  const used = new Set<string>();
  const note = { Variable: (node: { name: { value: string } }) => void used.add(node.name.value) };
  const definitions = [...fragments];
  for (const node of [...selections, ...definitions]) visit(node, note);
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
          used.has(variable.name.value),
        ),
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
      ...definitions,
    ],
  };
}
