import type { FactsDocument } from '../../schema/generated/facts.ts';
import type { Day } from './conventions.ts';
import { addDays, addMonths } from './conventions.ts';

const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/;

/** §12 changesOn: the days that "it suffices to try, ascending". */
export function changeCandidates(facts: FactsDocument): Day[] {
  const days = new Set<Day>();
  // "every date in the visible facts (recordedAt days too) and the day after it"
  for (const date of dates(facts)) days.add(date).add(addDays(date, 1));
  // "each accreditation event or end + each transferWindowMonths"
  const windows = (facts.agreements ?? []).flatMap((a) => a.transferWindowMonths ?? []);
  for (const acc of facts.accreditations ?? []) {
    const ends = [...(acc.events ?? []).map((e) => e.effectiveFrom), acc.until ?? []].flat();
    for (const end of ends) for (const months of windows) days.add(addMonths(end, months));
  }
  // "asAt + maxAgeDays + 1"
  for (const register of facts.registers ?? [])
    for (const { asAt } of register.snapshots ?? [])
      if (register.maxAgeDays !== undefined) days.add(addDays(asAt, register.maxAgeDays + 1));
  return [...days].sort();
}

function dates(value: unknown): Day[] {
  if (typeof value === 'string') return DATE.test(value) ? [value.slice(0, 10)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(dates);
}
