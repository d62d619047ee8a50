import type { AgreementFilter } from '../../schema/generated/agreements.ts';
import type { Agreement, AgreementParty, Territory } from '../../schema/generated/facts.ts';
import { reachedFrom } from '../../schema/containment.ts';
import { activeOn } from '../../facts/model/interval.ts';

/** Territories by code. */
export type Territories = ReadonlyMap<string, Territory>;

/** Whether a territory is, or contains on that day, another one (RULE §0, covers). */
export function covers(
  territories: Territories,
  outer: string,
  inner: string,
  day: string,
): boolean {
  return within(territories, outer, (member) => activeOn(member, day)).has(inner);
}

/** Whether a territory is, or contains on some day, another one. */
export const everCovers = (territories: Territories, outer: string, inner: string): boolean =>
  within(territories, outer, () => true).has(inner);

function within(
  territories: Territories,
  outer: string,
  counts: (member: { readonly from?: string; readonly until?: string }) => boolean,
): ReadonlySet<string> {
  return reachedFrom([outer], (code) =>
    (territories.get(code)?.members ?? []).filter(counts).map(({ territory }) => territory),
  );
}

/** Whether an agreement meets every condition given. */
export function meets(
  filter: AgreementFilter,
  agreement: Agreement,
  territories: Territories,
): boolean {
  const { party, market, kind, inForceOn, scheme, sector } = filter;
  const accepts = ({ role }: AgreementParty): boolean => role !== 'ORIGINATING';
  return (
    (!kind || agreement.kind === kind) &&
    (!inForceOn || activeOn(agreement, inForceOn)) &&
    (!party || hasParty(agreement, party, territories, inForceOn)) &&
    (!market || hasParty(agreement, market, territories, inForceOn, accepts)) &&
    (!scheme || agreement.annexes.some(({ schemes }) => names(schemes, scheme))) &&
    (!sector || agreement.annexes.some(({ sectors }) => names(sectors, sector)))
  );
}

/** A list that is absent or empty means any. */
const names = (list: readonly string[] | undefined, value: string): boolean =>
  list === undefined || list.length === 0 || list.includes(value);

/**
 * Whether a party covers the territory, on a day or at any time. An agreement without parties is open
 * to every territory.
 */
export function hasParty(
  { parties = [] }: Agreement,
  territory: string,
  territories: Territories,
  day?: string | null,
  counts: (party: AgreementParty) => boolean = () => true,
): boolean {
  if (parties.length === 0) return true;
  return parties.some(
    (party) =>
      counts(party) &&
      (day
        ? activeOn(party, day) && covers(territories, party.territory, territory, day)
        : everCovers(territories, party.territory, territory)),
  );
}
