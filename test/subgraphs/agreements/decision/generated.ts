import fc from 'fast-check';
import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import type { Answer } from '../../../../schema/generated/question.ts';
import {
  addDays,
  addMonths,
  dayAfter,
} from '../../../../subgraphs/agreements/decision/timeline/time.ts';
import { world } from '../../../oracle/worlds/world.ts';
import type { World } from './worlds.ts';

/** Whole worlds of facts, each with one question about it. */
export const worlds: fc.Arbitrary<World> = fc
  .integer({ min: 1, max: 1_000_000 })
  .map(world)
  .chain(({ facts, questions }) =>
    fc.constantFrom(...questions).map((question) => ({ facts, question })),
  );

/** What makes an answer the same or another one (RULE §12). */
export const verdict = ({ status, reasons, route, annex, accepts }: Answer): string =>
  JSON.stringify([status, reasons, route, annex, accepts?.object, accepts?.upToLevel]);

const DATE = /^\d{4}-\d{2}-\d{2}/;

/** Every date that stands somewhere in the facts; of instants, the day. */
function datesIn(value: unknown): string[] {
  if (typeof value === 'string') return DATE.test(value) ? [value.slice(0, 10)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(datesIn) : [];
}

/** The days that suffice to be tried for a change (RULE §12), ascending. */
export function daysToTry(facts: FactsDocument, asOf: string): readonly string[] {
  const { agreements = [], accreditations = [], registers = [] } = facts;
  const dates = datesIn(facts);
  const windows = agreements.flatMap(({ transferWindowMonths: months }) =>
    months === undefined ? [] : datesIn(accreditations).map((date) => addMonths(date, months)),
  );
  const ages = registers.flatMap(({ maxAgeDays, snapshots = [] }) =>
    maxAgeDays === undefined ? [] : snapshots.map(({ asAt }) => addDays(asAt, maxAgeDays + 1)),
  );
  const days = new Set([...dates, ...dates.map(dayAfter), ...windows, ...ages]);
  return [...days].filter((day) => day > asOf).sort();
}
