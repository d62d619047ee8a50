import type { PipelineStage } from 'mongoose';
import type {
  CertificateStatus,
  StatisticsDimension,
  StatisticsGroup,
} from '../../schema/generated/certificates.ts';
import type { Certificate } from '../../schema/generated/facts.ts';
import { condition } from '../../store/mongoose/condition.ts';
import { readWithin } from '../../lib/deadline.ts';
import { visibleIn } from '../../facts/ledger/commit-watermark.ts';
import { knownAt as known } from '../../facts/model/knowledge.ts';
import { believedOf, type CertificateSources, type Stored } from './loaders.ts';
import type { RemainingTime } from '../federation/turns.ts';
import { statusOn } from './rules.ts';
import { plainStatus, type CertificateTable } from './table.ts';

/** Certificates read together. */
const CHUNK = 1_000;

/** A counting: of which day, by which knowledge, along which dimensions. */
export interface StatisticsQuery {
  readonly asOf: string;
  /** At full length. */
  readonly knownAt: string;
  readonly by: readonly StatisticsDimension[];
}

type Group = Omit<StatisticsGroup, 'count'>;

/** Where a dimension stands in a record; the status is worked out. */
const FIELDS = {
  SCHEME: 'scheme',
  ISSUER: 'issuer',
  ISSUER_TERRITORY: 'issuerTerritory',
  LEVEL: 'level',
  YEAR: 'issued',
} as const satisfies Partial<Record<StatisticsDimension, keyof Certificate>>;

/** Counts the certificates of a table. */
export function countTable(
  { plain, others }: CertificateTable,
  { by, asOf, knownAt }: StatisticsQuery,
): readonly StatisticsGroup[] {
  const counter = new Counter(by);
  for (const row of plain) {
    const status = plainStatus(row, asOf, knownAt);
    if (status) counter.add(row.record, status, 1);
  }
  for (const records of others) {
    const believed = believedOf(records, knownAt);
    if (believed) counter.add(believed, statusOn(believed, asOf), 1);
  }
  return counter.groups();
}

/**
 * Counts certificates that are too many for a table. The store counts those of one record and without events, whose state follows
 * from their dates; the others are few, and are read and folded by the rules.
 */
export async function countCertificates(
  { models, horizon }: CertificateSources,
  counting: StatisticsQuery,
  left: RemainingTime,
): Promise<readonly StatisticsGroup[]> {
  const counter = new Counter(counting.by);
  const visible = visibleIn(horizon.snapshot());
  const run = <T>(stages: PipelineStage[]): Promise<T[]> =>
    readWithin(
      {
        maxTimeMS: (maxTimeMS) => models.certificates.aggregate<T>(stages).option({ maxTimeMS }),
      },
      left(),
    );

  for (const [status, clauses] of byDates(counting.asOf)) {
    const fields = counting.by.flatMap((dimension) =>
      dimension in FIELDS ? [FIELDS[dimension as keyof typeof FIELDS]] : [],
    );
    const _id = Object.fromEntries(fields.map((field) => [field, `$fact.${field}`]));
    const found = await run<{ readonly _id: Partial<Certificate>; readonly count: number }>([
      { $match: { $and: [visible, ...plain(counting.knownAt), ...clauses] } },
      { $group: { _id, count: { $sum: 1 } } },
    ]);
    for (const { _id: record, count } of found) counter.add(record, status, count);
  }

  const several = await run<{ readonly _id: string }>([
    { $match: visible },
    { $group: { _id: '$key', count: { $sum: 1 } } },
    { $match: { count: condition({ $gt: 1 }) } },
  ]);
  const eventful = await readWithin(
    models.certificates
      .find({ $and: [visible, { 'fact.events.0': condition({ $exists: true }) }] }, { key: 1 })
      .lean<Pick<Stored, 'key'>[]>(),
    left(),
  );
  const numbers = [
    ...new Set([...several.map(({ _id }) => _id), ...eventful.map(({ key }) => key)]),
  ];
  for (let at = 0; at < numbers.length; at += CHUNK) {
    const chunk = numbers.slice(at, at + CHUNK);
    const stored = await readWithin(
      models.certificates
        .find({ $and: [visible, { key: condition({ $in: chunk }) }] }, { key: 1, fact: 1 })
        .lean<Stored[]>(),
      left(),
    );
    // Two bodies may use one number.
    const records = new Map<string, Certificate[]>();
    for (const { key, fact } of stored) {
      const name = `${fact.issuer} ${key}`;
      const group = records.get(name);
      if (group) group.push(fact);
      else records.set(name, [fact]);
    }
    for (const same of records.values()) recount(counter, same, counting);
  }
  return counter.groups();
}

