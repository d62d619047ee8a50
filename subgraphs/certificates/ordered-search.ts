import type { CertificateFilter, CertificateSort } from '../../schema/generated/certificates.ts';
import type { Certificate } from '../../schema/generated/facts.ts';
import { ascending } from '../../facts/model/names.ts';
import { readSearch } from '../../facts/model/search-terms.ts';
import { badInput } from '../federation/errors.ts';
import {
  connection,
  cursors,
  pageSize,
  type Connection,
  type PageArguments,
} from '../federation/paging.ts';
import type { RemainingTime } from '../federation/turns.ts';
import { shownRecord, type CertificateRecord, type CertificateRepository } from './loaders.ts';
import {
  driverOf,
  FEW,
  numberClauses,
  placeOf,
  rowsByDay,
  rowsWithTerms,
  type DayOrder,
  type IndexRow,
  type RowSource,
} from './text-search.ts';

/** A page, and its order. */
export interface SearchArguments extends PageArguments {
  readonly sort?: CertificateSort | null | undefined;
}

/** What is looked for in an order other than that of numbers. */
export interface SearchRequest {
  readonly filter: CertificateFilter;
  /** What the store can test. */
  readonly clauses: readonly object[];
  /** What is tested on the record. */
  readonly wanted: (record: Certificate) => boolean;
  readonly page: SearchArguments;
  readonly left?: RemainingTime | undefined;
}

const DAYS: Readonly<Record<Exclude<CertificateSort, 'NUMBER'>, DayOrder>> = {
  ISSUED: { field: 'issued', latestFirst: true },
  EXPIRES: { field: 'validUntil', latestFirst: false },
};

/** Rows read for one page at most, so that each costs the same; a rarer match is on a later page. */
const SCAN_LIMIT = 400;
/** Rows of a text that few have, and that have become more from page to page. */
const MOST_READ = 2_000;
/** Rows read at once for each certificate that is wanted. */
const ROWS_EACH = 2;

/**
 * A page of a search by text, or in an order by day. A text that few have is read whole and put in the
 * order asked for; one that many have is gone through as recorded, so that a page costs the same however
 * many there are.
 */
export async function orderedSearch(
  repository: CertificateRepository,
  search: SearchRequest,
): Promise<Connection<CertificateRecord>> {
  const { filter, page, left } = search;
  const clauses = [...search.clauses, ...numberClauses(filter.number)];
  const { models, horizon } = repository;
  const reading = { model: models.certificates, snapshot: horizon.snapshot(), clauses, left };
  const day = page.sort && page.sort !== 'NUMBER' ? DAYS[page.sort] : undefined;
  const text = readSearch(filter.text ?? '');
  if (text.words.length === 0) {
    if (filter.text !== null && filter.text !== undefined)
      throw badInput('text holds no letter and no digit; write part of a number or a word.');
    const order = day ?? DAYS.ISSUED;
    return walk(repository, search, rowsByDay(reading, order), (row) => placeOf(row, order));
  }
  const { terms, rows } = await driverOf(models.certificates, text, left);
  const source = rowsWithTerms(reading, terms);
  // The next page is of the list that the cursor is of, however many there are by now.
  const isWalked =
    isCursorOf(WALK, page.after) || (rows >= FEW && !isCursorOf(FEW_LIST, page.after));
  if (isWalked) return walk(repository, search, source, ({ _id }) => _id);
  return sorted(await allOf(repository, search, source), day, page);
}

const WALK = cursors('certificates as recorded');
const FEW_LIST = cursors('certificates in order');

/** Whether a cursor is of a list. */
function isCursorOf(list: typeof WALK, after: string | null | undefined): boolean {
  if (after === null || after === undefined) return false;
  try {
    return list.decode(after) !== null;
  } catch {
    return false;
  }
}

/** Goes through rows until a page is full. */
async function walk(
  repository: CertificateRepository,
  search: SearchRequest,
  source: RowSource,
  cursorOf: (row: IndexRow) => string,
): Promise<Connection<CertificateRecord>> {
  const size = pageSize(search.page.first);
  const start = WALK.decode(search.page.after);
  const found: { record: CertificateRecord; cursor: string }[] = [];
  let position = start;
  let isLast = false;
  const chunk = ROWS_EACH * (size + 1);
  for (let looked = 0; found.length <= size && looked < SCAN_LIMIT && !isLast; looked += chunk) {
    const rows = await source(position, chunk);
    isLast = rows.length < chunk;
    const records = await shownOf(repository, search, rows);
    for (const [at, row] of rows.entries()) {
      const record = records[at];
      const cursor = cursorOf(row);
      if (record && found.length <= size) found.push({ record, cursor });
      if (found.length <= size) position = cursor;
    }
  }
  const isFull = found.length > size;
  const cursors = new Map(found.map(({ record, cursor }) => [record, cursor]));
  return connection(
    found.slice(0, size).map(({ record }) => record),
    (record) => WALK.encode(cursors.get(record) ?? ''),
    {
      hasNextPage: isFull || !isLast,
      hasPreviousPage: start !== null,
      stoppedAt: isFull || isLast || position === null ? undefined : WALK.encode(position),
    },
  );
}

/** All that a source gives, which is little. */
async function allOf(
  repository: CertificateRepository,
  search: SearchRequest,
  source: RowSource,
): Promise<CertificateRecord[]> {
  const rows = await source(null, MOST_READ);
  const found = await shownOf(repository, search, rows);
  return found.flatMap((record) => record ?? []);
}

/**
 * Of each row the certificate as it is shown, if the row is the one that is shown of it and it is wanted:
 * so each is found once, however many rows there are of it.
 */
async function shownOf(
  repository: CertificateRepository,
  { filter, wanted }: Pick<SearchRequest, 'filter' | 'wanted'>,
  rows: readonly IndexRow[],
): Promise<(CertificateRecord | undefined)[]> {
  const stored = await repository.recordsOf(rows.map(({ key }) => key));
  return rows.map(({ fact: { issuer }, digest }, at) => {
    const own = (stored[at] ?? []).filter(({ fact }) => fact.issuer === issuer);
    const record = shownRecord(own, filter.knownAt ?? undefined);
    return record?.digest === digest && wanted(record) ? record : undefined;
  });
}

/** Numbers come in the order of the list of numbers, days as in theirs. */
function sorted(
  records: readonly CertificateRecord[],
  order: DayOrder | undefined,
  { first, after }: PageArguments,
): Connection<CertificateRecord> {
  const size = pageSize(first);
  const start = FEW_LIST.decode(after);
  const inOrder = records
    .map((record) => ({ record, place: placeIn(record, order) }))
    .sort((a, b) => ascending(a.place, b.place));
  const rest = start === null ? inOrder : inOrder.filter(({ place }) => place > start);
  const places = new Map(rest.map(({ record, place }) => [record, place]));
  return connection(
    rest.slice(0, size).map(({ record }) => record),
    (record) => FEW_LIST.encode(places.get(record) ?? ''),
    { hasNextPage: rest.length > size, hasPreviousPage: rest.length < inOrder.length },
  );
}

/** A text by which certificates are in order. */
function placeIn({ number, issuer, ...record }: CertificateRecord, order?: DayOrder): string {
  const day = order && (record[order.field] ?? '9999-12-32');
  const placed = day === undefined ? '' : order?.latestFirst === true ? reversed(day) : day;
  return `${placed}\t${number}\t${issuer}`;
}

/** A day as a text that sorts the other way round. */
const reversed = (day: string): string => day.replace(/\d/g, (digit) => String(9 - Number(digit)));
