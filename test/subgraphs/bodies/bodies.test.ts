import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const read = (name: string): FactsDocument =>
  JSON.parse(
    readFileSync(new URL(`../../../scripts/seed/data/${name}.json`, import.meta.url), 'utf8'),
  ) as FactsDocument;

const FACTS: FactsDocument = {
  bodies: [
    { id: 'AB-X', kind: 'ACCREDITATION_BODY', territory: 'NZ' },
    {
      id: 'CB-X',
      kind: 'CERTIFICATION_BODY',
      territory: 'NZ',
      name: { en: 'Kiwi Certifiers Ltd', zh: '几维认证' },
    },
  ],
  accreditations: [
    {
      id: 'ACC-X',
      accreditationBody: 'AB-X',
      body: 'CB-X',
      scope: [
        { norm: 'ISO/IEC 17021-1', standard: 'ISO 9001', sectors: ['17'], until: '2023-01-01' },
        { norm: 'ISO/IEC 17065' },
      ],
      from: '2020-01-01',
      events: [
        {
          type: 'SUSPENDED',
          effectiveFrom: '2024-01-01',
          recordedAt: '2024-01-05',
          reason: 'audit',
        },
      ],
    },
    {
      id: 'ACC-WRONG',
      accreditationBody: 'AB-X',
      body: 'CB-X',
      scope: [{ norm: 'ISO 1' }],
      retractedAt: '2020-01-01',
    },
  ],
  approvals: [
    { body: 'CB-X', territory: 'CN', authority: 'CNCA', schemes: ['CCC'], from: '2021-01-01' },
  ],
  designations: [
    {
      body: 'CB-X',
      agreement: 'CN-NZ-EEE',
      annexes: ['1'],
      by: 'NZ',
      from: '2021-01-01',
      contested: [{ from: '2022-01-01', until: '2022-02-01' }],
    },
    { body: 'CB-X', agreement: 'CN-NZ-EEE', annexes: ['2'], by: 'NZ', from: '2022-01-01' },
  ],
  signatories: [
    {
      accreditationBody: 'AB-X',
      agreement: 'IAF-MLA',
      norm: 'ISO/IEC 17021-1',
      level: 3,
      region: 'APAC',
    },
  ],
  debarments: [
    { body: 'CB-X', by: 'CNCA', basis: 'Art. 61', from: '2025-01-01' },
    { person: 'P-1', from: '2025-01-01' },
  ],
};

const FIND = `query ($filter: BodyFilter, $first: Int, $after: String) {
  bodies(filter: $filter, first: $first, after: $after) {
    nodes { id } totalCount pageInfo { hasNextPage endCursor }
  }
}`;

