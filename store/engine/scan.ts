import type { KeyRange } from './bounds.ts';
import { WireFault } from '../faults.ts';
import type { Collection, Index } from './collection.ts';
import type { Sql } from './database.ts';
import type { IndexPlan, Plan } from './planner.ts';

/** A document as stored: its row number and its bytes. */
export interface StoredRow {
  readonly rid: number;
  readonly bytes: Buffer;
}

/**
 * How many rows one SQL statement reads. Between statements nothing is held open, so writes may
 * come in between; a scan goes on after the last key it has seen.
 */
const CHUNK = 128;
const FIRST_CHUNK = 16;
const CHUNK_BYTES = 4 * 1024 * 1024;

/** The size of the next chunk, so that large documents do not fill the memory. */
function nextSize(rows: readonly { readonly bytes: Buffer }[]): number {
  const bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0);
  return Math.min(CHUNK, Math.max(1, Math.floor((CHUNK_BYTES * rows.length) / Math.max(1, bytes))));
}

/** @throws Fault QueryPlanKilled when what is being read has been dropped meanwhile */
function checkThere(collection: Collection, index?: Index): void {
  if (collection.dropped)
    throw new WireFault('QueryPlanKilled', `collection ${collection.namespace} was dropped`);
  if (index !== undefined && !collection.indexes.some(({ id }) => id === index.id))
    throw new WireFault('QueryPlanKilled', `index ${index.name} was dropped`);
}

/** Rows of a plan, in chunks; a row comes once, however many of its keys are in range. */
export function* rowsOf(collection: Collection, plan: Plan): Generator<StoredRow[], void> {
  if (plan.kind === 'scan') yield* scanRows(collection, plan.reverse);
  else if (plan.kind === 'index')
    yield* plan.index.multikey === 0
      ? indexEntries(collection, plan, WITH_ROWS)
      : distinctRows(collection, [plan]);
  else yield* distinctRows(collection, plan.of);
}

/** Rows of several plans, or of an index that has several keys of a row: each is read once. */
function* distinctRows(
  collection: Collection,
  plans: readonly IndexPlan[],
): Generator<StoredRow[], void> {
  const seen = new Set<number>();
  for (const plan of plans)
    for (const filed of indexEntries(collection, plan, KEYS_ONLY)) {
      const fresh = new Set(filed.map(({ rid }) => rid).filter((rid) => !seen.has(rid)));
      for (const rid of fresh) seen.add(rid);
      yield* readRows(collection, [...fresh]);
    }
}

/** Rows with these numbers, in chunks; those that have gone meanwhile are not among them. */
function* readRows(collection: Collection, rids: readonly number[]): Generator<StoredRow[], void> {
  const statement = collection.statement(`SELECT doc FROM ${collection.table} WHERE rid = ?`);
  let chunk: StoredRow[] = [];
  let bytes = 0;
  for (const rid of rids) {
    if (chunk.length === 0) checkThere(collection);
    const [row] = statement.rows([rid]);
    if (!row) continue;
    const found = { rid, bytes: row[0] as Buffer };
    chunk.push(found);
    bytes += found.bytes.length;
    if (bytes < CHUNK_BYTES) continue;
    yield chunk;
    [chunk, bytes] = [[], 0];
  }
  yield chunk;
}

function* scanRows(collection: Collection, reverse: boolean): Generator<StoredRow[], void> {
  const { table } = collection;
  const statement = collection.statement(
    reverse
      ? `SELECT rid, doc FROM ${table} WHERE rid < ? ORDER BY rid DESC LIMIT ?`
      : `SELECT rid, doc FROM ${table} WHERE rid > ? ORDER BY rid LIMIT ?`,
  );
  let last = reverse ? Number.MAX_SAFE_INTEGER : -1;
  let size = FIRST_CHUNK;
  for (;;) {
    const rows = statement
      .rows([last, size])
      .map(([rid, doc]) => ({ rid: rid as number, bytes: doc as Buffer }));
    yield rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < size) return;
    checkThere(collection);
    last = end.rid;
    size = nextSize(rows);
  }
}

