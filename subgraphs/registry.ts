import type { FactsStore } from '../facts/ledger/facts-store.ts';
import type { Store } from '../store/index.ts';
import type { Subgraph } from './federation/subgraph.ts';

/** Parts that every subgraph may use. */
export interface SubgraphParts {
  readonly store: Store;
  readonly facts: FactsStore;
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
}

/** A root field that looks up one object, or several, by name: what the limits count. */
export interface LookupField {
  /** Kind of the object, the same for all fields that look it up. */
  readonly kind: string;
  /** Argument in which the name is, or the questions that hold it. */
  readonly argument: string;
  /** Member of the argument in which the name is; absent: the argument is the name. */
  readonly member?: string;
}

/** All that the hub has to know of a subgraph beside its folder, its SDL and `supergraph.yaml`. */
export interface SubgraphEntry {
  /** Makes it; absent: `gateway/bootstrap/subgraphs.ts` does, since others need more of it than its schema. */
  readonly create?: (parts: SubgraphParts) => Promise<Subgraph>;
  /** Root fields that look up objects by name. */
  readonly lookups?: Readonly<Record<string, LookupField>>;
  /** Root fields that find one object by its id but are not counted: the objects are few and public. */
  readonly uncounted?: readonly string[];
  /** Fields by type that carry evidence: a source that is down leaves them null (INDETERMINATE). */
  readonly evidence?: Readonly<Record<string, readonly string[]>>;
}

const EVIDENCE = ['certificateEvidence', 'bodyEvidence'];

/** Every subgraph of the hub, one entry each. */
export const REGISTRY = {
  certificates: {
    lookups: {
      certificate: { kind: 'certificate', argument: 'number' },
      nearCertificates: { kind: 'certificate', argument: 'number' },
    },
    evidence: { Certificate: EVIDENCE },
  },
  bodies: {
    lookups: { body: { kind: 'body', argument: 'id' } },
  },
  agreements: {
    lookups: {
      recognition: { kind: 'certificate', argument: 'question', member: 'certificate' },
      recognitions: { kind: 'certificate', argument: 'questions', member: 'certificate' },
    },
    uncounted: ['agreement', 'scheme', 'standard'],
    evidence: { Recognition: EVIDENCE, RecognitionHistory: EVIDENCE },
  },
  attestations: {
    lookups: { attestation: { kind: 'attestation', argument: 'id' } },
  },
} as const satisfies Record<string, SubgraphEntry>;

export type SubgraphName = keyof typeof REGISTRY;

/** Entries by name, whatever they have. */
export const entries: readonly (readonly [SubgraphName, SubgraphEntry])[] = Object.entries(
  REGISTRY,
) as [SubgraphName, SubgraphEntry][];

/** Names of the subgraphs. */
export const SUBGRAPHS: readonly SubgraphName[] = entries.map(([name]) => name);

/** Root fields of all subgraphs that look up objects by name. */
export const LOOKUP_FIELDS: ReadonlyMap<string, LookupField> = new Map(
  entries.flatMap(([, { lookups = {} }]) => Object.entries(lookups)),
);

/** Whether a field carries evidence. */
export const isEvidence = (typename: string, field: string): boolean =>
  EVIDENCE_FIELDS.has(`${typename}.${field}`);

const EVIDENCE_FIELDS: ReadonlySet<string> = new Set(
  entries.flatMap(([, { evidence = {} }]) =>
    Object.entries(evidence).flatMap(([type, fields]) => fields.map((field) => `${type}.${field}`)),
  ),
);
