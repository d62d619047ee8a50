import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateRepository } from '../../../subgraphs/certificates/loaders.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const data = (name: string): string =>
  readFileSync(new URL(`../../../scripts/seed/data/${name}.json`, import.meta.url), 'utf8');

const LIST = `query ($first: Int!) {
  certificates(first: $first) {
    nodes {
      number level register { id }
      issuer { id name accreditations { id } }
      scheme { name levels }
      recognition(market: "US", asOf: "2015-06-01") { status reasons { code } route { id name } }
    }
  }
}`;

interface List {
  readonly certificates: {
    readonly nodes: readonly {
      readonly number: string;
      readonly issuer: { readonly name: string } | null;
      readonly recognition: { readonly status: string };
    }[];
  };
}

describe('a list of certificates with their issuers and their recognition', () => {
  let graph: TestGraph;

  beforeAll(async () => {
    graph = await testGraph();
    for (const name of ['agreements', 'common-criteria'])
      expect(await graph.load(data(name))).toMatchObject({ outcome: 'COMMITTED' });
  });
  afterAll(() => graph.close());

  const reads = async (first: number): Promise<readonly string[]> => {
    const commands = graph.watchReads();
    const { data: answer, messages } = await graph.ask(LIST, { first });
    expect(messages).toEqual([]);
    const { nodes } = (answer as List).certificates;
    expect(nodes).toHaveLength(first);
    for (const { issuer, recognition } of nodes) {
      expect(issuer?.name).toEqual(expect.any(String));
      expect(recognition.status).toMatch(/RECOGNISED/);
    }
    return [...commands];
  };

  it('costs as many reads for 50 as for 2', async () => {
    await reads(1); // fills what is held in memory
    await graph.touch();
    const two = await reads(2);
    await graph.touch();
    const fifty = await reads(50);
    expect(two.length).toBeGreaterThan(0);
    expect(fifty).toEqual(two);
  });

  it('costs one read of certificates when they are known already, and none when asked again', async () => {
    await reads(50);
    expect(await reads(49)).toEqual(['find certificates']);
    expect(await reads(49)).toEqual([]);
  });

  it('is read anew once something was recorded', async () => {
    const query = '{ certificates(filter: { number: "NEW-" }) { nodes { number level } } }';
    const shown = async () => (await graph.ask(query)).data;
    expect(await shown()).toEqual({ certificates: { nodes: [] } });
    const fact = (number: string) => ({
      number,
      issuer: 'BSI',
      issuerTerritory: 'DE',
      scheme: 'COMMON_CRITERIA',
      issued: '2020-01-01',
      level: 'EAL1',
    });
    await graph.load({ certificates: [fact('NEW-1')] });
    expect(await shown()).toEqual({
      certificates: { nodes: [{ number: 'NEW-1', level: 'EAL1' }] },
    });
    await graph.load({ certificates: [fact('NEW-2')] });
    expect(await shown()).toMatchObject({
      certificates: { nodes: [{ number: 'NEW-1' }, { number: 'NEW-2' }] },
    });
  });

  it('loses nothing of what it held when something is recorded while it reads the rest', async () => {
    const { models, horizon } = graph.facts;
    let at = 1;
    const shelf = new CertificateRepository({
      models,
      horizon: { current: () => at, snapshot: () => horizon.snapshot() },
    });
    const [held = '', other = ''] = await models.certificates.distinct('key');
    await shelf.recordsOf([held]);
    await shelf.evidenceFor([held]);
    const reading = Promise.all([shelf.recordsOf([held, other]), shelf.evidenceFor([held, other])]);
    at = 2;
    expect(shelf.held(held, undefined)).toBeUndefined();
    expect(shelf.evidenceHeld(held)).toBeUndefined();
    const [records, evidence] = await reading;
    expect(records.map(([record]) => record?.key)).toEqual([held, other]);
    expect(evidence.map(({ certificates: [first] }) => first?.number)).toEqual([held, other]);
  });

  it('asks a thousand questions with one read, and again with none', async () => {
    await graph.touch();
    const { data: page } = await graph.ask('{ certificates(first: 100) { nodes { number } } }');
    const numbers = (page as List).certificates.nodes.map(({ number }) => number);
    const questions = Array.from({ length: 1_000 }, (_, index) => ({
      certificate: numbers[index % numbers.length] ?? '',
      market: index % 2 === 0 ? 'US' : 'DE',
      asOf: '2015-06-01',
    }));
    const query = `query ($questions: [RecognitionQuestion!]!) {
      recognitions(questions: $questions) { status question { certificate market } }
    }`;
    const cold = graph.watchReads();
    const { data: answer } = await graph.ask(query, { questions });
    expect(cold.filter((command) => command === 'find certificates')).toHaveLength(1);
    const { recognitions } = answer as {
      recognitions: { question: { certificate: string; market: string } }[];
    };
    expect(recognitions.map(({ question }) => [question.certificate, question.market])).toEqual(
      questions.map(({ certificate, market }) => [certificate, market]),
    );
    const warm = graph.watchReads();
    await graph.ask(query, { questions });
    expect(warm).toEqual([]);
  });
});
