import { ascending } from '../../facts/model/names.ts';
import type { RuleIndex } from './loaders.ts';

/** Parts of countries have a hyphen in their codes (ISO 3166-2). */
const isPart = (code: string): boolean => code.includes('-');

/**
 * The markets known, in ascending order: countries and composite markets on record, countries named as
 * members of a composite market, and whoever is party to an agreement.
 */
export function marketsOf({ territories, agreements }: RuleIndex): readonly string[] {
  const codes = new Set<string>();
  for (const { code, kind, members = [] } of territories.values()) {
    if (kind !== 'SUBDIVISION') codes.add(code);
    if (kind === 'COMPOSITE')
      for (const { territory } of members) if (!isPart(territory)) codes.add(territory);
  }
  for (const { parties = [] } of agreements)
    for (const { territory } of parties) codes.add(territory);
  return [...codes].sort(ascending);
}
