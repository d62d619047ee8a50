import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Certificate, FactsDocument } from '../../../schema/generated/facts.ts';
import { believedOf } from '../../../subgraphs/certificates/loaders.ts';
import { statusOn } from '../../../subgraphs/certificates/rules.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const read = (name: string): FactsDocument =>
  JSON.parse(
    readFileSync(new URL(`../../../scripts/seed/data/${name}.json`, import.meta.url), 'utf8'),
  ) as FactsDocument;

const base = { issuer: 'CB-X', issuerTerritory: 'NZ', scheme: 'S' } as const;
/** What the store cannot count by itself: events, corrections, several records of a number. */
const EVENTFUL: FactsDocument = {
  registers: [
    { id: 'R1', coverage: 'PARTIAL' },
    { id: 'R2', coverage: 'PARTIAL' },
  ],
  certificates: [
    {
      ...base,
      number: 'X-SUSPENDED',
      issued: '2020-01-01',
      events: [{ type: 'SUSPENDED', effectiveFrom: '2022-01-01', recordedAt: '2022-02-01' }],
    },
    { ...base, number: 'X-TWICE', issued: '2020-01-01', register: 'R1' },
    { ...base, number: 'X-TWICE', issued: '2020-01-01', register: 'R2' },
    {
      ...base,
      number: 'X-CORRECTED',
      issued: '2020-01-01',
      recordedAt: '2020-01-02T10:00:00Z',
      retractedAt: '2021-01-01T10:00:00Z',
    },
    {
      ...base,
      number: 'X-CORRECTED',
      scheme: 'T',
      issued: '2020-02-01',
      recordedAt: '2021-01-01T10:00:00Z',
    },
    { ...base, number: 'X-TWICE', issuer: 'CB-Y', issued: '2021-01-01' },
    { ...base, number: 'X-RETRACTED', issued: '2020-01-01', retractedAt: '2021-01-01' },
  ],
};
const CERTIFICATES = [read('common-criteria'), read('china'), EVENTFUL].flatMap(
  ({ certificates = [] }) => certificates,
);

const COUNT = `query ($asOf: Date, $knownAt: DateTime, $by: [StatisticsDimension!]!) {
  statistics(asOf: $asOf, knownAt: $knownAt, by: $by) {
    asOf certificates omitted
    groups { status scheme issuer issuerTerritory level year count }
  }
}`;

interface Counted {
  readonly certificates: number;
  readonly groups: readonly Readonly<Record<string, string | number | null>>[];
}

/** The same, one certificate after another. */
function counted(asOf: string, knownAt: string, by: readonly string[]): Map<string, number> {
  const groups = new Map<string, number>();
  const named = ({ number, issuer }: Certificate): string => `${issuer} ${number}`;
  for (const name of new Set(CERTIFICATES.map(named))) {
    const records = CERTIFICATES.filter((one) => named(one) === name);
    const found: Certificate | null = believedOf(records, knownAt);
    if (!found) continue;
    const { scheme, issuer, issuerTerritory, level = null, issued } = found;
    const all = {
      STATUS: statusOn(found, asOf),
      SCHEME: scheme,
      ISSUER: issuer,
      ISSUER_TERRITORY: issuerTerritory,
      LEVEL: level,
      YEAR: Number(issued.slice(0, 4)),
    };
    const key = JSON.stringify(by.map((name) => all[name as keyof typeof all]));
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return groups;
}

const PROPERTY: Readonly<Record<string, string>> = {
  STATUS: 'status',
  SCHEME: 'scheme',
  ISSUER: 'issuer',
  ISSUER_TERRITORY: 'issuerTerritory',
  LEVEL: 'level',
  YEAR: 'year',
};

describe('statistics', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    for (const document of [read('agreements'), read('common-criteria'), read('china'), EVENTFUL])
      expect(await graph.load(document)).toMatchObject({ outcome: 'COMMITTED' });
  });
  afterAll(() => graph.close());

  it.each([
    ['2024-03-01', '2026-01-01T00:00:00.000Z', ['STATUS']],
    ['2015-06-01', '2026-01-01T00:00:00.000Z', ['STATUS', 'ISSUER_TERRITORY']],
    ['2022-01-15', '2022-01-31T00:00:00.000Z', ['SCHEME', 'STATUS']],
    ['2022-01-15', '2022-02-01T00:00:00.000Z', ['SCHEME', 'STATUS']],
    ['2020-06-01', '2021-01-01T09:59:59.999Z', ['SCHEME', 'STATUS', 'YEAR']],
    ['2020-06-01', '2021-01-01T10:00:00.000Z', ['SCHEME', 'STATUS', 'YEAR']],
    ['2020-06-01', '2020-01-01T00:00:00.000Z', ['ISSUER', 'LEVEL']],
  ])('count on %s as known at %s by %j what the rules say of each', async (asOf, knownAt, by) => {
    const { data, messages } = await graph.ask(COUNT, { asOf, knownAt, by });
    expect(messages).toEqual([]);
    const { groups, certificates } = (data as { statistics: Counted }).statistics;
    const found = new Map(
      groups.map((group) => [
        JSON.stringify(by.map((name) => group[PROPERTY[name] ?? ''])),
        Number(group['count']),
      ]),
    );
    const expected = counted(asOf, knownAt, by);
    expect(found).toEqual(expected);
    expect(certificates).toBe([...expected.values()].reduce((sum, count) => sum + count, 0));
  });

  it('change with what is recorded', async () => {
    const ask = async (): Promise<number> => {
      const { data } = await graph.ask(COUNT, { asOf: '2024-03-01', by: ['STATUS'] });
      return (data as { statistics: Counted }).statistics.certificates;
    };
    const before = await ask();
    await graph.load({ certificates: [{ ...base, number: 'X-NEW', issued: '2020-01-01' }] });
    expect(await ask()).toBe(before + 1);
  });
});
