import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import { testGraph, type TestGraph } from './graph.ts';

/** In 2020 an old agreement between two; what came later was recorded in 2022 and 2023. */
const FACTS: FactsDocument = {
  territories: [
    { code: 'DE', kind: 'COUNTRY' },
    { code: 'EU', kind: 'COMPOSITE', members: [{ territory: 'DE', recordedAt: '2022-01-01' }] },
  ],
  standards: [{ id: 'ST', editions: [{ edition: '1' }] }],
  schemes: [
    { id: 'S-OLD', kind: 'VOLUNTARY_PRODUCT', standard: 'ST' },
    { id: 'S-NEW', kind: 'VOLUNTARY_PRODUCT', recordedAt: '2022-01-01' },
  ],
  agreements: [
    {
      id: 'A-OLD',
      kind: 'BILATERAL',
      parties: [{ territory: 'EU' }, { territory: 'NZ', recordedAt: '2022-01-01' }],
      successor: { agreement: 'B-NEW' },
      annexes: [{ id: 'X', schemes: ['S-OLD'] }],
    },
    {
      id: 'B-NEW',
      kind: 'BILATERAL',
      parties: [{ territory: 'EU' }, { territory: 'AU' }],
      annexes: [{ id: 'X', accreditationThrough: 'A-OLD' }],
      recordedAt: '2022-01-01',
    },
  ],
  bodies: [
    { id: 'AB', kind: 'ACCREDITATION_BODY', territory: 'DE' },
    { id: 'CB-1', kind: 'CERTIFICATION_BODY', territory: 'DE' },
    { id: 'CB-2', kind: 'CERTIFICATION_BODY', territory: 'DE', recordedAt: '2023-01-01' },
  ],
  accreditations: [
    {
      id: 'ACC',
      accreditationBody: 'AB',
      body: 'CB-1',
      scope: [{ norm: 'N' }],
      events: [{ type: 'SUSPENDED', effectiveFrom: '2020-01-01', recordedAt: '2022-01-01' }],
    },
  ],
  designations: [{ body: 'CB-1', agreement: 'A-OLD', recordedAt: '2023-01-01' }],
};

const IN_2020 = '2020-06-01';

describe('the registers as known at an instant', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    expect(await graph.load(FACTS)).toMatchObject({ outcome: 'COMMITTED' });
  });
  afterAll(() => graph.close());

  const ask = async (query: string, knownAt?: string): Promise<unknown> => {
    const { data, messages } = await graph.ask(`query ($knownAt: DateTime) { ${query} }`, {
      ...(knownAt === undefined ? {} : { knownAt }),
    });
    expect(messages).toEqual([]);
    return data;
  };

  it.each<[string, unknown, unknown]>([
    [
      'agreements(knownAt: $knownAt) { totalCount nodes { id parties { territory } } }',
      {
        agreements: { totalCount: 1, nodes: [{ id: 'A-OLD', parties: [{ territory: 'EU' }] }] },
      },
      {
        agreements: {
          totalCount: 2,
          nodes: [
            { id: 'A-OLD', parties: [{ territory: 'EU' }, { territory: 'NZ' }] },
            { id: 'B-NEW', parties: [{ territory: 'EU' }, { territory: 'AU' }] },
          ],
        },
      },
    ],
    [
      'agreement(id: "A-OLD", knownAt: $knownAt) { successor { to agreement { id annexes { accreditationThrough { id } } } } designations(knownAt: $knownAt) { totalCount } }',
      {
        agreement: { successor: { to: 'B-NEW', agreement: null }, designations: { totalCount: 0 } },
      },
      {
        agreement: {
          successor: {
            to: 'B-NEW',
            agreement: { id: 'B-NEW', annexes: [{ accreditationThrough: { id: 'A-OLD' } }] },
          },
          designations: { totalCount: 1 },
        },
      },
    ],
    [
      'market(code: "EU", knownAt: $knownAt) { members { territory } agreements { id } }',
      { market: { members: [], agreements: [{ id: 'A-OLD' }] } },
      {
        market: { members: [{ territory: 'DE' }], agreements: [{ id: 'A-OLD' }, { id: 'B-NEW' }] },
      },
    ],
    [
      'old: scheme(id: "S-OLD", knownAt: $knownAt) { kind standard { editions { edition } } } new: scheme(id: "S-NEW", knownAt: $knownAt) { id } standard(id: "ST", knownAt: $knownAt) { id }',
      {
        old: { kind: 'VOLUNTARY_PRODUCT', standard: { editions: [{ edition: '1' }] } },
        new: null,
        standard: { id: 'ST' },
      },
      {
        old: { kind: 'VOLUNTARY_PRODUCT', standard: { editions: [{ edition: '1' }] } },
        new: { id: 'S-NEW' },
        standard: { id: 'ST' },
      },
    ],
    [
      'bodies(knownAt: $knownAt, filter: { kind: CERTIFICATION_BODY }) { totalCount nodes { id accreditations { statusOn(date: "2021-01-01") accreditedBy { id } } designations { agreement { id } } } }',
      {
        bodies: {
          totalCount: 1,
          nodes: [
            {
              id: 'CB-1',
              accreditations: [{ statusOn: 'ACTIVE', accreditedBy: { id: 'AB' } }],
              designations: [],
            },
          ],
        },
      },
      {
        bodies: {
          totalCount: 2,
          nodes: [
            {
              id: 'CB-1',
              accreditations: [{ statusOn: 'SUSPENDED', accreditedBy: { id: 'AB' } }],
              designations: [{ agreement: { id: 'A-OLD' } }],
            },
            { id: 'CB-2', accreditations: [], designations: [] },
          ],
        },
      },
    ],
    ['body(id: "CB-2", knownAt: $knownAt) { id }', { body: null }, { body: { id: 'CB-2' } }],
  ])('%s', async (query, then, now) => {
    expect(await ask(query, IN_2020)).toEqual(then);
    expect(await ask(query)).toEqual(now);
  });
});
