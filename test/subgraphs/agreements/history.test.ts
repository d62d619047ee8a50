import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENGINES, testGateway, type TestGateway } from '../engines.ts';
import { testGraph, type TestGraph } from '../graph.ts';
import { CERTIFICATE, FACTS, QUESTION } from './decision/recognised.ts';

const HISTORY = `query ($from: Date!, $to: Date!, $knownAt: DateTime, $number: String!, $product: ProductInput) {
  recognitionHistory(
    certificate: $number, market: "BB", from: $from, to: $to, knownAt: $knownAt, product: $product
  ) {
    question { certificate market asOf knownAt purpose }
    knownAt
    intervals { from to status reasons { code } routeKind route { id } annex { id } accepts { object upToLevel } }
  }
}`;
const SINGLE = `query ($question: RecognitionQuestion!) {
  recognition(question: $question) {
    status reasons { code } routeKind route { id } annex { id } accepts { object upToLevel }
  }
}`;

interface Interval {
  readonly from: string;
  readonly to: string;
  readonly status: string;
}
interface Shown {
  readonly recognitionHistory: { readonly question: object; readonly intervals: Interval[] };
}

describe.each(ENGINES)('recognitionHistory with the %s engine', (engine) => {
  let graph: TestGraph;
  let gateway: TestGateway;
  beforeAll(async () => {
    graph = await testGraph();
    await graph.load(FACTS);
    gateway = await testGateway(graph, engine);
  });
  afterAll(async () => {
    await gateway.stop();
    await graph.close();
  });

  const asked = (from: string, to: string) => ({
    from,
    to,
    number: CERTIFICATE.number,
    product: QUESTION.product,
  });

  it('is the single answers at the borders of its intervals', async () => {
    const { data, errors } = await gateway.ask(HISTORY, asked('2019-12-01', '2026-12-31'));
    expect(errors).toBeUndefined();
    const { question, intervals } = (data as Shown).recognitionHistory;
    expect(question).toEqual({
      ...{ certificate: CERTIFICATE.number, market: 'BB', asOf: '2019-12-01' },
      ...{ knownAt: null, purpose: 'REGULATORY' },
    });
    expect(intervals.length).toBeGreaterThanOrEqual(3);
    expect([intervals[0]?.from, intervals.at(-1)?.to]).toEqual(['2019-12-01', '2026-12-31']);
    for (const { from, to, ...answer } of intervals)
      for (const asOf of [from, to]) {
        const { certificate, market, product } = QUESTION;
        const single = await gateway.ask(SINGLE, {
          question: { certificate, market, product, asOf },
        });
        expect(single.data).toEqual({ recognition: answer });
      }
  });

  it('knows only what was known', async () => {
    const { data } = await gateway.ask(HISTORY, {
      ...asked('2020-06-01', '2021-01-01'),
      number: 'NO SUCH NUMBER',
      knownAt: '2020-01-01',
    });
    expect((data as Shown).recognitionHistory).toMatchObject({
      knownAt: '2020-01-01T23:59:59.999Z',
      intervals: [{ status: 'INDETERMINATE' }],
    });
  });

  it.each<[string, [string, string], RegExp]>([
    ['days in the wrong order', ['2021-01-02', '2021-01-01'], /cannot be before from/],
    ['more than a hundred years', ['1920-01-01', '2020-01-02'], /at most 100 years/],
    ['a day that is not in the calendar', ['2021-02-29', '2022-01-01'], /is not a date/],
  ])('refuses %s', async (_, [from, to], message) => {
    const { data, errors } = await gateway.ask(HISTORY, asked(from, to));
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.message).toMatch(message);
  });

  it('says of every day that it cannot tell while bodies are down', async () => {
    const crippled = await testGateway(graph, engine, 'bodies');
    const { data, errors } = await crippled.ask(HISTORY, asked('2020-01-01', '2024-01-01'));
    await crippled.stop();
    expect(errors).toBeUndefined();
    expect((data as Shown).recognitionHistory.intervals).toMatchObject([
      { status: 'INDETERMINATE', reasons: [{ code: 'SUBGRAPH_UNAVAILABLE' }] },
    ]);
  });
});
