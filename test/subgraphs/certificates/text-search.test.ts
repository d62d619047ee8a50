import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testGraph, type TestGraph } from '../graph.ts';

const COMMON = { issuer: 'CB-FR', issuerTerritory: 'FR', scheme: 'S-1', issued: '2024-01-15' };

/** More than are read at once: such a text is gone through as recorded. */
const MANY = 450;

const CERTIFICATES = [
  {
    ...COMMON,
    number: 'ANSSI-CC-2023/42',
    product: { name: { en: 'Secure Microcontroller', zh: '安全微控制器' }, model: 'SLC-37' },
    holder: { id: 'LEI-1', name: { en: 'Infineon Technologies' }, brands: ['Optiga'] },
    standard: 'ISO 15408',
    scope: { sites: ['Plant Toulouse'] },
    issued: '2023-01-10',
    validUntil: '2028-01-09',
  },
  { ...COMMON, number: 'ANSSI-CC-2023/43', issued: '2023-05-01', validUntil: '2026-05-01' },
  { ...COMMON, number: 'ANSSI-CC-2023/42', issuer: 'CB-DE', issuerTerritory: 'DE' },
  {
    ...COMMON,
    number: 'OLD-1',
    events: [{ type: 'TRANSFERRED', effectiveFrom: '2024-06-01', to: 'NEW-1' }],
  },
  {
    ...COMMON,
    number: 'NEW-1',
    issuer: 'CB-DE',
    transferredFrom: { number: 'OLD-1', issuer: 'CB-FR', on: '2024-06-01' },
  },
  ...Array.from({ length: MANY }, (_, at) => ({
    ...COMMON,
    number: `MASS-${String(at).padStart(4, '0')}`,
    product: { brand: 'Massive' },
    recordedAt: '2025-03-01T00:00:00Z',
  })),
] as const;

