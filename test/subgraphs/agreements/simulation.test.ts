import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Agreement, Certificate, FactsDocument } from '../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const read = (name: string): FactsDocument =>
  JSON.parse(
    readFileSync(new URL(`../../../scripts/seed/data/${name}.json`, import.meta.url), 'utf8'),
  ) as FactsDocument;
const [AGREEMENTS, REGISTER, CHINA] = [read('agreements'), read('common-criteria'), read('china')];

/** Some of the real certificates: enough of every kind, and quick to ask about again and again. */
const CRITERIA: FactsDocument = {
  ...REGISTER,
  certificates: (REGISTER.certificates ?? []).filter(
    ({ number }, place) => place % 12 === 0 || number === 'ANSSI-CC-2023/42',
  ),
};

const MARKETS = ['CN', 'DE', 'NZ', 'US'];
const DAY = '2024-03-01';
const PURPOSES = ['REGULATORY', 'VOLUNTARY'] as const;
const OFFICIAL = { subject: 'official', scopes: new Set(['hub:admin']) };

const SIMULATE = `query ($changes: [String!]!, $scope: SimulationScope!, $after: String) {
  simulate(changes: $changes, scope: $scope) {
    __typename
    ... on Simulation {
      id examined unlisted
      transitions { from to count }
      changes(first: 100, after: $after) {
        totalCount
        nodes {
          number market certificate { number }
          before { status reasons { code } route annex changesOn }
          after { status reasons { code } route annex changesOn }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
    ... on InvalidFacts { message faultCount faults { code path line } }
    ... on SimulationRefused { reason }
  }
}`;

