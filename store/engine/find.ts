import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Document, Value } from '../bson/values.ts';
import { filterFields, matches } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import type { Projection } from '../query/projection.ts';
import type { Order } from '../query/sort.ts';
import type { Collection, Index } from './collection.ts';
import { WireFault } from '../faults.ts';
import { choosePlan } from './planner.ts';
import type { Plan } from './planner.ts';
import { rowsOf, sampleKeys } from './scan.ts';
import type { StoredRow } from './scan.ts';

/** Filter, order and limit of a find. */
export interface FindRequest {
  readonly filter: Filter;
  readonly sort: Order | undefined;
  readonly skip: number;
  /** 0: no limit. */
  readonly limit: number;
  readonly hint: Index | 'natural' | undefined;
}

/** Counts what a find reads, for explain. */
export interface FindStatistics {
  documentsExamined: number;
}

/** A generator of results that also yields null: nothing yet, but a good moment for a pause. */
export type Results<T> = Generator<T | null, void>;

/** The most that a sort without an index holds at once. */
const SORT_BYTES = 100 * 1024 * 1024;

export function planOf(collection: Collection, request: FindRequest): Plan {
  if (request.hint === 'natural') return { kind: 'scan', reverse: false };
  return choosePlan(
    collection,
    request.filter,
    request.sort?.fields ?? [],
    (plan) => sampleKeys(collection, plan),
    request.hint,
  );
}

/** The rows that a request asks for, in its order, after its skip and within its limit. */
export function* findRows(
  collection: Collection,
  request: FindRequest,
  statistics?: FindStatistics,
): Results<StoredRow> {
  const plan = planOf(collection, request);
  const rows = matchingRows(collection, plan, request.filter, statistics);
  const inOrder =
    request.sort === undefined || (plan.kind === 'index' && plan.sorted)
      ? rows
      : sortRows(rows, request.sort, request);
  yield* windowOf(inOrder, request);
}

function* windowOf<T>(results: Results<T>, { skip, limit }: FindRequest): Results<T> {
  let place = 0;
  for (const result of results) {
    if (result === null) yield null;
    else if (++place > skip) {
      yield result;
      if (limit > 0 && place - skip >= limit) return;
    }
  }
}

function* matchingRows(
  collection: Collection,
  plan: Plan,
  filter: Filter,
  statistics: FindStatistics | undefined,
): Results<StoredRow> {
  const fields = filterFields(filter);
  const everything = fields.size === 0 && filter.kind === 'and';
  for (const chunk of rowsOf(collection, plan)) {
    if (statistics !== undefined) statistics.documentsExamined += chunk.length;
    for (const row of chunk)
      if (everything || matches(filter, decode(row.bytes, 0, fields))) yield row;
    yield null;
  }
}

interface Sortable {
  readonly key: readonly Value[];
  readonly row: StoredRow;
}

/** Sorts in memory; with a limit only the first skip + limit are kept. */
function* sortRows(
  rows: Results<StoredRow>,
  order: Order,
  { skip, limit }: FindRequest,
): Results<StoredRow> {
  const wanted = limit > 0 ? skip + limit : Infinity;
  const fields = new Set(order.fields.map(({ path }) => path[0] ?? ''));
  let held: Sortable[] = [];
  let bytes = 0;
  const shrink = (): void => {
    held.sort((a, b) => order.compare(a.key, b.key));
    if (held.length <= wanted) return;
    held = held.slice(0, wanted);
    bytes = held.reduce((sum, { row }) => sum + row.bytes.length, 0);
  };
  for (const row of rows) {
    if (row === null) {
      yield null;
      continue;
    }
    held.push({ key: order.key(decode(row.bytes, 0, fields)), row });
    bytes += row.bytes.length;
    if (held.length >= 2 * wanted + 1000) shrink();
    if (bytes > SORT_BYTES) refuseSort();
  }
  shrink();
  for (const { row } of held) yield row;
}

export function refuseSort(): never {
  throw new WireFault(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    'Sort exceeded the limit of 100 MiB; add an index in the order of the sort, or a limit',
  );
}

/** The documents of a find, as bytes ready to send. */
export function* findDocuments(
  collection: Collection | undefined,
  request: FindRequest,
  projection: Projection | undefined,
): Results<Buffer> {
  if (collection === undefined) return;
  for (const row of findRows(collection, request))
    yield row === null || projection === undefined
      ? (row?.bytes ?? null)
      : encode(projection(decode(row.bytes)));
}

/** The same, decoded, for aggregation. */
export function* findDecoded(
  collection: Collection | undefined,
  request: FindRequest,
): Results<Document> {
  if (collection === undefined) return;
  for (const row of findRows(collection, request)) yield row === null ? null : decode(row.bytes);
}
