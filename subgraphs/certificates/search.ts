import type { CertificateFilter } from '../../schema/generated/certificates.ts';
import { condition } from '../kit/condition.ts';
import { badInput, quoted } from '../kit/errors.ts';
import { withDeadline } from '../kit/deadline.ts';
import { visibleIn } from '../kit/facts/horizon.ts';
import type { StoredFact } from '../kit/facts/model.ts';
import {
  connection,
  cursors,
  pageSize,
  type Connection,
  type PageArguments,
} from '../kit/paging.ts';
import { shownRecord, type CertificateRecord, type CertificateSources } from './loaders.ts';
import { namesProduct, statusOn } from './rules.ts';

/** Records read at once while a page is filled. */
const CHUNK = 500;

/** Records looked at for one page at most; a rarer match is on a later page. */
const SCAN_LIMIT = 20_000;

/** One read may take this long, milliseconds. */
const READ_DEADLINE_MS = 5_000;

/** A text that sorts after every text with the same beginning. */
const LAST = '\u{10FFFF}';

const LIST = 'certificates';

type Stored = Pick<StoredFact<'certificates'>, 'key' | 'digest' | 'fact'>;

/**
 * A page of certificates as now believed, in ascending order of number. The store narrows by what is
 * indexed or stored plainly; state and scope on a day follow from events and are tested on each
 * record, so a page may end early and say where to go on.
 */
export async function searchCertificates(
  { models, horizon }: CertificateSources,
  filter: CertificateFilter,
  page: PageArguments,
  today: string,
): Promise<Connection<CertificateRecord>> {
  const size = pageSize(page.first);
  const { encode, decode } = cursors(LIST);
  const after = decode(page.after);
  const narrowed = [...storeFilter(filter), visibleIn(horizon.snapshot())];
  const wanted = test(filter, today);

  const found: CertificateRecord[] = [];
  let position = after;
  let looked = 0;
  let exhausted = false;
  while (found.length <= size && looked < SCAN_LIMIT && !exhausted) {
    const read = models.certificates
      .find(
        { $and: [...narrowed, keyRange(filter.number, position)] },
        { key: 1, digest: 1, fact: 1 },
      )
      .sort({ key: 1 })
      .limit(CHUNK)
      .lean<Stored[]>()
      .exec();
    const chunk = await withDeadline(read, READ_DEADLINE_MS);
    exhausted = chunk.length < CHUNK;
    looked += chunk.length;
    for (const records of byNumber(chunk, exhausted)) {
      const record = shownRecord(records);
      position = records[0]?.key ?? position;
      if (record && wanted(record)) found.push(record);
      if (found.length > size) break;
    }
  }
  const shown = found.slice(0, size);
  const full = found.length > size;
  return connection(shown, ({ number }) => encode(number), {
    hasNextPage: full || !exhausted,
    hasPreviousPage: after !== null,
    stoppedAt: full || exhausted || position === null ? undefined : encode(position),
  });
}

/**
 * The records of a chunk by number. The last number of a chunk that is not the last may go on in the
 * next one, so it is left for that, unless it fills the chunk alone.
 */
function byNumber(chunk: readonly Stored[], complete: boolean): Stored[][] {
  const groups: Stored[][] = [];
  for (const record of chunk) {
    const group = groups.at(-1);
    if (group?.[0]?.key === record.key) group.push(record);
    else groups.push([record]);
  }
  if (!complete && groups.length > 1) groups.pop();
  return groups;
}

function keyRange(prefix: string | null | undefined, position: string | null): object {
  const beginning = prefix ?? '';
  const from = position !== null && position >= beginning ? { $gt: position } : { $gte: beginning };
  return { key: condition({ ...from, $lte: beginning + LAST }) };
}

/** What the store can test. Values are bound, never interpreted: each is text. */
function storeFilter(filter: CertificateFilter): object[] {
  const { scheme, standard, issuer, holder, issuerTerritory, sector, level, register } = filter;
  const equal = {
    'fact.scheme': scheme,
    'fact.standard': standard,
    'fact.issuer': issuer,
    'fact.holder.id': holder,
    'fact.issuerTerritory': issuerTerritory,
    'fact.sectors': sector,
    'fact.level': level,
    'fact.register': register,
  };
  const clauses = Object.entries(equal)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([path, value]) => ({ [path]: condition({ $eq: value }) }));
  return [...clauses, ...hsFilter(filter), ...statusFilter(filter)];
}

function hsFilter({ hs }: CertificateFilter): object[] {
  if (hs === null || hs === undefined) return [];
  if (!/^\d{2,10}$/.test(hs)) throw badInput(`hs is ${quoted(hs)}; write 2 to 10 digits.`);
  const prefixes = Array.from({ length: hs.length }, (_, index) => hs.slice(0, index + 1));
  const scopes = ['fact.scope.hs', 'fact.events.scope.hs'];
  return [{ $or: scopes.map((path) => ({ [path]: condition({ $in: prefixes }) })) }];
}

/** States that only an event can lead to: records without one need not be read. */
const NEEDED_EVENTS: Readonly<Partial<Record<string, readonly string[]>>> = {
  SUSPENDED: ['SUSPENDED'],
  WITHDRAWN: ['WITHDRAWN'],
  CANCELLED: ['CANCELLED', 'TRANSFERRED'],
};

function statusFilter({ status }: CertificateFilter): object[] {
  const events = NEEDED_EVENTS[status ?? ''];
  return events ? [{ 'fact.events.type': condition({ $in: events }) }] : [];
}

/** What has to be tested on the record. */
function test(filter: CertificateFilter, today: string): (record: CertificateRecord) => boolean {
  const { status, validOn, hs } = filter;
  const day = filter.statusOn ?? today;
  return (record) =>
    (!status || statusOn(record, day) === status) &&
    (!validOn || statusOn(record, validOn) === 'VALID') &&
    (!hs || namesProduct(record, hs, day));
}
