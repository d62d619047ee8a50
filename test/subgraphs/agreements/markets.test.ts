import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import { ENGINES, testGateway, type TestGateway } from '../engines.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const read = (name: string): FactsDocument =>
  JSON.parse(
    readFileSync(new URL(`../../../scripts/seed/data/${name}.json`, import.meta.url), 'utf8'),
  ) as FactsDocument;

/** A real certificate under CCRA and SOG-IS. */
const NUMBER = 'ANSSI-CC-2023/42';
const AS_OF = '2024-01-10';

const ANSWER =
  'status reasons { code } routeKind route { id } annex { id } accepts { object upToLevel } changesOn';
const MARKETS = `query ($number: String!, $asOf: Date, $knownAt: DateTime, $status: [RecognitionStatus!]) {
  certificate(number: $number) {
    markets(asOf: $asOf, knownAt: $knownAt, status: $status) { code market { code } ${ANSWER} }
  }
}`;
const ACCEPTED = `query ($code: TerritoryCode!, $on: Date, $state: [AcceptanceState!], $first: Int, $after: String) {
  market(code: $code) {
    acceptedFrom(on: $on, state: $state, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        kind agreement { id } annex { id } schemes { id levels } sectors
        issuers { territory state reasons { code } accepts }
      }
    }
  }
}`;

interface Shown {
  readonly code: string;
  readonly market: object | null;
  readonly status: string;
}
interface Accepted {
  readonly kind: string;
  readonly agreement: { readonly id: string } | null;
  readonly annex: { readonly id: string } | null;
  readonly issuers: readonly { readonly territory: string | null; readonly state: string }[];
}
interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly nodes: readonly Accepted[];
}

describe.each(ENGINES)('with the %s engine', (engine) => {
  let graph: TestGraph;
  let gateway: TestGateway;
  beforeAll(async () => {
    graph = await testGraph();
    for (const name of ['agreements', 'common-criteria']) await graph.load(read(name));
    gateway = await testGateway(graph, engine);
  });
  afterAll(async () => {
    await gateway.stop();
    await graph.close();
  });

  const markets = async (variables: object = {}, asked = gateway): Promise<readonly Shown[]> => {
    const { data, errors } = await asked.ask(MARKETS, {
      number: NUMBER,
      asOf: AS_OF,
      ...variables,
    });
    expect(errors).toBeUndefined();
    return (data as { certificate: { markets: Shown[] } }).certificate.markets;
  };

  it('a certificate tells every market, as a question about each would', async () => {
    const found = await markets();
    const codes = found.map(({ code }) => code);
    expect(codes).toEqual([...codes].sort());
    expect(codes).toEqual(expect.arrayContaining(['US', 'DE', 'CN', 'EU', 'NZ']));
    const questions = codes.map((market) => ({ certificate: NUMBER, market, asOf: AS_OF }));
    const { data } = await gateway.ask(
      `query ($questions: [RecognitionQuestion!]!) { recognitions(questions: $questions) { ${ANSWER} } }`,
      { questions },
    );
    expect({ recognitions: found.map(({ code: _, market: __, ...answer }) => answer) }).toEqual(
      data,
    );
  });

  it('a certificate tells only the markets with the answers asked for', async () => {
    const wanted = ['RECOGNISED', 'RECOGNISED_WITH_CONDITIONS'];
    const all = await markets();
    expect(await markets({ status: wanted })).toEqual(
      all.filter(({ status }) => wanted.includes(status)),
    );
  });

  it('reads the store as often for every market as for none', async () => {
    await markets();
    const reads = graph.watchReads();
    await markets();
    // The certificate itself, which the list of markets needs nothing more of.
    expect(reads.filter((one) => one !== 'find certificates')).toEqual([]);
    expect(reads.length).toBeLessThanOrEqual(1);
  });

  it('a certificate counts nowhere for sure while bodies are down', async () => {
    const crippled = await testGateway(graph, engine, 'bodies');
    const found = await markets({}, crippled);
    await crippled.stop();
    expect(found.length).toBeGreaterThan(40);
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set(['INDETERMINATE']));
  });

  const accepted = async (variables: object): Promise<Page> => {
    const { data, errors } = await gateway.ask(ACCEPTED, { code: 'US', on: AS_OF, ...variables });
    expect(errors).toBeUndefined();
    return (data as { market: { acceptedFrom: Page } }).market.acceptedFrom;
  };

  it('a market tells what it accepts, by agreement and annex', async () => {
    const { nodes } = await accepted({ first: 100 });
    const ccra = nodes.find(
      ({ agreement, annex }) => agreement?.id === 'CCRA' && annex?.id === 'CC-2014',
    );
    expect(ccra).toMatchObject({ kind: 'AGREEMENT', schemes: [{ id: 'COMMON_CRITERIA' }] });
    expect(ccra?.issuers).toContainEqual({
      territory: 'FR',
      state: 'OPEN',
      reasons: [],
      accepts: ['CERTIFICATE'],
    });
    // A territory that only accepts issues nothing that counts elsewhere.
    expect(ccra?.issuers.find(({ territory }) => territory === 'DK')).toMatchObject({
      state: 'CLOSED',
    });
    expect(nodes[0]).toMatchObject({ kind: 'DOMESTIC', agreement: null, annex: null });
  });

  it('a market tells it by pages, and only the states asked for', async () => {
    const whole = await accepted({ first: 100, state: ['OPEN'] });
    const pages: Accepted[] = [];
    let after: string | null = null;
    do {
      const page: Page = await accepted({ first: 7, state: ['OPEN'], after });
      pages.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(pages).toEqual(whole.nodes);
    expect(whole.totalCount).toBe(whole.nodes.length);
    const states = whole.nodes.flatMap(({ issuers }) => issuers.map(({ state }) => state));
    expect(new Set(states)).toEqual(new Set(['OPEN']));
  });
});