interface Found {
  readonly bodies: {
    readonly nodes: readonly { readonly id: string }[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

describe('bodies', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    for (const document of [read('agreements'), read('china'), read('uk-bodies'), FACTS])
      expect(await graph.load(document)).toMatchObject({ outcome: 'COMMITTED' });
  });
  afterAll(() => graph.close());

  const find = async (filter: Record<string, unknown>): Promise<string[]> => {
    const { data, messages } = await graph.ask(FIND, { filter, first: 100 });
    expect(messages).toEqual([]);
    return (data as Found).bodies.nodes.map(({ id }) => id);
  };

  it('show everything known of one: names, accreditations, approvals, designations, orders', async () => {
    const { data, messages } = await graph.ask(`{
      body(id: "CB-X") {
        name names { language text } kind territory
        accreditations {
          id accreditedBy { id signatories { agreement { id } norm level region statusOn } }
          scope { norm standard { id } sectors until }
          events { type effectiveFrom reason recordedAt }
          before: statusOn(date: "2019-12-31") during: statusOn(date: "2023-12-31") after: statusOn
        }
        approvals { territory authority schemes { id } statusOn }
        designations { agreement { id kind } annexes by contested { from until } }
        debarments { by market voidsEarlier basis from until }
      }
    }`);
    expect(messages).toEqual([]);
    expect(data).toEqual({
      body: {
        name: 'Kiwi Certifiers Ltd',
        names: [
          { language: 'en', text: 'Kiwi Certifiers Ltd' },
          { language: 'zh', text: '几维认证' },
        ],
        kind: 'CERTIFICATION_BODY',
        territory: 'NZ',
        accreditations: [
          {
            id: 'ACC-X',
            accreditedBy: {
              id: 'AB-X',
              signatories: [
                {
                  agreement: { id: 'IAF-MLA' },
                  norm: 'ISO/IEC 17021-1',
                  level: 3,
                  region: 'APAC',
                  statusOn: 'ACTIVE',
                },
              ],
            },
            scope: [
              {
                norm: 'ISO/IEC 17021-1',
                standard: { id: 'ISO 9001' },
                sectors: ['17'],
                until: '2023-01-01',
              },
              { norm: 'ISO/IEC 17065', standard: null, sectors: [], until: null },
            ],
            events: [
              {
                type: 'SUSPENDED',
                effectiveFrom: '2024-01-01',
                reason: 'audit',
                recordedAt: '2024-01-05T00:00:00.000Z',
              },
            ],
            before: 'FUTURE',
            during: 'ACTIVE',
            after: 'SUSPENDED',
          },
        ],
        approvals: [
          { territory: 'CN', authority: 'CNCA', schemes: [{ id: 'CCC' }], statusOn: 'ACTIVE' },
        ],
        designations: [
          {
            agreement: { id: 'CN-NZ-EEE', kind: 'BILATERAL' },
            annexes: ['1'],
            by: 'NZ',
            contested: [{ from: '2022-01-01', until: '2022-02-01' }],
          },
          {
            agreement: { id: 'CN-NZ-EEE', kind: 'BILATERAL' },
            annexes: ['2'],
            by: 'NZ',
            contested: [],
          },
        ],
        debarments: [
          {
            by: 'CNCA',
            market: null,
            voidsEarlier: false,
            basis: 'Art. 61',
            from: '2025-01-01',
            until: null,
          },
        ],
      },
    });
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['kind', { kind: 'CERTIFICATION_BODY' }, true],
    ['kind, another one', { kind: 'LABORATORY' }, false],
    ['territory', { territory: 'NZ' }, true],
    ['a part of a name, in any case', { name: 'kiwi CERT' }, true],
    ['a part of a name in Chinese', { name: '几维' }, true],
    ['a part of the identifier', { name: 'cb-x' }, true],
    ['its accreditation body', { accreditedBy: 'AB-X', on: '2023-06-01' }, true],
    ['its accreditation body, while suspended', { accreditedBy: 'AB-X', on: '2024-06-01' }, false],
    ['a norm', { norm: 'ISO/IEC 17021-1', on: '2022-12-31' }, true],
    [
      'a norm, after that part of the scope ended',
      { norm: 'ISO/IEC 17021-1', on: '2023-01-01' },
      false,
    ],
    ['a norm of a retracted accreditation', { norm: 'ISO 1', on: '2020-06-01' }, false],
    ['an approval', { approvedIn: 'CN', approvedFor: 'CCC', on: '2021-01-01' }, true],
    ['an approval, before it began', { approvedIn: 'CN', on: '2020-12-31' }, false],
    ['a designation', { designatedUnder: 'CN-NZ-EEE', on: '2021-01-01' }, true],
    ['a designation under another agreement', { designatedUnder: 'UK-US-MRA' }, false],
  ])('are found by %s', async (_, filter, found) => {
    const ids = await find(filter);
    expect(ids.includes('CB-X')).toBe(found);
    expect(ids).toEqual(ids.toSorted());
  });

  it('are listed in pages that count the whole', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data } = await graph.ask(FIND, { filter: { territory: 'GB' }, first: 30, after });
      const { nodes, totalCount, pageInfo }: Found['bodies'] = (data as Found).bodies;
      seen.push(...nodes.map(({ id }) => id));
      expect(totalCount).toBeGreaterThan(60);
      if (!pageInfo.hasNextPage) {
        expect(seen).toHaveLength(totalCount);
        break;
      }
      after = pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('are listed by what they accredit and by the agreement that designates them', async () => {
    const { data } = await graph.ask(`{
      body(id: "AB-X") { accredits { totalCount nodes { id body { id } } } }
      agreement(id: "CN-NZ-EEE") {
        first: designations(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { body { id } annexes } }
      }
      mla: agreement(id: "IAF-MLA") { signatories(first: 100) { nodes { accreditationBody { id } } } }
    }`);
    const { body, agreement, mla } = data as {
      body: unknown;
      agreement: { first: { totalCount: number; pageInfo: { endCursor: string } } };
      mla: { signatories: { nodes: unknown[] } };
    };
    expect(body).toEqual({
      accredits: { totalCount: 1, nodes: [{ id: 'ACC-X', body: { id: 'CB-X' } }] },
    });
    expect(agreement.first).toMatchObject({
      nodes: [{ body: { id: 'CB-X' }, annexes: ['1'] }],
      pageInfo: { hasNextPage: true },
    });
    expect(mla.signatories.nodes).toContainEqual({ accreditationBody: { id: 'AB-X' } });
    const next = await graph.ask(
      'query ($after: String) { agreement(id: "CN-NZ-EEE") { designations(first: 1, after: $after) { nodes { annexes } } } }',
      { after: agreement.first.pageInfo.endCursor },
    );
    expect(next.data).toEqual({ agreement: { designations: { nodes: [{ annexes: ['2'] }] } } });
  });

  it('are null when nobody describes them', async () => {
    const { data, messages } = await graph.ask('{ body(id: "NOBODY") { id } }');
    expect([data, messages]).toEqual([{ body: null }, []]);
  });

  it('show at once what has been committed since', async () => {
    expect(await find({ name: 'newcomer' })).toEqual([]);
    await graph.load({ bodies: [{ id: 'NEWCOMER', kind: 'LABORATORY', territory: 'NZ' }] });
    expect(await find({ name: 'newcomer' })).toEqual(['NEWCOMER']);
    await graph.load({
      bodies: [{ id: 'NEWCOMER', kind: 'LABORATORY', territory: 'NZ', retractedAt: '2026-01-01' }],
    });
    expect(await find({ name: 'newcomer' })).toEqual([]);
  });
});
