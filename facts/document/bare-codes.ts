import { bareHs } from '../model/hs.ts';
import type { FactKind } from '../kinds/kinds.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** Where kinds of fact have HS codes; `*` is every item of a list. */
const PLACES: Partial<Readonly<Record<FactKind, readonly (readonly string[])[]>>> = {
  certificates: [
    ['scope', 'hs', '*'],
    ['events', '*', 'scope', 'hs', '*'],
  ],
  agreements: [['annexes', '*', 'products', '*', 'hs']],
  catalogues: [['entries', '*', 'hs']],
  measures: [['hs']],
};

/** The record with its HS codes as digits only: points and spaces in them say nothing. */
export function withBareCodes(kind: FactKind, value: JsonValue): JsonValue {
  for (const place of PLACES[kind] ?? []) bareAt(value, place);
  return value;
}

/** What does not have the form of such a record is left to those who check it. */
function bareAt(holder: JsonValue, [name = '', ...more]: readonly string[]): void {
  if (typeof holder !== 'object' || holder === null) return;
  const keys = name === '*' ? (Array.isArray(holder) ? [...holder.keys()] : []) : [name];
  for (const key of keys) {
    if (!Object.hasOwn(holder, key)) continue;
    const members = holder as JsonObject;
    const value = members[key];
    if (value === undefined) continue;
    if (more.length > 0) bareAt(value, more);
    else if (typeof value === 'string') members[key] = bareHs(value);
  }
}
