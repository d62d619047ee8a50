import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Agreement, FactsDocument } from '../../../schema/generated/facts.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const REAL = JSON.parse(
  readFileSync(new URL('../../../scripts/seed/data/agreements.json', import.meta.url), 'utf8'),
) as FactsDocument;
const AGREEMENTS = REAL.agreements ?? [];

const MADE_UP: FactsDocument = {
  agreements: [
    {
      id: 'XX-FRAME',
      kind: 'MULTILATERAL',
      exchangesRequired: true,
      parties: [
        { territory: 'SG', role: 'ORIGINATING', until: '2020-01-01' },
        { territory: 'EU', excludes: ['FR'] },
      ],
      exchanges: [{ issuer: 'SG', market: 'EU', from: '2010-01-01' }],
      sunset: { issuedBefore: '2020-01-01', until: '2022-01-01' },
      successor: { agreement: 'XX-NEXT', recordsValidUntil: '2021-01-01' },
      annexes: [
        {
          id: 'one',
          name: { en: 'One', zh: '一' },
          sectors: ['radio'],
          schemes: ['S-1'],
          products: [{ hs: '8517' }, { key: 'K', excluded: true }],
          origin: { territories: ['SG'], directShipment: true },
          conditions: [{ code: 'MARKING_REQUIRED', market: 'EU' }],
          accreditationThrough: 'ILAC-MRA',
        },
      ],
      until: '2020-01-01',
    },
    {
      id: 'XX-NEXT',
      kind: 'BILATERAL',
      parties: [{ territory: 'SG' }, { territory: 'EU' }],
      annexes: [],
      from: '2020-01-01',
    },
  ],
};

const FIND = `query ($filter: AgreementFilter) {
  agreements(filter: $filter, first: 100) { totalCount nodes { id } }
}`;

