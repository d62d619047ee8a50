import type { FactsDocument } from '../../schema/generated/facts.ts';

/** The kinds of fact a facts document can hold, in the order in which documents state them. */
export const FACT_KINDS = [
  'territories',
  'standards',
  'schemes',
  'bodies',
  'approvals',
  'accreditations',
  'signatories',
  'agreements',
  'designations',
  'catalogues',
  'debarments',
  'measures',
  'registers',
  'certificates',
] as const satisfies readonly (keyof FactsDocument)[];

export type FactKind = (typeof FACT_KINDS)[number];

/** A record of one kind, exactly as a facts document states it. */
export type FactOf<K extends FactKind> = NonNullable<FactsDocument[K]>[number];
export type Fact = FactOf<FactKind>;

const KINDS: ReadonlySet<string> = new Set(FACT_KINDS);
export const isFactKind = (name: string): name is FactKind => KINDS.has(name);

/** The property that names a record. Kinds without one are told apart by their content. */
export const IDENTIFIER: Readonly<Partial<Record<FactKind, string>>> = {
  territories: 'code',
  standards: 'id',
  schemes: 'id',
  bodies: 'id',
  accreditations: 'id',
  agreements: 'id',
  registers: 'id',
  certificates: 'number',
};

/** Kinds small enough to be held in memory whole; certificates are looked up by number. */
export type SmallKind = Exclude<FactKind, 'certificates'>;
export const SMALL_KINDS: readonly SmallKind[] = FACT_KINDS.filter(
  (kind): kind is SmallKind => kind !== 'certificates',
);
