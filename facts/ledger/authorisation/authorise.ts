import { beliefOf, overlaps } from '../../model/identity.ts';
import type { FactKind, FactOf } from '../../kinds/kinds.ts';

/** Who writes, as far as facts are concerned (a part of the identity of a request). */
export interface Writer {
  readonly scopes: ReadonlySet<string>;
  /** The territory a writer is bound to, from the token. */
  readonly territory?: string;
}

/** Kinds that `agreements:write` may write: the arrangements, and who takes part in them. */
const ARRANGEMENTS: ReadonlySet<FactKind> = new Set([
  'territories',
  'standards',
  'schemes',
  'agreements',
  'signatories',
  'designations',
  'catalogues',
  'measures',
]);

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

/** The claims of a record, or null when no territory may write it alone. */
type Claim<K extends FactKind> = (fact: FactOf<K>) => Claims | null;

const stated = (text: string | undefined): string[] => (text === undefined ? [] : [text]);

/**
 * What a writer bound to a territory may write. Everything else is denied: agreements and schemes
 * are made between territories, and a signatory status is granted by others, never by oneself.
 *
 * A body that a record is merely about may be anybody's: an accreditation body accredits abroad, and
 * an approval, a measure or a debarment with a market counts in the writer's own territory alone.
 */
const CLAIMS: { readonly [K in FactKind]?: Claim<K> } = {
  territories: () => null,
  standards: () => null,
  schemes: () => null,
  agreements: () => null,
  signatories: () => null,
  bodies: ({ territory }) => ({ territories: [territory] }),
  approvals: ({ territory, authority }) => ({
    territories: [territory],
    authorities: stated(authority),
  }),
  accreditations: ({ accreditationBody }) => ({ bodies: [accreditationBody] }),
  designations: ({ body, agreement, by }) => ({
    bodies: [body],
    agreements: [agreement],
    authorities: stated(by),
  }),
  catalogues: ({ market, products }) => ({
    territories: [market, ...products.flatMap((item) => stated(item.market))],
  }),
  measures: ({ market }) => ({ territories: [market] }),
  debarments: ({ market, body, by }) => {
    if (market !== undefined) return { territories: [market], authorities: stated(by) };
    return body === undefined ? null : { bodies: [body], authorities: stated(by) };
  },
  registers: ({ territory, bodies }) => ({ territories: [territory], bodies: bodies ?? [] }),
  certificates: ({ issuer, issuerTerritory, register }) => ({
    territories: [issuerTerritory],
    bodies: [issuer],
    registers: stated(register),
  }),
};

/**
 * Why a writer may not write a record whatever it says, or in whose name it speaks; null when the
 * writer may write it in any name. `hub:admin` may write everything, `agreements:write` the
 * arrangements, and `facts:write` what belongs to the token's territory.
 */
export function claimsOf<K extends FactKind>(
  kind: K,
  fact: FactOf<K>,
  { scopes, territory }: Writer,
): Claims | string | null {
  if (scopes.has('hub:admin')) return null;
  if (scopes.has('agreements:write') && ARRANGEMENTS.has(kind)) return null;
  if (!scopes.has('facts:write')) return `writing ${kind} needs another scope`;
  if (territory === undefined) return 'the token is bound to no territory';
  const claim: Claim<K> | undefined = CLAIMS[kind];
  return claim?.(fact) ?? `a writer bound to ${territory} may not write such ${kind}`;
}

/** Whether a record that bears a name already taken would be set beside somebody else's. */
type Foreign<K extends FactKind> = (
  own: FactOf<K>,
  other: FactOf<K>,
  covers: (territory: string | undefined) => boolean,
) => boolean;

/** For kinds with names: whose a name is, so that nobody else writes a record under it. */
const FOREIGN: { readonly [K in FactKind]?: Foreign<K> } = {
  bodies: (_, { territory }, covers) => !covers(territory),
  registers: (_, { territory }, covers) => !covers(territory),
  accreditations: (own, other) => own.accreditationBody !== other.accreditationBody,
  // Beside one of the same number from elsewhere, the other one would become doubtful.
  certificates: (own, other) =>
    own.issuerTerritory !== other.issuerTerritory ||
    (own.issuer !== other.issuer && overlaps(beliefOf(own), beliefOf(other))),
};

/** Whether one of the records known under a name makes it somebody else's. */
export function isTaken<K extends FactKind>(
  kind: K,
  own: FactOf<K>,
  others: readonly FactOf<K>[],
  covers: (territory: string | undefined) => boolean,
): boolean {
  const foreign: Foreign<K> | undefined = FOREIGN[kind];
  return foreign !== undefined && others.some((other) => foreign(own, other, covers));
}
