import { condition } from '../../store/mongoose/condition.ts';
import { readWithin } from '../../lib/deadline.ts';
import { visibleIn, type Snapshot } from '../../facts/ledger/commit-watermark.ts';
import type { FactModel } from '../../facts/kinds/stored.ts';
import type { Certificate } from '../../schema/generated/facts.ts';
import { ascending } from '../../facts/model/names.ts';
import { waysTo, type SearchText } from '../../facts/model/search-terms.ts';
import type { RemainingTime } from '../federation/turns.ts';

/** Certificates of which a term tells little: they are gone through in order, not read at once. */
export const FEW = 120;
/** So few that reading them costs less than looking for fewer. */
const ENOUGH = 60;
/** Terms of a word that are counted to find a rare one. */
const MAX_COUNTED = 4;
/** One read may take this long, milliseconds. */
const READ_DEADLINE_MS = 5_000;

/** Rows to go through for a text: those with one of the terms. */
export interface Driver {
  readonly terms: readonly string[];
  /** Rows that have them, about; {@link FEW} and more: many. */
  readonly rows: number;
}

/** The terms by which all certificates with a text are found with the least reading. */
export async function driverOf(
  model: FactModel<'certificates'>,
  search: SearchText,
  left?: RemainingTime,
): Promise<Driver> {
  let best: Driver = { terms: [], rows: Infinity };
  for (const groups of waysTo(search)) {
    const rare = await Promise.all(groups.map((terms) => rarest(model, terms, left)));
    const rows = rare.reduce((sum, one) => sum + one.rows, 0);
    if (rows < best.rows) best = { terms: rare.map(({ term }) => term), rows };
    if (rows < ENOUGH) break;
  }
  return best;
}

async function rarest(
  model: FactModel<'certificates'>,
  terms: readonly string[],
  left?: RemainingTime,
): Promise<{ term: string; rows: number }> {
  let best = { term: terms[0] ?? '', rows: Infinity };
  for (const term of spread(terms)) {
    const rows = await count(model, term, left);
    if (rows < best.rows) best = { term, rows };
    if (best.rows < ENOUGH) break;
  }
  return best;
}

/** Some of the terms, from the end on: numbers differ there. */
function spread(terms: readonly string[]): readonly string[] {
  const step = Math.max(1, terms.length / MAX_COUNTED);
  const chosen: string[] = [];
  for (let at = terms.length - 1; at >= 0 && chosen.length < MAX_COUNTED; at -= step)
    chosen.push(terms[Math.floor(at)] ?? '');
  return chosen;
}

async function count(
  model: FactModel<'certificates'>,
  term: string,
  left?: RemainingTime,
): Promise<number> {
  const ids = await readWithin(
    model.find({ grams: term }, { _id: 1 }).limit(FEW).lean<object[]>(),
    Math.min(READ_DEADLINE_MS, left?.() ?? READ_DEADLINE_MS),
  );
  return ids.length;
}

/** A row that was gone through. */
export interface IndexRow {
  readonly _id: string;
  readonly key: string;
  readonly digest: string;
  readonly fact: Pick<Certificate, 'issuer' | 'issued' | 'validUntil'>;
}

/** The next rows after one of them, in an order of their own. */
export type RowSource = (after: string | null, limit: number) => Promise<readonly IndexRow[]>;

const SHOWN = {
  key: 1,
  digest: 1,
  'fact.issuer': 1,
  'fact.issued': 1,
  'fact.validUntil': 1,
} as const;

/** What rows are read by. */
export interface RowReading {
  readonly model: FactModel<'certificates'>;
  readonly snapshot: Snapshot;
  readonly clauses: readonly object[];
  readonly left?: RemainingTime | undefined;
}

/** Reads rows that meet further clauses, in an order. */
function read(
  { model, snapshot, clauses, left }: RowReading,
  further: readonly object[],
  order: Readonly<Record<string, 1 | -1>>,
  limit: number,
): Promise<IndexRow[]> {
  const find = model
    .find({ $and: [...further, ...clauses, visibleIn(snapshot)] }, SHOWN)
    .sort(order)
    .limit(limit)
    .lean<IndexRow[]>();
  return readWithin(find, Math.min(READ_DEADLINE_MS, left?.() ?? READ_DEADLINE_MS));
}

/** Rows with one of the terms, in the order in which they were stored. */
export const rowsWithTerms =
  (reading: RowReading, terms: readonly string[]): RowSource =>
  async (after, limit) => {
    const further = after === null ? [] : [{ _id: condition({ $gt: after }) }];
    const lists = await Promise.all(
      terms.map((term) => read(reading, [{ grams: term }, ...further], { _id: 1 }, limit)),
    );
    const merged = new Map(lists.flat().map((row) => [row._id, row]));
    return [...merged.values()].sort((a, b) => ascending(a._id, b._id)).slice(0, limit);
  };

/** A day by which rows are in order, and whether the latest comes first. */
export interface DayOrder {
  readonly field: 'issued' | 'validUntil';
  readonly latestFirst: boolean;
}

/** Where a row stands in an order by day: a cursor of it. */
export const placeOf = ({ fact, _id }: IndexRow, { field }: DayOrder): string =>
  `${fact[field] ?? ''} ${_id}`;

/** Rows by day; those without one come last. */
export const rowsByDay =
  (reading: RowReading, { field, latestFirst }: DayOrder): RowSource =>
  async (after, limit) => {
    const path = `fact.${field}`;
    const [day, id] = after === null ? [undefined, undefined] : after.split(' ');
    const isAfter = { _id: condition({ $gt: id ?? '' }) };
    const none = { [path]: condition({ $exists: false }) };
    const beyond = latestFirst ? { $lt: day ?? '\uffff' } : { $gt: day ?? '' };
    const phases: readonly (readonly object[])[] =
      day === ''
        ? [[none, isAfter]]
        : [
            ...(day === undefined ? [] : [[{ [path]: day }, isAfter]]),
            [{ [path]: condition(beyond) }],
            [none],
          ];
    const found: IndexRow[] = [];
    for (const further of phases) {
      if (found.length >= limit) break;
      const order = { [path]: latestFirst ? -1 : 1, _id: 1 } as const;
      found.push(...(await read(reading, further, order, limit - found.length)));
    }
    return found;
  };

/** The rows whose numbers begin so. */
export const numberClauses = (number: string | null | undefined): readonly object[] =>
  number ? [{ key: condition({ $gte: number, $lte: `${number}\u{10FFFF}` }) }] : [];