/** Takes back what the store counted of a certificate's records, and counts it by the rules. */
function recount(
  counter: Counter,
  records: readonly Certificate[],
  { asOf, knownAt }: StatisticsQuery,
): void {
  for (const record of records)
    if ((record.events?.length ?? 0) === 0 && known(record, knownAt))
      counter.add(record, statusOn(record, asOf, knownAt), -1);
  const believed = believedOf(records, knownAt);
  if (believed) counter.add(believed, statusOn(believed, asOf), 1);
}

/** Records known at the instant, without events. */
function plain(knownAt: string): object[] {
  // `…:59Z` sorts after `…:59.999Z`, and means the beginning of that second.
  const second = `${knownAt.slice(0, 19)}Z`;
  const never = condition({ $exists: false });
  return [
    { 'fact.events.0': never },
    {
      $or: [
        { 'fact.recordedAt': never },
        { 'fact.recordedAt': condition({ $lte: knownAt }) },
        { 'fact.recordedAt': second },
      ],
    },
    {
      $or: [
        { 'fact.retractedAt': never },
        { 'fact.retractedAt': condition({ $gt: knownAt, $ne: second }) },
      ],
    },
  ];
}

/** The states that dates alone lead to. */
function byDates(day: string): readonly (readonly [CertificateStatus, object[]])[] {
  const absent = condition({ $exists: false });
  const from = (operator: '$gt' | '$lte') => ({
    $or: [
      { 'fact.validFrom': condition({ [operator]: day }) },
      { 'fact.validFrom': absent, 'fact.issued': condition({ [operator]: day }) },
    ],
  });
  return [
    ['NOT_YET_VALID', [from('$gt')]],
    ['EXPIRED', [from('$lte'), { 'fact.validUntil': condition({ $lt: day }) }]],
    [
      'VALID',
      [
        from('$lte'),
        { $or: [{ 'fact.validUntil': absent }, { 'fact.validUntil': condition({ $gte: day }) }] },
      ],
    ],
  ];
}

class Counter {
  readonly #by: ReadonlySet<StatisticsDimension>;
  readonly #groups = new Map<string, { readonly group: Group; count: number }>();

  constructor(by: readonly StatisticsDimension[]) {
    this.#by = new Set(by);
  }

  add(record: Partial<Certificate>, status: CertificateStatus, count: number): void {
    const group: Group = {
      status: this.#by.has('STATUS') ? status : null,
      scheme: this.#by.has('SCHEME') ? (record.scheme ?? null) : null,
      issuer: this.#by.has('ISSUER') ? (record.issuer ?? null) : null,
      issuerTerritory: this.#by.has('ISSUER_TERRITORY') ? (record.issuerTerritory ?? null) : null,
      level: this.#by.has('LEVEL') ? (record.level ?? null) : null,
      year: this.#by.has('YEAR') ? Number(record.issued?.slice(0, 4)) : null,
    };
    const key = Object.values(group).join('\0');
    const known = this.#groups.get(key);
    if (known) known.count += count;
    else this.#groups.set(key, { group, count });
  }

  /** The largest first. */
  groups(): readonly StatisticsGroup[] {
    return [...this.#groups]
      .filter(([, { count }]) => count > 0)
      .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
      .map(([, { group, count }]) => ({ ...group, count }));
  }
}