/** What is read of an index entry, in SQL: with its row, or without. */
type Select = (index: Index, collection: Collection) => string;

const WITH_ROWS: Select = ({ table }, rows) =>
  `SELECT i.k, i.rid, c.doc FROM ${table} i CROSS JOIN ${rows.table} c ON c.rid = i.rid`;
const KEYS_ONLY: Select = ({ table }) => `SELECT i.k, i.rid FROM ${table} i`;

const NOTHING = Buffer.alloc(0);

const toRow = ([, rid, doc]: readonly Sql[]): StoredRow => ({
  rid: rid as number,
  bytes: (doc ?? NOTHING) as Buffer,
});

/** The entries of an index that a plan reads, in chunks. */
function* indexEntries(
  collection: Collection,
  plan: IndexPlan,
  select: Select,
): Generator<StoredRow[], void> {
  if (isLookup(plan)) yield* lookUp(collection, plan, select);
  else
    for (const range of plan.reverse ? plan.ranges.toReversed() : plan.ranges) {
      checkThere(collection, plan.index);
      yield* rangeEntries(collection, plan, range, select);
    }
}

/**
 * Every field of a unique index fixed: each range holds at most one key, known whole. (Several
 * ranges come in any order; the planner calls them sorted only when no order was asked for.)
 */
const isLookup = ({ index, points }: IndexPlan): boolean =>
  index.unique && points === index.fields.length;

function* lookUp(
  collection: Collection,
  plan: IndexPlan,
  select: Select,
): Generator<StoredRow[], void> {
  for (let at = 0; at < plan.ranges.length;) {
    const size = plan.ranges.length - at >= CHUNK ? CHUNK : 1;
    const keys = plan.ranges.slice(at, at + size).map(({ low }) => low);
    const places = size === 1 ? '= ?' : `IN (${new Array(size).fill('?').join()})`;
    const statement = collection.statement(`${select(plan.index, collection)} WHERE i.k ${places}`);
    yield statement.rows(keys).map(toRow);
    at += size;
    if (at < plan.ranges.length) checkThere(collection, plan.index);
  }
}

function* rangeEntries(
  collection: Collection,
  { index, reverse }: IndexPlan,
  { low, high }: KeyRange,
  select: Select,
): Generator<StoredRow[], void> {
  const from = select(index, collection);
  const statement = collection.statement(
    reverse
      ? `${from} WHERE (i.k, i.rid) < (?, ?) AND i.k >= ? ORDER BY i.k DESC, i.rid DESC LIMIT ?`
      : `${from} WHERE (i.k, i.rid) > (?, ?) AND i.k < ? ORDER BY i.k, i.rid LIMIT ?`,
  );
  let key = reverse ? high : low;
  let last = -1;
  let size = FIRST_CHUNK;
  for (;;) {
    const found = statement.rows([key, last, reverse ? low : high, size]);
    const rows = found.map(toRow);
    yield rows;
    const end = found.at(-1);
    if (end === undefined || found.length < size) return;
    checkThere(collection, index);
    key = end[0] as Buffer;
    last = end[1] as number;
    size = nextSize(rows);
  }
}

/** How many keys a plan would read, counted up to a limit. */
export function sampleKeys(collection: Collection, plan: IndexPlan): number {
  const most = 200;
  let keys = 0;
  for (const { low, high } of plan.ranges.slice(0, 8)) {
    const [row] = collection
      .statement(
        `SELECT count(*) FROM (SELECT 1 FROM ${plan.index.table} WHERE k >= ? AND k < ? LIMIT ${most})`,
      )
      .rows([low, high]);
    keys += Number(row?.[0] ?? 0);
  }
  return keys * Math.max(1, plan.ranges.length / 8);
}
