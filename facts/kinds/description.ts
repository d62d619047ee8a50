import type { FactsDocument } from '../../schema/generated/facts.ts';

/** A record of one kind, exactly as a facts document states it. */
export type FactOf<K extends keyof FactsDocument> = NonNullable<FactsDocument[K]>[number];

/** In whose name a record speaks: all of it must belong to the territory of the writer. */
export interface Claims {
  /** Undefined: the record does not say to which territory it belongs. */
  readonly territories?: readonly (string | undefined)[];
  /** Bodies that act by the record, or over which it decides everywhere. */
  readonly bodies?: readonly string[];
  readonly registers?: readonly string[];
  /** Agreements to which the territory must be a party. */
  readonly agreements?: readonly string[];
  /** Free text that may be the name of a body or of a territory: then it must be one's own. */
  readonly authorities?: readonly string[];
}

/** Grounds (`<kind>:<id>`) of the attestations that a recorded fact concerns, or all of them. */
export type AffectedDependencies = readonly string[] | 'ALL';

/**
 * Certificates that a change of a record can touch, by what they have in common; it may take in too
 * many, never too few (RULE §1 to §11 say who looks at what).
 */
export interface RecordImpact {
  readonly number?: readonly string[];
  readonly issuer?: readonly string[];
  readonly scheme?: readonly string[];
  readonly person?: readonly string[];
  /** Standards that certificates or their schemes name. */
  readonly standard?: readonly string[];
  /** Accreditation bodies: of those whom they have accredited. */
  readonly accreditedBy?: readonly string[];
  /** Agreements: where a party of them, or of those tied to them, reaches. */
  readonly agreement?: readonly string[];
}

/** All that the hub has to know of a kind of fact beside its form (facts.schema.json). */
export interface KindDescription<K extends keyof FactsDocument> {
  /** The property that names a record; absent: records are told apart by their content. */
  readonly identifier?: keyof FactOf<K> & string;
  /** Indexes of the stored records beyond those of every kind, by path and direction. */
  readonly indexes: readonly Readonly<Record<string, 1 | -1>>[];
  /** Whether `agreements:write` may write it: arrangements, and who takes part in them. */
  readonly isArrangement: boolean;
  /** The claims of a record; null: no territory may write it alone. */
  readonly claims: (fact: FactOf<K>) => Claims | null;
  /** Whether a record beside one of the same name would be set beside somebody else's. */
  readonly isForeign?: (
    own: FactOf<K>,
    other: FactOf<K>,
    covers: (territory: string | undefined) => boolean,
  ) => boolean;
  readonly dependencies: (fact: FactOf<K>) => AffectedDependencies;
  /** `EVERY`: any certificate may be touched. */
  readonly impact: (fact: FactOf<K>) => RecordImpact | 'EVERY';
}

/** The text as a list: empty when it is not given. */
export const stated = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : [text];
