import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Certificate, FactsDocument } from '../../../schema/generated/facts.ts';
import { statusOn } from '../../../subgraphs/certificates/rules.ts';
import { cpuMs } from '../../until.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const read = (name: string): FactsDocument =>
  JSON.parse(
    readFileSync(new URL(`../../../scripts/seed/data/${name}.json`, import.meta.url), 'utf8'),
  ) as FactsDocument;

const REGISTER = read('common-criteria');
const CHINA = read('china');

/** Certificates whose events and scopes the bundled register does not have. */
const EVENTFUL: FactsDocument = {
  registers: [
    { id: 'R1', coverage: 'PARTIAL', snapshots: [{ asAt: '2023-01-01' }, { asAt: '2022-01-01' }] },
    { id: 'R2', coverage: 'COMPLETE', name: { zh: '登记簿' } },
  ],
  certificates: [
    {
      number: 'X-SUSPENDED',
      issuer: 'CB-X',
      issuerTerritory: 'NZ',
      scheme: 'S',
      standard: 'ISO 9001',
      issued: '2020-01-01',
      sectors: ['17'],
      scope: { hs: ['8518'] },
      events: [
        { type: 'SUSPENDED', effectiveFrom: '2022-01-01', recordedAt: '2022-02-01' },
        { type: 'RESTORED', effectiveFrom: '2022-06-01' },
        { type: 'SUSPENDED', effectiveFrom: '2023-01-01' },
      ],
    },
    {
      number: 'X-EXTENDED',
      issuer: 'CB-X',
      issuerTerritory: 'AU',
      scheme: 'S',
      issued: '2020-01-01',
      validUntil: '2022-12-31',
      register: 'R1',
      events: [{ type: 'SCOPE_EXTENDED', effectiveFrom: '2021-01-01', scope: { hs: ['8519'] } }],
    },
    {
      number: 'X-TWICE',
      issuer: 'CB-X',
      issuerTerritory: 'NZ',
      scheme: 'S',
      issued: '2020-01-01',
      register: 'R1',
    },
    {
      number: 'X-TWICE',
      issuer: 'CB-X',
      issuerTerritory: 'NZ',
      scheme: 'S',
      level: 'L1',
      issued: '2020-01-01',
      register: 'R2',
      recordedAt: '2021-01-01',
    },
    {
      number: 'X-CORRECTED',
      issuer: 'CB-X',
      issuerTerritory: 'NZ',
      scheme: 'S',
      issued: '2020-01-01',
      recordedAt: '2020-01-02',
      retractedAt: '2021-01-01',
    },
    {
      number: 'X-CORRECTED',
      issuer: 'CB-X',
      issuerTerritory: 'NZ',
      scheme: 'S',
      issued: '2020-02-01',
      recordedAt: '2021-01-01',
    },
    {
      number: 'X-RETRACTED',
      issuer: 'CB-X',
      issuerTerritory: 'NZ',
      scheme: 'S',
      issued: '2020-01-01',
      retractedAt: '2021-01-01',
    },
  ],
};

