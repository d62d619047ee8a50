import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const REAL = JSON.parse(
  readFileSync(new URL('../../../scripts/seed/data/agreements.json', import.meta.url), 'utf8'),
) as FactsDocument;

/** Agreements of a world of their own, in which each fact makes one difference. */
const MADE_UP: FactsDocument = {
  agreements: [
    {
      id: 'XX-TWO',
      kind: 'BILATERAL',
      from: '2010-01-01',
      until: '2020-01-01',
      parties: [{ territory: 'NZ' }, { territory: 'CN' }, { territory: 'AU', until: '2015-01-01' }],
      annexes: [
        { id: 'plain' },
        { id: 'suspended', suspensions: [{ from: '2012-01-01', until: '2013-01-01' }] },
        { id: 'stale', notUpdatedSince: '2014-01-01', rulesUnknown: true },
        { id: 'late', from: '2016-01-01' },
      ],
    },
    {
      id: 'XX-CORRECTED',
      kind: 'UNILATERAL',
      from: '2010-01-01',
      recordedAt: '2018-01-01T10:00:00Z',
      retractedAt: '2019-01-01T10:00:00Z',
      parties: [{ territory: 'NZ' }],
      annexes: [{ id: 'A' }],
    },
    { id: 'XX-OPEN', kind: 'ACCREDITATION', from: '2010-01-01', annexes: [{ id: 'A' }] },
  ],
};

const COUNT = `query ($asOf: Date, $knownAt: DateTime) {
  agreementStatistics(asOf: $asOf, knownAt: $knownAt) {
    asOf knownAt agreements
    counts { ...counted }
    kinds { kind counts { ...counted } }
  }
}
fragment counted on AgreementCounts {
  inForce parties annexes { inForce suspended notUpdated rulesUnknown }
}`;

interface Counts {
  readonly inForce: number;
  readonly parties: number;
  readonly annexes: Readonly<Record<string, number>>;
}
interface Statistics {
  readonly asOf: string;
  readonly knownAt: string;
  readonly agreements: number;
  readonly counts: Counts;
  readonly kinds: readonly { readonly kind: string; readonly counts: Counts }[];
}

const ask = async (graph: TestGraph, variables: Record<string, string> = {}) => {
  const { data, messages } = await graph.ask(COUNT, variables);
  expect(messages).toEqual([]);
  return (data as { agreementStatistics: Statistics }).agreementStatistics;
};
const annexes = (inForce: number, suspended = 0, notUpdated = 0, rulesUnknown = 0) => ({
  ...{ inForce, suspended, notUpdated, rulesUnknown },
});

describe('statistics of agreements', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    expect(await graph.load(MADE_UP)).toMatchObject({ outcome: 'COMMITTED' });
  });
  afterAll(() => graph.close());

  const open = { kind: 'ACCREDITATION', counts: { inForce: 1, parties: 0, annexes: annexes(1) } };

  it.each([
    ['before anything is in force', '2009-12-31', null],
    ['of the first day', '2010-01-01', [3, annexes(3, 0, 0, 1)]],
    ['while an annex is suspended', '2012-12-31', [3, annexes(3, 1, 0, 1)]],
    ['when the suspension is over', '2013-01-01', [3, annexes(3, 0, 0, 1)]],
    ['when an annex is no longer updated', '2014-01-01', [3, annexes(3, 0, 1, 1)]],
    ['when a party has left', '2015-01-01', [2, annexes(3, 0, 1, 1)]],
    ['when another annex has begun', '2016-01-01', [2, annexes(4, 0, 1, 1)]],
  ] as const)('count agreements, annexes and parties %s', async (_, asOf, two) => {
    const { kinds, agreements, ...rest } = await ask(graph, { asOf });
    expect([rest.asOf, rest.knownAt, agreements]).toEqual([asOf, graph.now.toISOString(), 2]);
    if (!two) {
      expect([kinds, rest.counts]).toEqual([[], { inForce: 0, parties: 0, annexes: annexes(0) }]);
      return;
    }
    const [parties, states] = two;
    const counts = { inForce: 1, parties, annexes: states };
    expect(kinds).toEqual([{ kind: 'BILATERAL', counts }, open]);
    const inAll = { ...states, inForce: states.inForce + 1 };
    expect(rest.counts).toEqual({ inForce: 2, parties, annexes: inAll });
  });

  it('leave out an agreement on the first day after it', async () => {
    expect((await ask(graph, { asOf: '2019-12-31' })).counts.inForce).toBe(2);
    expect((await ask(graph, { asOf: '2020-01-01' })).kinds).toEqual([open]);
  });

  it.each([
    ['2018-01-01T09:59:59.999Z', 2],
    ['2018-01-01T10:00:00.000Z', 3],
    ['2019-01-01T10:00:00.000Z', 2],
  ])('count what was known at %s', async (knownAt, count) => {
    const found = await ask(graph, { asOf: '2018-06-01', knownAt });
    expect([found.knownAt, found.agreements, found.counts.inForce]).toEqual([
      knownAt,
      count,
      count,
    ]);
  });

  it('count the real ones as the list does, and follow what is recorded', async () => {
    expect((await ask(graph)).asOf).toBe('2026-11-23');
    await graph.load(REAL);
    const found = await ask(graph, { asOf: '2024-03-01' });
    const { data } = await graph.ask(
      '{ agreements(filter: { inForceOn: "2024-03-01" }) { totalCount } }',
    );
    expect(data).toEqual({ agreements: { totalCount: found.counts.inForce } });
    expect(found.agreements).toBe((REAL.agreements?.length ?? 0) + 2);
    const byKind = found.kinds.map(({ counts }) => counts.inForce);
    expect(byKind.reduce((sum, count) => sum + count, 0)).toBe(found.counts.inForce);
  });
});
