import { createHash } from 'node:crypto';
import { GraphQLError, Kind, OperationTypeNode, parse, specifiedRules, validate } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import {
  DOCUMENT_CACHE,
  MAX_DOCUMENT_CHARACTERS,
  MAX_TOKENS,
  MAX_VALIDATION_ERRORS,
} from '../limits/index.ts';
import { publicError } from './codes.ts';
import { operationCost } from './cost.ts';
import type { OperationCost } from './cost.ts';
import { lookupsOf } from './lookups.ts';
import type { Lookups } from './lookups.ts';
import type { Restriction, RoleRules } from './roles.ts';
import { exceededLimit } from './structure.ts';

/** An operation that may run, and what a request for it must meet. */
export interface AdmittedOperation {
  readonly definition: OperationDefinitionNode;
  readonly cost: OperationCost;
  /** For each restricted field, the scopes of which one is needed; empty for public data. */
  readonly restrictions: readonly Restriction[];
  /** The objects that a request for it looks up by name. */
  readonly lookups: Lookups;
}

/** A document within every limit and valid against the schema. */
export interface AdmittedDocument {
  readonly source: string;
  /** SHA-256 of the source, hexadecimal. */
  readonly hash: string;
  readonly document: DocumentNode;
  /** By name; an anonymous operation's is the empty text. */
  readonly operations: ReadonlyMap<string, AdmittedOperation>;
}

export type Admission =
  | { readonly admitted: AdmittedDocument; readonly error?: undefined }
  | { readonly admitted?: undefined; readonly error: GraphQLError };

/** Where Apollo Server finds documents that have been admitted, by the hash of their text. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(): Promise<void>;
  delete(): Promise<boolean>;
}

const SHA256_HEX = 64;

/**
 * Decides which documents may run: parses, measures and validates each text once, in bounded time,
 * and remembers those admitted. Apollo Server then neither parses nor validates again.
 */
export class Admissions {
  readonly #schema: GraphQLSchema;
  readonly #feedUrl: string;
  readonly #roleRules: RoleRules;
  readonly #byHash = new Map<string, AdmittedDocument>();
  readonly #bySource = new LRUCache<string, { admitted: AdmittedDocument }>({
    max: DOCUMENT_CACHE.entries,
    maxSize: DOCUMENT_CACHE.characters,
    sizeCalculation: (_, source) => Math.max(1, source.length),
    dispose: ({ admitted }) => this.#byHash.delete(admitted.hash),
  });

  /** @param feedUrl where changes are read instead of by subscription */
  constructor(schema: GraphQLSchema, feedUrl: string, roleRules: RoleRules) {
    this.#schema = schema;
    this.#feedUrl = feedUrl;
    this.#roleRules = roleRules;
  }

  /** How many documents are remembered. */
  get size(): number {
    return this.#bySource.size;
  }

  admit(source: string): Admission {
    const known = this.#bySource.get(source);
    if (known) return known;
    const admission = this.#judge(source);
    if (admission.admitted) {
      const { admitted } = admission;
      this.#byHash.set(admitted.hash, admitted);
      this.#bySource.set(source, { admitted });
    }
    return admission;
  }

  /** Apollo's keys end with the SHA-256 of the text. */
  readonly documentStore: DocumentStore = {
    get: (key) => Promise.resolve(this.#byHash.get(key.slice(-SHA256_HEX))?.document),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(false),
  };

  #judge(source: string): Admission {
    if (source.length > MAX_DOCUMENT_CHARACTERS)
      return refused(
        'LIMIT_EXCEEDED',
        `A document may have ${MAX_DOCUMENT_CHARACTERS} characters.`,
      );
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: MAX_TOKENS });
    } catch (error) {
      return parseFailure(error);
    }
    const exceeded = exceededLimit(document);
    if (exceeded) return { error: exceeded };

    const operations = new Map<string, AdmittedOperation>();
    const fragments = fragmentsOf(document);
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      if (definition.operation === OperationTypeNode.SUBSCRIPTION)
        return refused(
          'SUBSCRIPTIONS_NOT_SUPPORTED',
          `Subscriptions are not supported. Changes are published at ${this.#feedUrl}`,
        );
      const cost = operationCost(this.#schema, definition, fragments);
      if (!usesVariables(definition)) {
        const error = cost.check({});
        if (error) return { error };
      }
      const restrictions = [...cost.coordinates].flatMap((at) => this.#roleRules.get(at) ?? []);
      const lookups = lookupsOf(definition, fragments);
      operations.set(definition.name?.value ?? '', { definition, cost, restrictions, lookups });
    }

    const [invalid] = validate(this.#schema, document, specifiedRules, {
      maxErrors: MAX_VALIDATION_ERRORS,
    });
    if (invalid)
      return {
        error: new GraphQLError(invalid.message, {
          nodes: invalid.nodes ?? null,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        }),
      };
    const hash = createHash('sha256').update(source).digest('hex');
    return { admitted: { source, hash, document, operations } };
  }
}

const refused = (code: Parameters<typeof publicError>[0], message: string): Admission => ({
  error: publicError(code, message),
});

function parseFailure(error: unknown): Admission {
  // The parser calls itself for each level; it ends at the stack's end before the tokens' limit.
  if (error instanceof RangeError)
    return refused('LIMIT_EXCEEDED', 'The document nests values, types or fields too deeply.');
  if (!(error instanceof GraphQLError)) throw error;
  if (error.message.includes('tokens. Parsing aborted'))
    return refused('LIMIT_EXCEEDED', `A document may have at most ${MAX_TOKENS} tokens.`);
  return {
    error: new GraphQLError(error.message, {
      source: error.source,
      positions: error.positions,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    }),
  };
}

const usesVariables = ({ variableDefinitions }: OperationDefinitionNode): boolean =>
  variableDefinitions !== undefined && variableDefinitions.length > 0;

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  return fragments;
}