const PAGE = `query ($filter: CertificateFilter, $first: Int, $after: String) {
  certificates(filter: $filter, first: $first, after: $after) {
    nodes { number }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Page {
  readonly nodes: readonly { readonly number: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
}

describe('certificates', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    for (const document of [read('agreements'), REGISTER, CHINA, EVENTFUL])
      expect(await graph.load(document)).toMatchObject({ outcome: 'COMMITTED' });
  });
  afterAll(() => graph.close());

  const page = async (variables: Record<string, unknown>): Promise<Page> => {
    const { data, messages } = await graph.ask(PAGE, variables);
    expect(messages).toEqual([]);
    return (data as { certificates: Page }).certificates;
  };
  /** Every number found, walking pages to the end. */
  const numbers = async (filter: Record<string, unknown>, first = 100): Promise<string[]> => {
    const found: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { nodes, pageInfo }: Page = await page({ filter, first, after });
      found.push(...nodes.map(({ number }) => number));
      if (!pageInfo.hasNextPage) return found;
      after = pageInfo.endCursor;
    }
  };
  const bundled = (wanted: (certificate: Certificate) => boolean): string[] =>
    [...(REGISTER.certificates ?? []), ...(CHINA.certificates ?? [])]
      .filter(wanted)
      .map(({ number }) => number)
      .sort();

  it.each(['(a+)+$', 'a'.repeat(50_000), '.*', '$where'])(
    'INJ-002: are looked for by %.9s as by any text, and cheaply',
    async (number) => {
      let found: unknown;
      const spent = await cpuMs(
        async () => (found = await graph.ask(PAGE, { filter: { number } })),
      );
      expect(found).not.toMatchObject({ data: { certificates: { nodes: [expect.anything()] } } });
      expect(spent).toBeLessThan(1_000);
    },
  );

  it.each([{ $ne: null }, { $where: '1' }, { $regex: '^(a+)+$' }, [{ $gt: '' }]])(
    'INJ-001: are never found by an operator: %j',
    async (number) => {
      const { codes, data } = await graph.ask(PAGE, { filter: { number } });
      expect(codes).toEqual(['BAD_USER_INPUT']);
      expect(data).toBeNull();
    },
  );

  it('are all listed once, in order of number, whatever the page size', async () => {
    const all = await numbers({}, 97);
    expect(all).toEqual([...new Set(all)].sort());
    expect(all).toEqual(expect.arrayContaining(bundled(() => true)));
    expect(all).not.toContain('X-RETRACTED');
    const first = await page({ first: 1 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it.each<[string, Record<string, unknown>, (certificate: Certificate) => boolean]>([
    [
      'the beginning of the number',
      { number: 'BSI-DSZ-CC-05' },
      ({ number }) => number.startsWith('BSI-DSZ-CC-05'),
    ],
    ['scheme', { scheme: 'ISO_9001' }, ({ scheme }) => scheme === 'ISO_9001'],
    [
      'issuer and level',
      { issuer: 'BSI', level: 'EAL5' },
      ({ issuer, level }) => issuer === 'BSI' && level === 'EAL5',
    ],
    [
      'holder',
      { holder: 'SYN-HOLDER-NZ' },
      ({ number, holder }) => number.startsWith('SYN-NZ') && holder?.id === 'SYN-HOLDER-NZ',
    ],
    ['territory of issue', { issuerTerritory: 'NL' }, (one) => one.issuerTerritory === 'NL'],
    [
      'being in force on a day',
      { validOn: '2012-03-01' },
      (one) => statusOn(one, '2012-03-01') === 'VALID',
    ],
    [
      'having expired',
      { status: 'EXPIRED', statusOn: '2022-03-01' },
      (one) => statusOn(one, '2022-03-01') === 'EXPIRED',
    ],
    [
      'not being valid yet',
      { status: 'NOT_YET_VALID', statusOn: '2012-03-01' },
      (one) => statusOn(one, '2012-03-01') === 'NOT_YET_VALID',
    ],
  ])('are found by %s', async (_, filter, wanted) => {
    const expected = bundled(wanted);
    expect(expected.length).toBeGreaterThan(0);
    const found = await numbers(filter);
    expect(found.filter((number) => !number.startsWith('X-'))).toEqual(expected);
  });

  it('are found by state on a day as events made it', async () => {
    const suspended = (statusOn: string) =>
      numbers({ status: 'SUSPENDED', statusOn, issuer: 'CB-X' });
    expect(await suspended('2021-12-31')).toEqual([]);
    expect(await suspended('2022-01-01')).toEqual(['X-SUSPENDED']);
    expect(await suspended('2022-06-01')).toEqual([]);
    expect(await suspended('2023-01-01')).toEqual(['X-SUSPENDED']);
  });

  it('are found by the code of a product their scope names, by prefix and by day', async () => {
    expect(await numbers({ hs: '851840', issuer: 'CB-X' })).toEqual(['X-SUSPENDED']);
    expect(await numbers({ hs: '851910', issuer: 'CB-X' })).toEqual(['X-EXTENDED']);
    expect(await numbers({ hs: '851910', issuer: 'CB-X', statusOn: '2020-12-31' })).toEqual([]);
    expect(await numbers({ hs: '85', issuer: 'CB-X' })).toEqual([]);
  });

  it('are listed as known at an instant', async () => {
    const known = (knownAt: string, filter: object = {}) =>
      numbers({ issuer: 'CB-X', status: 'VALID', statusOn: '2022-01-15', knownAt, ...filter });
    const retracted = ['X-CORRECTED', 'X-RETRACTED'];
    expect(await known('2020-06-01')).toEqual(expect.arrayContaining(retracted));
    expect(await known('2022-01-31')).toEqual(expect.arrayContaining(['X-SUSPENDED']));
    expect(await known('2022-02-01')).not.toContain('X-SUSPENDED');
    expect(await known('2022-02-01')).not.toContain('X-RETRACTED');
  });

  it('are found by sector, standard and register', async () => {
    expect(await numbers({ sector: '17', standard: 'ISO 9001' })).toEqual(['X-SUSPENDED']);
    expect(await numbers({ register: 'R1' })).toEqual(
      expect.arrayContaining(['X-EXTENDED', 'X-TWICE']),
    );
  });

  it('are shown as now believed: corrected, and marked when registers disagree', async () => {
    const { data } = await graph.ask(`{
      corrected: certificate(number: "X-CORRECTED") { issued conflicting }
      twice: certificate(number: "X-TWICE") { conflicting register { id name } issuer { id } }
      retracted: certificate(number: "X-RETRACTED") { number }
      unknown: certificate(number: "NO SUCH NUMBER") { number }
    }`);
    expect(data).toEqual({
      corrected: { issued: '2020-02-01', conflicting: false },
      twice: { conflicting: true, register: { id: 'R2', name: '登记簿' }, issuer: { id: 'CB-X' } },
      retracted: null,
      unknown: null,
    });
  });

  it('tell their state as known at an instant', async () => {
    const { data } = await graph.ask(`{
      certificate(number: "X-SUSPENDED") {
        now: statusOn(date: "2022-01-15")
        then: statusOn(date: "2022-01-15", knownAt: "2022-01-31")
        events { type effectiveFrom recordedAt }
      }
      late: certificate(number: "X-CORRECTED") {
        before: statusOn(date: "2020-01-15", knownAt: "2020-06-01")
        after: statusOn(date: "2020-01-15")
        never: statusOn(date: "2020-01-15", knownAt: "2019-01-01")
      }
    }`);
    expect(data).toMatchObject({
      certificate: {
        now: 'SUSPENDED',
        then: 'VALID',
        events: [{ recordedAt: '2022-02-01T00:00:00.000Z' }, {}, {}],
      },
      late: { before: 'VALID', after: 'NOT_YET_VALID', never: null },
    });
  });

  it('of a body are listed with the body', async () => {
    const { data } = await graph.ask(
      '{ body(id: "BSI") { name(locale: zh) certificates(first: 100, filter: { validOn: "2012-03-01" }) { nodes { number } } } }',
    );
    const { name, certificates } = (data as { body: { name: string; certificates: Page } }).body;
    expect(name).toBe('德国联邦信息安全办公室');
    expect(certificates.nodes.map(({ number }) => number)).toEqual(
      bundled((one) => one.issuer === 'BSI' && statusOn(one, '2012-03-01') === 'VALID').slice(
        0,
        100,
      ),
    );
  });

  it('name their holder in the language asked for, where it is stated', async () => {
    const { data } = await graph.ask(`{
      held: certificate(number: "SYN-NZ-CCC-1") { holder { id en: name zh: name(locale: zh) } }
      unstated: certificate(number: "X-TWICE") { holder { id } }
    }`);
    expect(data).toEqual({
      held: {
        holder: {
          id: 'SYN-HOLDER-NZ',
          en: 'Synthetic manufacturer (NZ)',
          zh: '虚构生产者（NZ）',
        },
      },
      unstated: { holder: null },
    });
  });

  it('show the registers and their latest content', async () => {
    const { data } = await graph.ask('{ registers { id coverage latestSnapshot } }');
    expect((data as { registers: unknown[] }).registers).toEqual(
      expect.arrayContaining([
        { id: 'R1', coverage: 'PARTIAL', latestSnapshot: '2023-01-01' },
        { id: 'R2', coverage: 'COMPLETE', latestSnapshot: null },
      ]),
    );
  });

  it.each([
    [{ first: 0 }, /first is 0; it can be 1 to 100/],
    [{ first: 101 }, /first is 101/],
    [{ after: 'bm90IG91cnM' }, /give a cursor of this list/],
    [{ filter: { hs: '85x' } }, /write 2 to 10 digits/],
    [{ filter: { validOn: '2023-02-30' } }, /not a date/],
    [{ filter: { issuerTerritory: 'nowhere' } }, /not a territory code/],
  ])('refuse %j, saying what to do', async (variables, message) => {
    const { data, codes, messages } = await graph.ask(PAGE, variables);
    expect(data).toBeNull();
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(messages[0]).toMatch(message);
  });
});
