import { getVariableValues, Kind, valueFromASTUntyped } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLError,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql';
import { CompileCache } from './compile-cache.ts';
import { compilePlan } from './compile.ts';
import { conditionVariables, forPlanning } from './conditions.ts';
import type { Conditions } from './conditions.ts';
import { rootCursor } from './execution.ts';
import type { Execution, Step } from './execution.ts';
import type { FetchSettings } from './fetch.ts';
import { compileIntrospection } from './introspection.ts';
import type { Introspect } from './introspection.ts';
import type { Entity } from './plan.ts';
import type { Planner } from './planner.ts';
import { compileReported } from './reported.ts';
import type { Reported } from './reported.ts';
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

/** Variants kept for each combination of `@skip`/`@include` variables: 2^4, then the oldest goes. */
const MAX_VARIANTS = 16;

/** An operation has no plan, or one that cannot be compiled: the stock engine may still run it. */
export class CannotCompile extends Error {}

/** The operation under one combination of conditions. */
interface Variant<Context> {
  readonly run: Step<Context> | undefined;
  readonly respond: Respond;
  readonly reported: Reported;
  readonly introspect: Introspect | undefined;
}

const NO_VARIABLES = { coerced: {}, errors: undefined } as const;

/**
 * Compiles one operation of a document that has been validated against the API schema. Rejects when
 * there is no such operation or, with {@link CannotCompile}, when its plan cannot be made or has no
 * source; the operation itself rejects so when that shows only under some conditions.
 */
export async function compileOperation<Context>(
  planner: Planner,
  settings: Omit<FetchSettings<Context>, 'isOfType'>,
  document: DocumentNode,
  operationName: string | undefined,
): Promise<CompiledOperation<Context>> {
  const { apiSchema: schema, isOfType } = planner;
  const { operation, fragments } = findOperation(document, operationName);
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation} type`);
  const definitions = operation.variableDefinitions ?? [];
  const defaults = defaultValues(definitions);
  const switches = conditionVariables(operation, fragments.values());

  const compileVariant = async (conditions: Conditions): Promise<Variant<Context>> => {
    try {
      const { node } = await planner.plan(forPlanning(document, conditions), operationName);
      const context = { fragments, isOfType, conditions };
      return {
        run: node && compilePlan(node, { ...settings, isOfType }),
        respond: compileResponse(schema, root, operation.selectionSet, context),
        reported: compileReported(node, isOfType),
        introspect: compileIntrospection(schema, operation, context),
      };
    } catch (error) {
      throw new CannotCompile('The operation cannot be compiled', { cause: error });
    }
  };
  const variants = new CompileCache<Variant<Context>>(MAX_VARIANTS);
  const variantFor = (coerced: Conditions): Variant<Context> | Promise<Variant<Context>> => {
    const key = switches.map((name) => (coerced[name] === true ? '1' : '0')).join('');
    return variants.get(key, () =>
      compileVariant(Object.fromEntries(switches.map((name) => [name, coerced[name] === true]))),
    );
  };
  if (switches.length === 0) await variantFor({});

  return async (given, context) => {
    const { coerced, errors: refused } =
      definitions.length === 0 ? NO_VARIABLES : getVariableValues(schema, definitions, given);
    if (refused) return { errors: refused.map(asUserInput) };
    const variant = variantFor(coerced);
    const { run, respond, reported, introspect } =
      variant instanceof Promise ? await variant : variant;
    const execution: Execution<Context> = {
      data: {},
      given: { ...defaults, ...given },
      context,
      failures: [],
    };
    const pending = run?.(execution, rootCursor(execution.data));
    if (pending) await pending;
    if (introspect) Object.assign(execution.data, introspect(given));
    const { data, errors } = respond(execution.data);
    if (execution.failures.length > 0) {
      const met = reported(execution.failures, execution.data, data);
      // A null that a reported failure left behind needs no second error.
      if (met.length > 0) return { errors: met, data };
    }
    return errors.length > 0 ? { errors, data } : { data };
  };
}

/** Defaults travel as values: a planner may leave them out of a subgraph's operation. */
function defaultValues(definitions: readonly VariableDefinitionNode[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { variable, defaultValue } of definitions)
    if (defaultValue) values[variable.name.value] = valueFromASTUntyped(defaultValue);
  return values;
}

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
