import { executeSync, Kind, OperationTypeNode, print, visit } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from 'graphql';
import type { Conditions } from './conditions.ts';
import type { Entity } from './entity.ts';
import { nameSelections } from './selections.ts';
import type { Shape } from './shape.ts';
import { CanonicalVariables } from './variables.ts';
import type { CallersVariable, Values } from './variables.ts';

/** An operation without any name or literal of a caller: what engines plan and run. */
export interface CanonicalOperation {
  /** Equal for operations that differ in names and literals only. */
  readonly text: string;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
}

/** The work for an operation of a caller, under one combination of conditions. */
export interface Canonical {
  /** Undefined: nothing is asked of the subgraphs. */
  readonly operation: CanonicalOperation | undefined;
  /** Answers what is asked about the schema; it reaches no subgraph. */
  readonly introspect: ((values: Values) => Entity) | undefined;
  readonly bind: (given: Values) => Values;
  readonly shape: Shape;
}

/** Input for making operations canonical. */
export interface CanonicalContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: readonly CallersVariable[];
  readonly prefix: string;
}

/**
 * Makes an operation canonical: names of ours, fragments written out, conditions decided, literals
 * lifted into variables. A planner sees one plain operation for each combination of conditions, because
 * both planners were seen to go wrong where conditions overlap.
 * @param nulls the caller's variables that have a default and are given as null
 */
export function canonicalise(
  { operation, selectionSet }: OperationDefinitionNode,
  conditions: Conditions,
  nulls: ReadonlySet<string>,
  { schema, fragments, variables: callers, prefix }: CanonicalContext,
): Canonical {
  const root = schema.getRootType(operation);
  if (!root) throw new Error(`The schema has no ${operation} type`);
  const variables = new CanonicalVariables(callers, nulls);
  const context = { schema, fragments, conditions, variables, prefix };
  const { shape, fields, introspection } = nameSelections(root, selectionSet, context);
  const selected = fields.print();
  const aboutSchema = introspection.print();
  const { definitions, bind } = variables;
  return {
    operation: selected && operationOf(operation, definitions, selected),
    introspect: aboutSchema && introspect(schema, definitions, aboutSchema),
    bind,
    shape,
  };
}

function operationOf(
  operation: OperationTypeNode,
  variables: readonly VariableDefinitionNode[],
  selectionSet: SelectionSetNode,
): CanonicalOperation {
  const used = new Set<string>();
  visit(selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const definition: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation,
    variableDefinitions: variables.filter(({ variable }) => used.has(variable.name.value)),
    selectionSet,
  };
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition] };
  return { text: print(document), document, definition };
}

function introspect(
  schema: GraphQLSchema,
  variables: readonly VariableDefinitionNode[],
  selectionSet: SelectionSetNode,
): (values: Values) => Entity {
  const { document } = operationOf(OperationTypeNode.QUERY, variables, selectionSet);
  return (variableValues) => executeSync({ schema, document, variableValues }).data ?? {};
}
