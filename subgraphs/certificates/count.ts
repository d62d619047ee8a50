import type { CertificateFilter } from '../../schema/generated/certificates.ts';
import { numberKey } from '../../schema/spelling.ts';
import { condition } from '../../store/mongoose/condition.ts';
import { readWithin } from '../../lib/deadline.ts';
import { visibleIn } from '../../facts/ledger/commit-watermark.ts';
import { readSearch } from '../../facts/model/search-terms.ts';
import type { RemainingTime } from '../federation/turns.ts';
import { shownRecord, type CertificateSources, type Stored } from './loaders.ts';
import { selector, storeFilter } from './search.ts';
import { driverOf, numberClauses } from './text-search.ts';

/** Certificates that are counted at most. */
export const MAX_COUNT = 10_000;
/** Records read for a count at most, and at once. */
const [MAX_ROWS, CHUNK] = [20_000, 2_000];
/** One read may take this long, milliseconds. */
const READ_DEADLINE_MS = 5_000;

/** How many certificates meet a filter. */
export interface Total {
  readonly count: number;
  /** False: there are, or may be, more. */
  readonly isExact: boolean;
}

/** Counts the certificates that a search would list. */
export async function countFound(
  { models, horizon }: CertificateSources,
  filter: CertificateFilter,
  today: string,
  left?: RemainingTime,
): Promise<Total> {
  const search = readSearch(filter.text ?? '');
  const clauses = [
    ...storeFilter(filter),
    ...numberClauses(filter.number),
    visibleIn(horizon.snapshot()),
  ];
  if (search.words.length > 0) {
    const { terms } = await driverOf(models.certificates, search, left);
    clauses.push({ grams: condition({ $in: [...terms] }) });
  }
  const groups = new Map<string, Stored[]>();
  let rows = 0;
  let isLast = false;
  for (let last: string | null = null; rows < MAX_ROWS && !isLast;) {
    const further: object[] = last === null ? [] : [{ _id: condition({ $gt: last }) }];
    const found: (Stored & { readonly _id: string })[] = await readWithin(
      models.certificates
        .find({ $and: [...further, ...clauses] }, { key: 1, digest: 1, fact: 1 })
        .sort({ _id: 1 })
        .limit(CHUNK)
        .lean<(Stored & { readonly _id: string })[]>(),
      Math.min(READ_DEADLINE_MS, left?.() ?? READ_DEADLINE_MS),
    );
    for (const record of found) {
      const name = `${numberKey(record.fact.number)} ${record.fact.issuer}`;
      const group = groups.get(name);
      if (group) group.push(record);
      else groups.set(name, [record]);
    }
    rows += found.length;
    isLast = found.length < CHUNK;
    last = found.at(-1)?._id ?? last;
  }
  const wanted = selector(filter, today);
  let count = 0;
  for (const records of groups.values()) {
    const shown = shownRecord(records, filter.knownAt ?? undefined);
    if (shown && wanted(shown)) count += 1;
  }
  return count > MAX_COUNT ? { count: MAX_COUNT, isExact: false } : { count, isExact: isLast };
}
