import type { CertificateFilter } from '../../schema/generated/certificates.ts';
import type { Certificate } from '../../schema/generated/facts.ts';
import { condition } from '../../store/mongoose/condition.ts';
import { badInput, quoted } from '../federation/errors.ts';
import { connection, cursors, pageSize, type Connection } from '../federation/paging.ts';
import type { RemainingTime } from '../federation/turns.ts';
import { byIssuer, chunksOf } from './chunks.ts';
import { foldedText } from '../../schema/spelling.ts';
import { fullInstant } from '../../schema/knowledge.ts';
import {
  hasWords,
  matchesSearch,
  productTexts,
  readSearch,
} from '../../facts/model/search-terms.ts';
import { shownRecord } from './loaders.ts';
import type { CertificateRecord, CertificateRepository, Stored } from './loaders.ts';
import { orderedSearch, type SearchArguments } from './ordered-search.ts';
import { namesProduct, statusOn, validUntilOn } from './rules.ts';

/** Records looked at for one page at most; a rarer match is on a later page. */
const SCAN_LIMIT = 20_000;

const LIST = 'certificates';

/**
 * A page of certificates as believed now, or at the filter's `knownAt`, in ascending order of number.
 * The store narrows by what is indexed or stored plainly; state and scope on a day follow from events
 * and are tested on each record, so a page may end early and say where to go on.
 */
export async function searchCertificates(
  repository: CertificateRepository,
  filter: CertificateFilter,
  page: SearchArguments,
  today: string,
  left?: RemainingTime,
): Promise<Connection<CertificateRecord>> {
  const wanted = selector(filter, today);
  const { text } = filter;
  if ((text !== null && text !== undefined) || page.sort === 'ISSUED' || page.sort === 'EXPIRES')
    return orderedSearch(repository, { filter, clauses: storeFilter(filter), wanted, page, left });
  const { models, horizon } = repository;
  const size = pageSize(page.first);
  const { encode, decode } = cursors(LIST);
  const after = decode(page.after);

  const found: CertificateRecord[] = [];
  const places = new Map<CertificateRecord, string>();
  let position = after;
  let looked = 0;
  let exhausted = true;
  const [number = null, issuer] = after?.split(ISSUER) ?? [];
  const range = { prefix: filter.number ?? '', after: number, inclusive: issuer !== undefined };
  const snapshot = horizon.snapshot();
  const chunks = chunksOf(models.certificates, storeFilter(filter), snapshot, range, { left });
  for await (const chunk of chunks) {
    looked += chunk.looked;
    exhausted = chunk.isLast;
    for (const records of chunk.certificates) {
      for (const own of byIssuer(records)) {
        const at = placeOf(own, records);
        if (after !== null && !isAfter(at, after)) continue;
        const record = shownRecord(own, filter.knownAt ?? undefined);
        if (found.length <= size) position = at;
        if (record && wanted(record)) {
          found.push(record);
          places.set(record, at);
        }
      }
      if (found.length > size) break;
    }
    if (found.length > size || looked >= SCAN_LIMIT) break;
  }
  const shown = found.slice(0, size);
  const full = found.length > size;
  return connection(shown, (record) => encode(places.get(record) ?? record.number), {
    hasNextPage: full || !exhausted,
    hasPreviousPage: after !== null,
    stoppedAt: full || exhausted || position === null ? undefined : encode(position),
  });
}

/** Stands between number and issuer in a cursor, where several issued one of the number: no number holds it. */
const ISSUER = '\t';

/** Where a certificate stands in the list. */
const placeOf = ([first]: readonly Stored[], all: readonly Stored[]): string =>
  all.some(({ fact }) => fact.issuer !== first?.fact.issuer)
    ? `${first?.key ?? ''}${ISSUER}${first?.fact.issuer ?? ''}`
    : (first?.key ?? '');

/** Whether a place comes after another one. A number alone stands for all its issuers. */
function isAfter(place: string, other: string): boolean {
  const [[number = '', issuer = ''], [after = '', last]] = [
    place.split(ISSUER),
    other.split(ISSUER),
  ];
  return number > after || (number === after && last !== undefined && issuer > last);
}

/** Conditions on what stands plainly in a record, by its place there. */
const PLAIN = {
  scheme: 'scheme',
  standard: 'standard',
  issuer: 'issuer',
  holder: 'holder.id',
  issuerTerritory: 'issuerTerritory',
  sector: 'sectors',
  level: 'level',
  register: 'register',
} as const satisfies Partial<Record<keyof CertificateFilter, string>>;

/** The plain conditions that a filter gives, as places and values. */
const plainly = (filter: CertificateFilter): [place: string, value: string][] =>
  Object.entries(PLAIN).flatMap(([name, place]) => {
    const value = filter[name as keyof typeof PLAIN];
    return value === null || value === undefined ? [] : [[place, value]];
  });

/** Whether a record meets the conditions that the store tests where it is asked. */
export function meetsPlainly(record: Certificate, filter: CertificateFilter): boolean {
  return plainly(filter).every(([place, wanted]) => {
    const found = place
      .split('.')
      .reduce<unknown>(
        (value, name) => (value as Record<string, unknown> | undefined)?.[name],
        record,
      );
    return Array.isArray(found) ? found.includes(wanted) : found === wanted;
  });
}

/** Conditions that the store can test. Values are bound, never interpreted: each is text. */
export function storeFilter(filter: CertificateFilter): object[] {
  const clauses = plainly(filter).map(([place, value]) => ({
    [`fact.${place}`]: condition({ $eq: value }),
  }));
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

const expiresWithin = (
  record: Certificate,
  { expiresFrom, expiresUntil }: CertificateFilter,
  day: string,
): boolean => {
  if (!expiresFrom && !expiresUntil) return true;
  const end = validUntilOn(record, day);
  return end !== undefined && end >= (expiresFrom ?? '') && end <= (expiresUntil ?? '\uffff');
};

/** When the last change of what is believed of a certificate became known; '': always known. */
const changedOf = ({ recordedAt, events = [] }: Certificate): string =>
  [recordedAt, ...events.map((event) => event.recordedAt ?? event.effectiveFrom)]
    .map((instant) => (instant === undefined ? '' : fullInstant(instant)))
    .reduce((latest, one) => (one > latest ? one : latest), '');

/** Conditions to be tested on the record as then believed. */
export function selector(
  filter: CertificateFilter,
  today: string,
): (record: Certificate) => boolean {
  const { status, validOn, hs, text, product, site, changedSince } = filter;
  const day = filter.statusOn ?? today;
  const search = text ? readSearch(text) : undefined;
  const place = site && foldedText(site);
  return (record) =>
    (!search || matchesSearch(record, search)) &&
    (!product || hasWords(productTexts(record.product), product)) &&
    (!place || (record.scope?.sites ?? []).some((one) => foldedText(one) === place)) &&
    (!changedSince || changedOf(record) >= fullInstant(changedSince)) &&
    expiresWithin(record, filter, day) &&
    (!status || statusOn(record, day) === status) &&
    (!validOn || statusOn(record, validOn) === 'VALID') &&
    (!hs || namesProduct(record, hs, day));
}
