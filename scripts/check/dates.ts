import type { FactsDocument } from '../../schema/generated/facts.ts';
import { placed } from './finding.ts';
import type { Finding, LocatedRecord } from './finding.ts';
import { inWords, overlap } from './interval.ts';
import type { Interval } from './interval.ts';

type Dated = Interval & { readonly retractedAt?: string };

/** Intervals that hold on no day, anywhere in the document. */
export function* emptyIntervals(value: unknown, path = ''): Generator<Finding> {
  if (typeof value !== 'object' || value === null) return;
  const interval = value as Interval;
  if (interval.from !== undefined && interval.from === interval.until)
    yield {
      code: 'EMPTY_INTERVAL',
      path,
      message: `${inWords(interval)} holds on no day: until is the first day after the end.`,
    };
  for (const [name, inner] of Object.entries(value))
    yield* emptyIntervals(inner, `${path}/${name}`);
}

/** The first days whose absence is more often an oversight than a statement. */
export function* missingDates(document: FactsDocument): Generator<Finding> {
  const missing = ({ record, path }: LocatedRecord<Dated>, what: string): Finding[] =>
    record.from !== undefined
      ? []
      : [
          {
            code: 'MISSING_DATE',
            path,
            message: `${what} has no from, so it counts since ever: give its first day if it is known.`,
          },
        ];
  for (const agreement of placed(document.agreements, '/agreements')) {
    const { id, exchanges, annexes } = agreement.record;
    yield* missing(agreement, `agreement ${id}`);
    for (const exchange of placed(exchanges, `${agreement.path}/exchanges`))
      yield* missing(exchange, `an exchange of ${id}`);
    for (const annex of placed(annexes, `${agreement.path}/annexes`))
      for (const suspension of placed(annex.record.suspensions, `${annex.path}/suspensions`))
        yield* missing(suspension, `a suspension of annex ${annex.record.id}`);
  }
  for (const entry of placed(document.designations, '/designations'))
    yield* missing(entry, `the designation of ${entry.record.body}`);
  for (const entry of placed(document.signatories, '/signatories'))
    yield* missing(entry, `the signatory status of ${entry.record.accreditationBody}`);
}

/** Entries of one list that say the same thing, told by its subject, for the same days. */
export function* overlapping<T extends Dated>(
  list: readonly LocatedRecord<T>[],
  subject: (record: T) => string,
): Generator<Finding> {
  const seen = new Map<string, LocatedRecord<T>[]>();
  for (const entry of list) {
    const what = subject(entry.record);
    const earlier = seen.get(what) ?? [];
    const clash = earlier.find(({ record }) => overlap(record, entry.record));
    if (clash !== undefined)
      yield {
        code: 'OVERLAPPING_INTERVALS',
        path: entry.path,
        message:
          `${what}: ${inWords(entry.record)} overlaps ${inWords(clash.record)} ` +
          `(${clash.path}); end the earlier one or merge them.`,
      };
    seen.set(what, [...earlier, entry]);
  }
}

const list = (ids: readonly string[] | undefined): string =>
  ids === undefined || ids.length === 0 ? 'all' : [...ids].sort().join(', ');

/** Records that state the same thing twice for the same days. */
export function* overlappingIntervals(document: FactsDocument): Generator<Finding> {
  for (const { record, path } of placed(document.territories, '/territories'))
    yield* overlapping(
      placed(record.members, `${path}/members`),
      ({ territory }) => `${record.code} contains ${territory}`,
    );
  for (const { record, path } of placed(document.agreements, '/agreements')) {
    yield* overlapping(
      placed(record.parties, `${path}/parties`),
      ({ territory }) => `party ${territory}`,
    );
    yield* overlapping(
      placed(record.exchanges, `${path}/exchanges`),
      ({ issuer, market, annexes }) =>
        `exchange from ${issuer} to ${market}, annexes ${list(annexes)}`,
    );
    for (const annex of placed(record.annexes, `${path}/annexes`)) {
      yield* overlapping(
        placed(annex.record.suspensions, `${annex.path}/suspensions`),
        () => `suspension of annex ${annex.record.id}`,
      );
      yield* overlapping(
        placed(annex.record.products, `${annex.path}/products`),
        ({ hs, key, model, market, excluded }) =>
          `product ${JSON.stringify({ hs, key, model, market, excluded })}`,
      );
    }
  }
  yield* overlapping(
    placed(document.designations, '/designations'),
    ({ body, agreement, annexes }) =>
      `designation of ${body} under ${agreement}, annexes ${list(annexes)}`,
  );
  yield* overlapping(
    placed(document.signatories, '/signatories'),
    ({ accreditationBody, agreement, norm, level, standard, region }) =>
      `${accreditationBody} as signatory of ${agreement} for ${norm}, level ${String(level)}` +
      `${standard === undefined ? '' : `, ${standard}`}${region === undefined ? '' : `, ${region}`}`,
  );
}