const SEARCH = `query ($filter: CertificateFilter, $sort: CertificateSort, $first: Int, $after: String) {
  certificates(filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes { number issuer { id } }
    totalCount totalCountExact
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  readonly nodes: readonly { readonly number: string; readonly issuer: { readonly id: string } }[];
  readonly totalCount: number;
  readonly totalCountExact: boolean;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe('certificates', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    const report = await graph.load({ certificates: CERTIFICATES });
    expect(report.outcome).toBe('COMMITTED');
  });
  afterAll(() => graph.close());

  const page = async (filter: object, others: object = {}): Promise<Page> => {
    const { data, messages } = await graph.ask(SEARCH, { filter, first: 100, ...others });
    expect(messages).toEqual([]);
    return (data as { certificates: Page }).certificates;
  };
  const found = async (filter: object, others: object = {}): Promise<string[]> =>
    (await page(filter, others)).nodes.map(({ number, issuer }) => `${number} ${issuer.id}`);
  const walked = async (filter: object, first: number, sort?: string): Promise<string[]> => {
    const numbers: string[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo }: Page = await page(filter, { first, after, sort });
      numbers.push(...nodes.map(({ number, issuer }) => `${number} ${issuer.id}`));
      if (!pageInfo.hasNextPage) return numbers;
      after = pageInfo.endCursor;
    }
  };

  const BOTH = ['ANSSI-CC-2023/42 CB-DE', 'ANSSI-CC-2023/42 CB-FR'];
  const FRENCH = ['ANSSI-CC-2023/42 CB-FR'];

  it.each([
    ['a part of the number', '2023/42', BOTH],
    ['any spelling', 'anssi cc 2023\u201342', BOTH],
    ['letters taken for digits', 'O23/42', BOTH],
    ['a part of the number across strokes', 'C/2023/4', [...BOTH, 'ANSSI-CC-2023/43 CB-FR']],
    ['a product', 'secure micro', FRENCH],
    ['a product in Chinese', '微控制', FRENCH],
    ['two Chinese characters', '安全', FRENCH],
    ['a model', 'slc-37', FRENCH],
    ['a holder', 'Infineon', FRENCH],
    ['a brand', 'optiga', FRENCH],
    ['a standard', '15408', FRENCH],
    ['a site', 'toulouse', FRENCH],
    ['words of different fields', 'infineon 2023', FRENCH],
    ['an issuer and a part of the number', 'CB-DE 2023/42', ['ANSSI-CC-2023/42 CB-DE']],
    ['two characters that begin a number', 'ne', ['NEW-1 CB-DE']],
    ['two characters within one', 'EW', []],
    ['what nobody has', 'zanzibar', []],
  ])('are found by %s', async (_, text, wanted) => {
    expect(await found({ text })).toEqual(wanted);
    expect(await page({ text })).toMatchObject({
      totalCount: wanted.length,
      totalCountExact: true,
    });
  });

  it('are each found once, page by page, by a text that many have', async () => {
    const numbers = await walked({ text: 'massive' }, 37);
    expect(new Set(numbers).size).toBe(MANY);
    expect(numbers).toHaveLength(MANY);
    expect((await page({ text: 'massive' })).totalCount).toBe(MANY);
    expect(await found({ text: 'MASS-0123' })).toEqual(['MASS-0123 CB-FR']);
    expect(await found({ text: 'massive 0123' })).toEqual(['MASS-0123 CB-FR']);
  });

  it('are listed in order of number with the namesakes apart, whatever the size of pages', async () => {
    const all = await walked({}, 100);
    expect(all).toHaveLength(CERTIFICATES.length);
    for (const size of [1, 2]) expect(await walked({ number: 'A' }, size)).toEqual(all.slice(0, 3));
    expect((await page({})).totalCount).toBe(CERTIFICATES.length);
    expect((await page({ number: 'A' })).totalCount).toBe(3);
  });

  it('are listed in order of days', async () => {
    const filter = { number: 'ANSSI' };
    expect(await found({ text: 'anssi' }, { sort: 'ISSUED' })).toEqual([
      'ANSSI-CC-2023/42 CB-DE',
      'ANSSI-CC-2023/43 CB-FR',
      'ANSSI-CC-2023/42 CB-FR',
    ]);
    expect((await walked({}, 60, 'EXPIRES')).slice(0, 2)).toEqual([
      'ANSSI-CC-2023/43 CB-FR',
      'ANSSI-CC-2023/42 CB-FR',
    ]);
    const latest = await walked({}, 60, 'ISSUED');
    expect(latest).toHaveLength(CERTIFICATES.length);
    expect(new Set(latest).size).toBe(CERTIFICATES.length);
    expect(latest.at(-1)).toBe('ANSSI-CC-2023/42 CB-FR');
    expect(await walked({ ...filter, issuer: 'CB-FR' }, 1, 'EXPIRES')).toHaveLength(2);
  });

  it('are narrowed by product, site, expiry and change', async () => {
    expect(await found({ product: 'secure' })).toEqual(FRENCH);
    expect(await found({ product: 'infineon' })).toEqual([]);
    expect(await found({ site: 'plant  TOULOUSE' })).toEqual(FRENCH);
    expect(await found({ expiresFrom: '2026-05-01', expiresUntil: '2026-12-31' })).toEqual([
      'ANSSI-CC-2023/43 CB-FR',
    ]);
    const changed = await page({ changedSince: '2025-01-01T00:00:00Z' });
    expect(changed.totalCount).toBe(MANY);
  });

  it('go on in the list that a page began, when many more are recorded meanwhile', async () => {
    const grown = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({
        ...COMMON,
        number: `GROW-${String(from + at).padStart(4, '0')}`,
        product: { brand: 'Swelling' },
      }));
    await graph.load({ certificates: grown(0, 110) });
    const { nodes, pageInfo } = await page({ text: 'swelling' });
    await graph.load({ certificates: grown(110, 80) });
    const rest = await page({ text: 'swelling' }, { after: pageInfo.endCursor });
    const numbers = [...nodes, ...rest.nodes].map(({ number }) => number);
    expect(numbers).toEqual(grown(0, 190).map(({ number }) => number));
  });

  it('are near to a number with a slip in it', async () => {
    const near = async (number: string): Promise<unknown> => {
      const { data } = await graph.ask(
        'query ($number: String!) { nearCertificates(number: $number, first: 3) { number issuer { id } } }',
        { number },
      );
      return (data as { nearCertificates: { number: string }[] }).nearCertificates.map(
        (one) => one.number,
      );
    };
    const wanted = ['ANSSI-CC-2023/42', 'ANSSI-CC-2023/42', 'ANSSI-CC-2023/43'];
    for (const slip of [
      'ANSSI-CC-2023/42',
      'ANSSI CC 2O23 42',
      'ANSSI-CC-2023/4',
      'ANSSI-CC-2023/24',
    ])
      expect(await near(slip)).toEqual(expect.arrayContaining(wanted.slice(0, 2)));
    expect(await near('ANSSI-CC-2023/442')).toEqual(wanted.slice(0, 2));
    expect(await near('QUITE-ANOTHER')).toEqual([]);
  });

  it('name the product, the brands, and what took their place', async () => {
    const { data, messages } = await graph.ask(`{
      fr: certificate(number: "ANSSI-CC-2023/42", issuer: "CB-FR") {
        product { name(locale: zh) model brand manufacturer } holder { brands } successor { number }
      }
      old: certificate(number: "OLD-1") { successor { number issuer { id } } }
    }`);
    expect(messages).toEqual([]);
    expect(data).toEqual({
      fr: {
        product: { name: '安全微控制器', model: 'SLC-37', brand: null, manufacturer: null },
        holder: { brands: ['Optiga'] },
        successor: null,
      },
      old: { successor: { number: 'NEW-1', issuer: { id: 'CB-DE' } } },
    });
  });

  it('say what is wrong with a text without letters and digits', async () => {
    const { messages, codes } = await graph.ask(SEARCH, { filter: { text: ' - ' } });
    expect([codes, messages[0]]).toEqual([['BAD_USER_INPUT'], expect.stringContaining('letter')]);
  });
});