describe('agreements', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    for (const document of [REAL, MADE_UP])
      expect(await graph.load(document)).toMatchObject({ outcome: 'COMMITTED' });
  });
  afterAll(() => graph.close());

  const find = async (filter: Record<string, unknown>): Promise<string[]> => {
    const { data, messages } = await graph.ask(FIND, { filter });
    expect(messages).toEqual([]);
    const { agreements } = data as { agreements: { nodes: { id: string }[] } };
    return agreements.nodes.map(({ id }) => id);
  };

  it('are the real ones, all of them', async () => {
    expect(await find({})).toEqual(
      [...AGREEMENTS, ...(MADE_UP.agreements ?? [])].map(({ id }: Agreement) => id).sort(),
    );
  });

  it('show every part as data, defaults filled in', async () => {
    const { data, messages } = await graph.ask(`{
      agreement(id: "XX-FRAME") {
        kind mode effect governingDate exchangesRequired transferWindowMonths
        parties { territory role excludes from until }
        exchanges { issuer market accepts annexes from }
        sunset { issuedBefore until }
        successor { to recordsValidUntil agreement { id inForceOn(date: "2020-01-01") } }
        annexes {
          id name(locale: zh) sectors schemes { id kind } accepts aboveCap levelCap components priorCertificates
          products { hs key excluded } origin { territories basis directShipment }
          conditions { code market } accreditationThrough { id } designationRequired rulesUnknown
        }
        before: inForceOn(date: "2019-12-31") after: inForceOn(date: "2020-01-01")
      }
    }`);
    expect(messages).toEqual([]);
    expect(data).toEqual({
      agreement: {
        kind: 'MULTILATERAL',
        mode: 'COMMON',
        effect: 'MARKET_ACCESS',
        governingDate: 'AS_OF',
        exchangesRequired: true,
        transferWindowMonths: null,
        parties: [
          { territory: 'SG', role: 'ORIGINATING', excludes: [], from: null, until: '2020-01-01' },
          { territory: 'EU', role: 'AUTHORISING', excludes: ['FR'], from: null, until: null },
        ],
        exchanges: [{ issuer: 'SG', market: 'EU', accepts: null, annexes: [], from: '2010-01-01' }],
        sunset: { issuedBefore: '2020-01-01', until: '2022-01-01' },
        successor: {
          to: 'XX-NEXT',
          recordsValidUntil: '2021-01-01',
          agreement: { id: 'XX-NEXT', inForceOn: true },
        },
        annexes: [
          {
            id: 'one',
            name: '一',
            sectors: ['radio'],
            schemes: [{ id: 'S-1', kind: null }],
            accepts: ['CERTIFICATE'],
            aboveCap: 'REFUSE',
            levelCap: null,
            components: null,
            priorCertificates: 'KEEP',
            products: [
              { hs: '8517', key: null, excluded: false },
              { hs: null, key: 'K', excluded: true },
            ],
            origin: { territories: ['SG'], basis: ['ORIGIN'], directShipment: true },
            conditions: [{ code: 'MARKING_REQUIRED', market: 'EU' }],
            accreditationThrough: { id: 'ILAC-MRA' },
            designationRequired: false,
            rulesUnknown: false,
          },
        ],
        before: true,
        after: false,
      },
    });
  });

  it('are found by a party, also one that lies inside a party', async () => {
    expect(await find({ party: 'NZ' })).toContain('CN-NZ-EEE');
    expect(await find({ party: 'NZ' })).not.toContain('SOGIS');
    expect(await find({ party: 'FR' })).toEqual(expect.arrayContaining(['XX-FRAME', 'XX-NEXT']));
  });

  it('are found by a market that accepts under them, not by one that only issues', async () => {
    expect(await find({ market: 'SG', kind: 'MULTILATERAL' })).not.toContain('XX-FRAME');
    expect(await find({ market: 'EU', kind: 'MULTILATERAL' })).toContain('XX-FRAME');
  });

  it('are found by force on a day, when parties are tested too', async () => {
    expect(await find({ inForceOn: '2019-12-31', party: 'SG' })).toContain('XX-FRAME');
    expect(await find({ inForceOn: '2020-01-01', party: 'SG' })).not.toContain('XX-FRAME');
    expect(await find({ inForceOn: '2020-01-01', party: 'SG' })).toContain('XX-NEXT');
  });

  it('are found by scheme and sector of an annex; an annex for any matches', async () => {
    expect(await find({ scheme: 'COMMON_CRITERIA', party: 'DE' })).toEqual(
      expect.arrayContaining(['CCRA']),
    );
    expect(await find({ sector: 'radio' })).toContain('XX-FRAME');
    expect(await find({ sector: 'toys' })).not.toContain('XX-FRAME');
  });

  it('of a market are listed with it, and its members', async () => {
    const { data } = await graph.ask(`{
      market(code: "EU") { name kind members { territory from } agreements(on: "2020-01-01") { id } }
      nowhere: market(code: "QQ") { code }
    }`);
    const { market, nowhere } = data as {
      market: { kind: string; members: { territory: string }[]; agreements: { id: string }[] };
      nowhere: null;
    };
    expect(market.kind).toBe('COMPOSITE');
    expect(market.members.map(({ territory }) => territory)).toContain('DE');
    expect(market.agreements).toContainEqual({ id: 'XX-NEXT' });
    expect(nowhere).toBeNull();
  });

  it('stand beside the schemes and standards they speak of', async () => {
    const { data } = await graph.ask(
      '{ scheme(id: "COMMON_CRITERIA") { kind levels standard { id editions { edition } } domesticAtIssuer } standard(id: "NO SUCH") { id } }',
    );
    expect(data).toMatchObject({
      scheme: {
        levels: expect.arrayContaining(['EAL1', 'EAL7']) as unknown,
        domesticAtIssuer: true,
      },
      standard: null,
    });
  });

  it('say what standards and schemes correspond to, from either side', async () => {
    const { data } = await graph.ask(`{
      adoption: standard(id: "GB 4943.1") {
        equivalents { standard { id editions { edition } } edition otherEdition degree adopts differences { clause territory } }
      }
      adopted: standard(id: "IEC 60950-1") { equivalents { standard { id } edition otherEdition degree adopts } }
      scheme(id: "CE") { counterparts { scheme { id } levels { level counterpart } from } }
      before: scheme(id: "CE") { counterparts(on: "2020-12-31") { scheme { id } } }
    }`);
    expect(data).toMatchObject({
      adoption: {
        equivalents: [
          {
            standard: { id: 'IEC 60950-1', editions: [{ edition: '2005' }] },
            edition: '2011',
            otherEdition: '2005',
            degree: 'MOD',
            adopts: true,
            differences: [{ clause: '1.4.5', territory: 'CN' }, {}, {}],
          },
        ],
      },
      adopted: {
        equivalents: [
          { standard: { id: 'GB 4943.1' }, edition: '2005', otherEdition: '2011', adopts: false },
        ],
      },
      scheme: {
        counterparts: [{ scheme: { id: 'UKCA' }, levels: [], from: '2021-01-01' }],
      },
      before: { counterparts: [] },
    });
  });

  it('of what was retracted, show only what was believed at the instant asked about', async () => {
    const said = { standard: 'XX 1', degree: 'IDT' } as const;
    const corrected = {
      id: 'XX 2',
      editions: [],
      equivalents: [
        { ...said, retractedAt: '2020-01-01' },
        { ...said, degree: 'NEQ', recordedAt: '2020-01-01' },
      ],
    } as const;
    const standards = [{ id: 'XX 1', editions: [] }, corrected];
    expect(await graph.load({ standards })).toMatchObject({ outcome: 'COMMITTED' });
    const { data } = await graph.ask(`{ standard(id: "XX 2") {
      then: equivalents(knownAt: "2019-12-31T23:59:59Z") { degree }
      now: equivalents { degree }
    } }`);
    expect(data).toEqual({ standard: { then: [{ degree: 'IDT' }], now: [{ degree: 'NEQ' }] } });
  });
});
