import type { CertificateFilter } from '../../schema/generated/certificates.ts';
import type { Certificate } from '../../schema/generated/facts.ts';
import { condition } from '../../store/mongoose/condition.ts';
import { readWithin } from '../../lib/deadline.ts';
import { canonical } from '../../facts/model/canonical.ts';
import { visibleIn, type Snapshot } from '../../facts/ledger/commit-watermark.ts';
import type { CertificateSource, CertificateRecords, Impact } from '../federation/simulation.ts';
import { chunksOf } from './chunks.ts';
import { believedOf, type CertificateRepository, type Stored } from './loaders.ts';
import { meetsPlainly, selector, storeFilter } from './search.ts';

/** Records read at once: large, since one read follows another. */
const CHUNK = 1_000;

/** One read may take this long, milliseconds: a rare match is looked for among all certificates. */
const READ_DEADLINE_MS = 20_000;

/** The certificates that a filter selects, for a simulation. */
export function simulationSource(
  repository: CertificateRepository,
  filter: CertificateFilter,
  today: string,
): CertificateSource {
  const wanted = selector(filter, today);
  const at = filter.knownAt ?? undefined;
  const { models } = repository;
  const byNumber = async (numbers: readonly string[], snapshot: Snapshot) => {
    const own = await recordsOf(repository, numbers, snapshot);
    return withPredecessors(
      repository,
      numbers.map((number) => ({ number, records: own.get(number) ?? [] })),
      snapshot,
    );
  };
  return {
    key: canonical({ filter, today }),
    registers: () => repository.registers(),
    byNumber,
    selects: (records) => {
      const [number = ''] = records.map((record) => record.number);
      const record = believedOf(records, at);
      return (
        record !== null &&
        number.startsWith(filter.number ?? '') &&
        meetsPlainly(record, filter) &&
        wanted(record)
      );
    },
    async *batches(impact, snapshot) {
      if (impact !== 'EVERY') {
        // Found by what they say; what else is recorded of them is read by number.
        for await (const numbers of reached(repository, filter, impact, snapshot))
          yield await byNumber(numbers, snapshot);
        return;
      }
      const range = { prefix: filter.number ?? '', after: null };
      const pace = { chunk: CHUNK, deadlineMs: READ_DEADLINE_MS };
      const narrowed = storeFilter(filter);
      for await (const chunk of chunksOf(models.certificates, narrowed, snapshot, range, pace)) {
        const numbers = chunk.certificates.flatMap(([first]) => first?.key ?? []);
        yield narrowed.length > 0
          ? await byNumber(numbers, snapshot)
          : await withPredecessors(
              repository,
              chunk.certificates.map((stored, at) => ({
                number: numbers[at] ?? '',
                records: stored.map(({ fact }) => fact),
              })),
              snapshot,
            );
      }
    },
  };
}

/** Numbers of the certificates that a change may touch, each once. */
async function* reached(
  { models }: CertificateRepository,
  filter: CertificateFilter,
  impact: Exclude<Impact, 'EVERY'>,
  snapshot: Snapshot,
): AsyncGenerator<readonly string[]> {
  const clauses = [...storeFilter(filter), impactFilter(impact), visibleIn(snapshot)];
  const cursor = models.certificates
    .find({ $and: clauses }, { key: 1 })
    .lean<Pick<Stored, 'key'>>()
    .maxTimeMS(READ_DEADLINE_MS)
    .cursor({ batchSize: CHUNK });
  const seen = new Set<string>();
  let numbers: string[] = [];
  for await (const { key } of cursor as AsyncIterable<Pick<Stored, 'key'>>) {
    if (seen.has(key) || !key.startsWith(filter.number ?? '')) continue;
    seen.add(key);
    numbers.push(key);
    if (numbers.length < CHUNK) continue;
    yield numbers;
    numbers = [];
  }
  if (numbers.length > 0) yield numbers;
}

type Own = Pick<CertificateRecords, 'number' | 'records'>;

async function withPredecessors(
  repository: CertificateRepository,
  certificates: readonly Own[],
  snapshot: Snapshot,
): Promise<CertificateRecords[]> {
  const takenBy = ({ number: own, records }: Own): string[] =>
    records
      .flatMap(({ transferredFrom }) => transferredFrom?.number ?? [])
      .filter((number) => number !== own);
  const predecessors = await recordsOf(repository, certificates.flatMap(takenBy), snapshot);
  return certificates.map((one) => ({
    ...one,
    predecessors: [...new Set(takenBy(one))].flatMap((number) => predecessors.get(number) ?? []),
  }));
}

async function recordsOf(
  { models }: CertificateRepository,
  numbers: readonly string[],
  snapshot: Snapshot,
): Promise<ReadonlyMap<string, readonly Certificate[]>> {
  const records = new Map<string, Certificate[]>();
  if (numbers.length === 0) return records;
  const read = models.certificates
    .find({ key: condition({ $in: [...new Set(numbers)] }), ...visibleIn(snapshot) })
    .sort({ key: 1, batch: 1, row: 1 })
    .lean<Stored[]>();
  for (const { key, fact } of await readWithin(read, READ_DEADLINE_MS)) {
    const known = records.get(key);
    if (known) known.push(fact);
    else records.set(key, [fact]);
  }
  return records;
}

/** The values of a certificate of which one must have been reached. */
const PATHS = {
  number: ['key', 'fact.transferredFrom.number'],
  issuer: ['fact.issuer'],
  issuerTerritory: ['fact.issuerTerritory'],
  scheme: ['fact.scheme'],
  standard: ['fact.standard'],
  person: ['fact.persons.person'],
} as const;

function impactFilter(impact: Exclude<Impact, 'EVERY'>): object {
  const branches = Object.entries(PATHS).flatMap(([kind, paths]) => {
    const values = [...impact[kind as keyof typeof PATHS]];
    return values.length === 0 ? [] : paths.map((path) => ({ [path]: condition({ $in: values }) }));
  });
  // Nothing reached: no certificate has the empty number.
  return branches.length === 0 ? { key: '' } : { $or: branches };
}
