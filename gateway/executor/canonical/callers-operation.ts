import { getVariableValues, Kind } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLError,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { conditionVariables } from './conditions.ts';
import type { TypeTest } from './entity.ts';
import { canonicalise } from './operation.ts';
import type { Canonical, CanonicalContext } from './operation.ts';
import { compileResponse } from './response.ts';
import type { Respond } from './response.ts';
import { callersVariables, valueOf } from './variables.ts';
import type { CallersVariable, Values } from './variables.ts';

/** Settings for making the operations of a supergraph canonical. */
export interface CanonicalSettings {
  readonly schema: GraphQLSchema;
  /** Tests type conditions against the whole supergraph, inaccessible types included. */
  readonly isOfType: TypeTest;
  /** Beginning of the response names of ours. */
  readonly prefix: string;
}

/** The canonical operation for a request, and how its answer is written. */
export interface Variant extends Canonical {
  readonly respond: Respond;
}

/** Variants kept for each combination of `@skip`/`@include` variables: 2^4, then the oldest goes. */
const MAX_VARIANTS = 16;

/** One operation of a document that has been validated against the API schema. */
export class CallersOperation {
  /** Measure of its memory: characters of its document, for each variant that is kept. */
  readonly characters: number;
  readonly #settings: CanonicalSettings;
  readonly #definition: OperationDefinitionNode;
  readonly #context: CanonicalContext;
  readonly #root: GraphQLObjectType;
  /** Those that decide what is left out, and those that have a default. */
  readonly #switches: readonly CallersVariable[];
  readonly #defaulted: readonly CallersVariable[];
  readonly #variants = new LRUCache<string, Variant>({ max: MAX_VARIANTS });

  /** @throws when the document has no such operation */
  constructor(
    settings: CanonicalSettings,
    document: DocumentNode,
    operationName: string | undefined,
  ) {
    const { definition, fragments } = findOperation(document, operationName);
    const { schema, prefix } = settings;
    const root = schema.getRootType(definition.operation);
    if (!root) throw new Error(`The schema has no ${definition.operation} type`);
    const variables = callersVariables(schema, definition.variableDefinitions ?? []);
    const names = new Set(conditionVariables(definition, fragments.values()));
    this.#settings = settings;
    this.#definition = definition;
    this.#root = root;
    this.#context = { schema, fragments, variables, prefix };
    this.#switches = variables.filter(({ name }) => names.has(name));
    this.#defaulted = variables.filter(({ fallback }) => fallback !== undefined);
    const variants = 2 ** (this.#switches.length + this.#defaulted.length);
    this.characters = (document.loc?.end ?? 0) * Math.min(variants, MAX_VARIANTS);
  }

  /** Why the variables given do not fit; undefined when they do. */
  refuse(given: Values): readonly GraphQLError[] | undefined {
    const { variableDefinitions = [] } = this.#definition;
    if (variableDefinitions.length === 0) return undefined;
    const { errors } = getVariableValues(this.#settings.schema, variableDefinitions, given);
    for (const error of errors ?? []) error.extensions['code'] = 'BAD_USER_INPUT';
    return errors;
  }

  /** The variant for variables that fit. */
  variant(given: Values): Variant {
    let key = '';
    for (const variable of this.#switches) key += valueOf(variable, given) === true ? '1' : '0';
    for (const variable of this.#defaulted) key += valueOf(variable, given) === null ? '1' : '0';
    let variant = this.#variants.get(key);
    if (!variant) this.#variants.set(key, (variant = this.#make(given)));
    return variant;
  }

  #make(given: Values): Variant {
    const conditions = Object.fromEntries(
      this.#switches.map((variable) => [variable.name, valueOf(variable, given) === true]),
    );
    const nulls = this.#defaulted
      .filter((variable) => valueOf(variable, given) === null)
      .map(({ name }) => name);
    const canonical = canonicalise(this.#definition, conditions, new Set(nulls), this.#context);
    const { schema, isOfType } = this.#settings;
    const { fragments } = this.#context;
    const respond = compileResponse(
      schema,
      this.#root,
      this.#definition.selectionSet,
      canonical.shape,
      { fragments, isOfType, conditions },
    );
    return { ...canonical, respond };
  }
}

function findOperation(
  document: DocumentNode,
  name: string | undefined,
): {
  definition: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
} {
  let found: OperationDefinitionNode | undefined;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION)
      if (name === undefined || definition.name?.value === name) found ??= definition;
  }
  if (!found) throw new Error('The document has no such operation');
  return { definition: found, fragments };
}
