import { createHash } from 'node:crypto';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  print,
  specifiedRules,
  validate,
} from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import { MAX_DOCUMENT_CHARACTERS, MAX_TOKENS, MAX_VALIDATION_ERRORS } from '../config/limits.ts';
import { publicError } from './codes.ts';
import { operationCost } from './cost.ts';
import type { OperationCost } from './cost.ts';
import { lift, scan, valuesOf } from './literals.ts';
import type { LiteralPositions, Scanned } from './literals.ts';
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

/** A document that may run, and what its text states that its operations have as variables. */
export interface Admitted {
  readonly admitted: AdmittedDocument;
  /** Literals of the text, as values of variables of ours; absent: they are where they were. */
  readonly literals?: Readonly<Record<string, unknown>>;
  readonly error?: undefined;
}

export type Admission = Admitted | { readonly admitted?: undefined; readonly error: GraphQLError };

/** Record of a shape: small, since strangers can send as many as they like. */
interface Template {
  readonly lifting: LiteralPositions | undefined;
  /** Names the document with variables in place of literals; absent: it may not run. */
  readonly hash: string | undefined;
}

/** Where Apollo Server finds documents that have been admitted, by the hash of their text. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(): Promise<void>;
  delete(): Promise<boolean>;
}

const SHA256_HEX = 64;
/** Bytes of an admitted document, and for each character of it: 12,500 were measured for 117 characters. */
const DOCUMENT_BYTES = 4_000;
const DOCUMENT_BYTES_A_CHARACTER = 80;

/**
 * Decides which documents may run: parses, measures and validates each text once, in bounded time,
 * and remembers those admitted. Apollo Server then neither parses nor validates again.
 */
export class Admissions {
  readonly #schema: GraphQLSchema;
  readonly #feedUrl: string;
  readonly #roleRules: RoleRules;
  readonly #byHash = new Map<string, AdmittedDocument>();
  readonly #documents = boundedCache<AdmittedDocument>('admitted documents', {
    sizeOf: ({ source }) => DOCUMENT_BYTES + DOCUMENT_BYTES_A_CHARACTER * source.length,
    dispose: ({ hash }) => this.#byHash.delete(hash),
  });
  readonly #byText = boundedCache<Admitted>('document texts', {
    sizeOf: ({ literals }) => memoryOf(literals),
  });
  readonly #templates = boundedCache<Template>('lifted documents', {
    sizeOf: ({ lifting }) => (lifting ? 200 * (lifting.slots.length + lifting.kept.length) : 0),
  });

  /** @param feedUrl where changes are read instead of by subscription */
  constructor(schema: GraphQLSchema, feedUrl: string, roleRules: RoleRules) {
    this.#schema = schema;
    this.#feedUrl = feedUrl;
    this.#roleRules = roleRules;
  }

  /** How many documents are remembered. */
  get size(): number {
    return this.#documents.size;
  }

  /** Bytes that the remembered documents take, as estimated. */
  get bytes(): number {
    return this.#documents.calculatedSize;
  }

  /**
   * Documents that differ in their literals only are one document with variables, which is judged once: who
   * writes values into his text costs little more than who sends them beside it.
   */
  admit(source: string): Admission {
    const known = this.#byText.get(source);
    if (known) return known;
    const scanned = source.length <= MAX_DOCUMENT_CHARACTERS ? scan(source) : undefined;
    const admission = (scanned && this.#byTemplate(scanned)) ?? this.#asItIs(source, scanned);
    if (admission.admitted) this.#byText.set(source, admission);
    return admission;
  }

  #byTemplate({ shape, literals }: Scanned): Admitted | undefined {
    const general = this.#templates.get(shape);
    if (!general?.lifting) return undefined;
    const key = templateKey(shape, literals, general.lifting);
    const template = key === shape ? general : this.#templates.get(key);
    const admitted = template?.hash === undefined ? undefined : this.#documents.get(template.hash);
    if (!template?.lifting || !admitted) return undefined;
    const values = valuesOf(template.lifting, literals);
    return values && { admitted, literals: values };
  }

  #asItIs(source: string, scanned: Scanned | undefined): Admission {
    const admission = this.#judge(source);
    if (!admission.admitted) return admission;
    const { admitted } = admission;
    const lifted = scanned && this.#lift(admitted, scanned);
    if (lifted) return lifted;
    this.#keep(admitted);
    return admission;
  }

  /** Makes the template of a document that was found good as it is. */
  #lift({ document }: AdmittedDocument, scanned: Scanned): Admitted | undefined {
    const { shape, literals } = scanned;
    const lifted = lift(this.#schema, document, scanned);
    const judged = lifted && this.#judgeDocument(lifted.document, print(lifted.document));
    const lifting = lifted && { slots: lifted.slots, kept: lifted.kept };
    const key = lifting ? templateKey(shape, literals, lifting) : shape;
    this.#templates.set(key, { lifting, hash: judged?.admitted?.hash });
    if (key !== shape) this.#templates.set(shape, { lifting, hash: undefined });
    if (!judged?.admitted) return undefined;
    this.#keep(judged.admitted);
    return this.#byTemplate(scanned);
  }

  #keep(admitted: AdmittedDocument): void {
    this.#byHash.set(admitted.hash, admitted);
    this.#documents.set(admitted.hash, admitted);
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
    return this.#judgeDocument(document, source);
  }

  #judgeDocument(document: DocumentNode, source: string): Admission {
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
        // The cost depends on how much there is when it runs; this is the least.
        const error = cost.check({}, { certificates: 0 });
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

/** The shape with the literals that a variable could not stand for. */
const templateKey = (
  shape: string,
  literals: Scanned['literals'],
  { kept }: LiteralPositions,
): string =>
  kept.length === 0 ? shape : `${shape}\0${JSON.stringify(kept.map((place) => literals[place]))}`;

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