interface Shown {
  readonly status: string;
  readonly reasons: readonly { readonly code: string }[];
  readonly route: string | null;
  readonly annex: string | null;
  readonly changesOn: string | null;
}
interface Change {
  readonly number: string;
  readonly market: string;
  readonly before: Shown;
  readonly after: Shown;
}
interface Simulated {
  readonly __typename: string;
  readonly examined: number;
  readonly transitions: readonly { from: string; to: string; count: number }[];
  readonly changes: {
    readonly totalCount: number;
    readonly nodes: readonly Change[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const find = <T>(list: readonly T[] | undefined, wanted: (one: T) => boolean): T => {
  const found = list?.find(wanted);
  if (!found) throw new Error('the bundled data have changed');
  return found;
};
const agreement = (id: string): Agreement => find(AGREEMENTS.agreements, (one) => one.id === id);
const certificate = (number: string): Certificate =>
  find(
    [...(CRITERIA.certificates ?? []), ...(CHINA.certificates ?? [])],
    (one) => one.number === number,
  );
const suspended = (id: string): Agreement => {
  const { annexes, ...rest } = agreement(id);
  return {
    ...rest,
    annexes: annexes.map((one) => ({ ...one, suspensions: [{ from: '2024-02-01' }] })),
  };
};
const withdrawn = { type: 'WITHDRAWN', effectiveFrom: '2020-01-01' } as const;

/** What may be recorded, each on top of those before, and whether it concerns any answer here. */
const CHANGES: readonly (readonly [string, FactsDocument, 'some' | 'none'])[] = [
  ['an agreement is suspended', { agreements: [suspended('CCRA')] }, 'some'],
  [
    'an agreement that goes by the day of issue ends after all certificates, which nobody had said',
    {
      agreements: [
        { ...agreement('SOG-IS'), recordedAt: '2024-01-01', until: '2025-01-01' },
        { ...agreement('SOG-IS'), retractedAt: '2024-01-01' },
      ],
    },
    'none',
  ],
  [
    'an agreement between others is added',
    {
      agreements: [
        {
          id: 'CL-PE',
          kind: 'BILATERAL',
          parties: [{ territory: 'CL' }, { territory: 'PE' }],
          annexes: [{ id: 'A' }],
        },
      ],
    },
    'none',
  ],
  [
    'the approval of a body is withdrawn',
    {
      approvals: [
        { ...find(CHINA.approvals, ({ body }) => body === 'SYN-CB-CN'), events: [withdrawn] },
      ],
    },
    'some',
  ],
  [
    'an accreditation body loses its status',
    {
      signatories: [
        {
          ...find(
            CHINA.signatories,
            ({ accreditationBody, norm, level }) =>
              accreditationBody === 'DAkkS' && norm === 'ISO/IEC 17021-1' && level === 3,
          ),
          events: [withdrawn],
        },
      ],
    },
    'some',
  ],
  [
    'the accreditation of another one is suspended',
    {
      accreditations: [
        { ...find(CHINA.accreditations, ({ id }) => id === 'ACC-DE'), events: [withdrawn] },
      ],
    },
    'some',
  ],
  [
    'the designation of a body is withdrawn',
    {
      designations: [
        { ...find(CHINA.designations, ({ body }) => body === 'SYN-CB-NZ'), events: [withdrawn] },
      ],
    },
    'none',
  ],
  [
    'the deadline of an edition is moved',
    {
      standards: [
        { ...find(CHINA.standards, ({ id }) => id === 'ISO 9001'), retractedAt: '2024-01-02' },
        {
          id: 'ISO 9001',
          editions: [
            { edition: '2015', supersededOn: '2023-01-01', transitionEndsOn: '2024-12-01' },
          ],
          recordedAt: '2024-01-02',
        },
      ],
    },
    'some',
  ],
  [
    'a body is debarred',
    { debarments: [{ body: 'ANSSI', from: '2015-01-01', until: '2016-01-01' }] },
    'some',
  ],
  ['a person is barred', { debarments: [{ person: 'P-1', from: '2023-01-01' }] }, 'none'],
  [
    'a market takes a measure against one certificate',
    { measures: [{ market: 'DE', certificate: 'ANSSI-CC-2023/42', from: '2024-01-01' }] },
    'some',
  ],
  [
    'a certificate is withdrawn, another retracted, a third issued',
    {
      certificates: [
        {
          ...certificate('ANSSI-CC-2023/42'),
          events: [{ type: 'WITHDRAWN', effectiveFrom: '2024-02-01' }],
        },
        { ...certificate('SYN-DOM'), retractedAt: '2024-02-01' },
        {
          ...certificate('SYN-DOM'),
          number: 'SYN-DOM-2',
          transferredFrom: { number: 'SYN-NZ-CCC-1', on: '2023-12-01' },
        },
      ],
    },
    'some',
  ],
  [
    'a predecessor is suspended',
    {
      certificates: [
        {
          ...certificate('SYN-NZ-CCC-1'),
          events: [{ type: 'SUSPENDED', effectiveFrom: '2023-06-01' }],
        },
      ],
    },
    'some',
  ],
  [
    'a territory takes its members elsewhere',
    {
      territories: [
        {
          ...find(AGREEMENTS.territories, ({ code }) => code === 'EU'),
          members:
            find(AGREEMENTS.territories, ({ code }) => code === 'EU').members?.map((one) =>
              one.territory === 'DE' ? { ...one, note: 'unchanged' } : one,
            ) ?? [],
        },
      ],
    },
    'none',
  ],
  [
    'a register is only current for a while',
    {
      registers: [
        { ...find(CRITERIA.registers, () => true), retractedAt: '2024-02-02' },
        {
          ...find(CRITERIA.registers, () => true),
          maxAgeDays: 30,
          snapshots: [{ asAt: '2023-12-01' }],
          recordedAt: '2024-02-02',
        },
      ],
    },
    'some',
  ],
  [
    'an agreement open to all is added',
    {
      agreements: [
        { id: 'OPEN', kind: 'UNILATERAL', annexes: [{ id: 'A', schemes: ['ISO_9001'] }] },
      ],
    },
    'some',
  ],
];

describe('simulate', () => {
  let graph: TestGraph;
  let numbers: string[];
  beforeAll(async () => {
    graph = await testGraph();
    graph.identity = OFFICIAL;
    for (const document of [AGREEMENTS, CRITERIA, CHINA])
      expect(await graph.load(document)).toMatchObject({ outcome: 'COMMITTED' });
    numbers = [...(CRITERIA.certificates ?? []), ...(CHINA.certificates ?? [])].map(
      ({ number }) => number,
    );
    numbers.push('SYN-DOM-2');
  });
  afterAll(() => graph.close());

  const simulated = async (
    changes: FactsDocument,
    scope: object = {},
  ): Promise<[Simulated, Change[]]> => {
    const found: Change[] = [];
    let after: string | null = null;
    for (;;) {
      const { data, messages } = await graph.ask(SIMULATE, {
        changes: [JSON.stringify(changes)],
        scope: { markets: MARKETS, asOf: DAY, ...scope },
        after,
      });
      expect(messages).toEqual([]);
      const { simulate } = data as { simulate: Simulated };
      if (simulate.__typename === 'SimulationRunning') continue;
      expect(simulate).toMatchObject({ __typename: 'Simulation', unlisted: 0 });
      found.push(...simulate.changes.nodes);
      after = simulate.changes.pageInfo.endCursor;
      if (!simulate.changes.pageInfo.hasNextPage) return [simulate, found];
    }
  };
  const answers = async (purpose: Question['purpose']): Promise<Map<string, Shown>> => {
    const questions = numbers.flatMap((number) =>
      MARKETS.map((market): Question => ({ certificate: number, market, asOf: DAY, purpose })),
    );
    const recognised = await graph.recognise(questions);
    return new Map(
      recognised.map(({ question, answer }) => [
        `${question.certificate} ${question.market}`,
        shown(answer),
      ]),
    );
  };
  const shown = ({ status, reasons, route, annex, changesOn }: Answer): Shown => ({
    status,
    reasons: reasons.map((code) => ({ code })),
    route: route ?? null,
    annex: annex ?? null,
    changesOn: changesOn ?? null,
  });
  const differing = (was: ReadonlyMap<string, Shown>, is: ReadonlyMap<string, Shown>): Change[] =>
    [...was]
      .map(([key, before]): Change => {
        const [number = '', market = ''] = key.split(/ (?=\S+$)/);
        return { number, market, before, after: is.get(key) ?? before };
      })
      .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
      .sort((a, b) => (`${a.number}\0${a.market}` < `${b.number}\0${b.market}` ? -1 : 1));

  it.each(CHANGES)(
    'lists exactly the answers that differ once it is recorded that %s',
    async (_, changes, expected) => {
      const supposed = await Promise.all(
        PURPOSES.map((purpose) => simulated(changes, { purpose })),
      );
      const before = await Promise.all(PURPOSES.map((purpose) => answers(purpose)));
      const unchanged = await graph.facts.ledger.countDocuments();
      expect(await graph.load(changes)).toMatchObject({ outcome: 'COMMITTED' });
      expect(await graph.facts.ledger.countDocuments()).toBe(unchanged + 1);
      const after = await Promise.all(PURPOSES.map((purpose) => answers(purpose)));
      let count = 0;
      for (const [index, [simulation, listed]] of supposed.entries()) {
        const truth = differing(before[index] ?? new Map(), after[index] ?? new Map());
        expect(
          listed.map(({ number, market, before: was, after: is }) => ({
            number,
            market,
            before: was,
            after: is,
          })),
        ).toEqual(truth);
        expect(simulation.changes.totalCount).toBe(truth.length);
        expect(simulation.transitions.reduce((sum, one) => sum + one.count, 0)).toBe(truth.length);
        count += truth.length;
      }
      expect(count > 0 ? 'some' : 'none').toBe(expected);
    },
    20_000,
  );

  it('looks only at certificates that the changes can touch', async () => {
    const one = await simulated({ debarments: [{ body: 'SYN-CB-DE', from: '2015-01-01' }] });
    expect(one[0].examined).toBe(1);
    const other = await simulated({
      agreements: [
        {
          id: 'XX',
          kind: 'BILATERAL',
          parties: [{ territory: 'CL' }, { territory: 'PE' }],
          annexes: [],
        },
      ],
    });
    expect(other[0].examined).toBe(0);
  });

  it('leaves out answers of the same status, and other certificates, when asked to', async () => {
    const changes = { debarments: [{ body: 'BSI', from: '2000-01-01' }] };
    const [{ transitions }] = await simulated(changes, { statusOnly: true });
    expect(transitions.every(({ from, to }) => from !== to)).toBe(true);
    const [, listed] = await simulated(changes, { certificates: { number: 'BSI-DSZ-CC-0' } });
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.every(({ number }) => number.startsWith('BSI-DSZ-CC-0'))).toBe(true);
  });

  it('refuses what an import would refuse, with its faults, and stores nothing', async () => {
    const ask = async (changes: string[]) => {
      const { data } = await graph.ask(SIMULATE, { changes, scope: { markets: ['US'] } });
      return (data as { simulate: unknown }).simulate;
    };
    const before = await graph.sizes();
    expect(await ask(['{"agreements":[{"id":"X"}]}'])).toMatchObject({
      __typename: 'InvalidFacts',
      faults: expect.arrayContaining([
        { code: 'FACT_MISSING_FIELD', path: '$.agreements[0].kind', line: 1 },
      ]),
    });
    expect(await ask(['<xml/>'])).toMatchObject({ faults: [{ code: 'DOC_FORMAT' }] });
    const conflict = { kind: 'schemes', fact: { id: 'CCC', kind: 'VOLUNTARY_PRODUCT' } };
    const person = { kind: 'debarments', fact: { person: 'P', from: '2024-01-01' } };
    expect(await ask([JSON.stringify(person), JSON.stringify(conflict)])).toMatchObject({
      faults: [{ code: 'FACT_CONFLICT', line: 2 }],
    });
    expect(await graph.sizes()).toEqual(before);
  });

  it.each([
    [null, 'UNAUTHENTICATED'],
    [{ subject: 'exporter', scopes: new Set(['attestation:issue']) }, 'FORBIDDEN'],
  ])('is for those who record facts, not for %j', async (identity, code) => {
    graph.identity = identity;
    const { codes } = await graph.ask(SIMULATE, { changes: ['{}'], scope: { markets: ['US'] } });
    graph.identity = OFFICIAL;
    expect(codes).toEqual([code]);
  });

  it.each([
    [{ markets: [] }, /name 1 to 20/],
    [{ markets: ['ZZ'] }, /no territory or market known/],
  ])('refuses the scope %j', async (scope, message) => {
    const { codes, messages } = await graph.ask(SIMULATE, {
      changes: [JSON.stringify({ debarments: [{ person: 'P', from: '2024-01-01' }] })],
      scope,
    });
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(messages[0]).toMatch(message);
  });
});
