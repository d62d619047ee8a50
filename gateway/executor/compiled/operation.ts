import { getVariableValues, Kind } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLError,
  OperationDefinitionNode,
} from 'graphql';
import { compilePlan } from './compile.ts';
import { conditionVariables } from './conditions.ts';
import { rootCursor } from './execution.ts';
import type { Execution } from './execution.ts';
import type { FetchSettings } from './fetch.ts';
import { compileIntrospection } from './introspection.ts';
import type { Introspect } from './introspection.ts';
import type { Entity, Plan } from './plan.ts';
import type { Planner } from './planner.ts';
import { compileResponse } from './response.ts';
import type { Respond } from './response.ts';

/** The answer to one request, as GraphQL over HTTP sends it. */
export interface OperationResult {
  readonly data?: Entity | null;
  readonly errors?: readonly GraphQLError[];
}

/** An operation compiled for good: planned, its fetches prepared, its response shaped. */
export type CompiledOperation<Context> = (
  variables: Readonly<Record<string, unknown>>,
  context: Context,
) => Promise<OperationResult>;

/** Shapes kept for each combination of `@skip`/`@include` variables: 2^4, then the oldest goes. */
const MAX_SHAPES = 16;

interface Shape {
  readonly respond: Respond;
  readonly introspect: Introspect | undefined;
}

/**
 * Compiles one operation of a document that has been validated against the API schema.
 * @throws when there is no such operation, or no source for one of the plan's subgraphs
 */
export function compileOperation<Context>(
  planner: Planner,
  settings: Omit<FetchSettings<Context>, 'isOfType'>,
  document: DocumentNode,
  operationName: string | undefined,
  plan: Plan = planner.plan(document, operationName),
): CompiledOperation<Context> {
  const schema = planner.apiSchema;
  const { operation, fragments } = findOperation(document, operationName);
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation} type`);
  const isOfType = planner.isOfType;
  const run = plan.node && compilePlan(plan.node, { ...settings, isOfType });
  const definitions = operation.variableDefinitions ?? [];
  const switches = conditionVariables(operation, fragments.values());
  const shapes = new Map<string, Shape>();

  const shapeFor = (coerced: Execution<Context>['coerced']): Shape => {
    const key = switches.map((name) => (coerced[name] === true ? '1' : '0')).join('');
    let shape = shapes.get(key);
    if (!shape) {
      const context = { fragments, isOfType, conditions: coerced };
      shape = {
        respond: compileResponse(schema, root, operation.selectionSet, context),
        introspect: compileIntrospection(schema, operation, context),
      };
      const [oldest] = shapes.keys();
      if (shapes.size >= MAX_SHAPES && oldest !== undefined) shapes.delete(oldest);
      shapes.set(key, shape);
    }
    return shape;
  };

  return async (given, context) => {
    const { coerced, errors: refused } =
      definitions.length === 0 ? NO_VARIABLES : getVariableValues(schema, definitions, given);
    if (refused) return { errors: refused.map(asUserInput) };
    const shape = shapeFor(coerced);
    const execution: Execution<Context> = { data: {}, given, coerced, context, errors: [] };
    const pending = run?.(execution, rootCursor(execution.data));
    if (pending) await pending;
    if (shape.introspect) Object.assign(execution.data, shape.introspect(given));
    const { data, errors } = shape.respond(execution.data);
    // A null that a reported failure left behind needs no second error.
    const all = execution.errors.length > 0 ? execution.errors : errors;
    return all.length > 0 ? { errors: all, data } : { data };
  };
}

const NO_VARIABLES = { coerced: {}, errors: undefined } as const;

function asUserInput(error: GraphQLError): GraphQLError {
  error.extensions['code'] = 'BAD_USER_INPUT';
  return error;
}

function findOperation(
  document: DocumentNode,
  name: string | undefined,
): {
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
} {
  let operation: OperationDefinitionNode | undefined;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION)
      if (name === undefined || definition.name?.value === name) operation ??= definition;
  }
  if (!operation) throw new Error('The document has no such operation');
  return { operation, fragments };
}
