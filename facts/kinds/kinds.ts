import type { FactsDocument } from '../../schema/generated/facts.ts';
import { accreditations } from './accreditations.ts';
import { agreements } from './agreements.ts';
import { approvals } from './approvals.ts';
import { bodies } from './bodies.ts';
import { catalogues } from './catalogues.ts';
import { certificates } from './certificates.ts';
import { debarments } from './debarments.ts';
import { designations } from './designations.ts';
import { measures } from './measures.ts';
import { registers } from './registers.ts';
import { schemes } from './schemes.ts';
import { signatories } from './signatories.ts';
import { standards } from './standards.ts';
import { territories } from './territories.ts';
import type { FactOf, KindDescription } from './description.ts';

export type { FactOf } from './description.ts';

/** The kinds of fact that a facts document can hold, in the order in which documents state them. */
const DESCRIPTIONS = {
  territories,
  standards,
  schemes,
  bodies,
  approvals,
  accreditations,
  signatories,
  agreements,
  designations,
  catalogues,
  debarments,
  measures,
  registers,
  certificates,
} as const satisfies { readonly [K in keyof FactsDocument]?: object };

export type FactKind = keyof typeof DESCRIPTIONS;
export const FACT_KINDS = Object.keys(DESCRIPTIONS) as readonly FactKind[];

/** All that the hub has to know of a kind beside its form. */
export const descriptionOf = <K extends FactKind>(kind: K): KindDescription<K> =>
  DESCRIPTIONS[kind] as unknown as KindDescription<K>;

/** A record of any kind. */
export type Fact = FactOf<FactKind>;

export const isFactKind = (name: string): name is FactKind => Object.hasOwn(DESCRIPTIONS, name);

/** The property that names a record; undefined: the kind's records are told apart by their content. */
export const identifierOf = (kind: FactKind): string | undefined => descriptionOf(kind).identifier;

/** Kinds small enough to be held in memory whole; certificates are looked up by number. */
export type SmallKind = Exclude<FactKind, 'certificates'>;
export const SMALL_KINDS: readonly SmallKind[] = FACT_KINDS.filter(
  (kind): kind is SmallKind => kind !== 'certificates',
);
