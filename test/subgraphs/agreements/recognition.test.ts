import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import type { FactKind } from '../../../facts/index.ts';
import { questionOf } from '../../../subgraphs/federation/question-id.ts';
import { testGraph, type TestGraph } from '../graph.ts';

const read = (name: string): FactsDocument =>
  JSON.parse(
    readFileSync(new URL(`../../../scripts/seed/data/${name}.json`, import.meta.url), 'utf8'),
  ) as FactsDocument;
const REAL = [read('agreements'), read('common-criteria'), read('china')];

/** A real certificate under CCRA. */
const BSI = 'BSI-DSZ-CC-0517-2009';

const ASK = `query ($question: RecognitionQuestion!) {
  recognition(question: $question) {
    id status reasons { code gate effect message zh: message(locale: zh) }
    asOf knownAt changesOn route { id } certificate { number level }
    question { certificate market asOf knownAt purpose presented signature product { hs keys } claimed { scheme } }
  }
}`;

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly reasons: readonly { readonly code: string }[];
  readonly asOf: string;
  readonly knownAt: string;
  readonly certificate: unknown;
  readonly question: unknown;
}

describe('recognition', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    for (const document of REAL)
      expect(await graph.load(document)).toMatchObject({ outcome: 'COMMITTED' });
  });
  afterAll(() => graph.close());

  const ask = async (question: Record<string, unknown>): Promise<Shown> => {
    const { data, messages } = await graph.ask(ASK, { question });
    expect(messages).toEqual([]);
    return (data as { recognition: Shown }).recognition;
  };

  it('answers for a real certificate with reasons in two languages', async () => {
    expect(await ask({ certificate: BSI, market: 'US', asOf: '2010-01-01' })).toMatchObject({
      status: 'RECOGNISED',
      reasons: [
        {
          code: 'RECOGNISED_BY_MULTILATERAL',
          gate: 'SUCCESS',
          effect: 'POSITIVE',
          message: 'Recognised under a multilateral agreement.',
          zh: '依多边安排承认。',
        },
      ],
      certificate: { number: BSI, level: 'EAL2' },
    });
  });

  it('answers the same as a field of the certificate', async () => {
    const { data } = await graph.ask(`{
      certificate(number: "${BSI}") { recognition(market: "US", asOf: "2010-01-01") { id status route { id } } }
    }`);
    const asked = await ask({ certificate: BSI, market: 'US', asOf: '2010-01-01' });
    expect(data).toEqual({
      certificate: { recognition: { id: asked.id, status: asked.status, route: { id: 'CCRA' } } },
    });
  });

  it('is asked for today and for everything known, unless the question says otherwise', async () => {
    const shown = await ask({ certificate: BSI, market: 'US' });
    expect(shown).toMatchObject({ asOf: '2026-11-23', knownAt: '2026-11-23T12:00:00.000Z' });
    expect(shown.question).toMatchObject({
      purpose: 'REGULATORY',
      knownAt: null,
      signature: 'NONE',
      product: null,
    });
    const then = await ask({ certificate: BSI, market: 'US', knownAt: '2020-05-01' });
    expect(then.knownAt).toBe('2020-05-01T23:59:59.999Z');
  });

  it('has an identity that is the question, so that it can be asked again', async () => {
    const question = {
      certificate: BSI,
      market: 'US',
      asOf: '2010-01-01',
      purpose: 'VOLUNTARY',
      product: { hs: '8471', keys: ['k'] },
      presented: 'CERTIFICATE',
      claimed: { scheme: 'COMMON_CRITERIA' },
    };
    const shown = await ask(question);
    expect(questionOf(shown.id)).toEqual(question);
    expect(shown.question).toMatchObject(question);
  });

  it('takes null for what is left out', async () => {
    const nulls = {
      asOf: null,
      knownAt: null,
      purpose: null,
      product: null,
      presented: null,
      claimed: null,
      signature: null,
    };
    expect((await ask({ certificate: BSI, market: 'US', ...nulls })).id).toBe(
      (await ask({ certificate: BSI, market: 'US' })).id,
    );
    const product = { hs: '8471', model: null, keys: null };
    expect((await ask({ certificate: BSI, market: 'US', product })).status).toMatch(/RECOGNISED/);
  });

  it('does not know a certificate that no register holds, and does not invent one', async () => {
    const shown = await ask({ certificate: 'NO SUCH NUMBER', market: 'US' });
    expect(shown).toMatchObject({
      status: 'INDETERMINATE',
      reasons: [{ code: 'CERT_NOT_FOUND' }, { code: 'REGISTER_COVERAGE_UNKNOWN' }],
      certificate: null,
    });
  });

  it('refuses at once what was presented with an invalid signature', async () => {
    const shown = await ask({ certificate: BSI, market: 'US', signature: 'INVALID' });
    expect(shown.reasons.map(({ code }) => code)).toEqual(['SIGNATURE_INVALID']);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a market nobody knows', { market: 'QQ' }, /"QQ" is no territory or market known/],
    ['a market that is no code', { market: 'Germany' }, /"Germany" is not a territory code/],
    ['a day that is not in the calendar', { asOf: '2023-02-29' }, /"2023-02-29" is not a date/],
    ['an instant with an offset', { knownAt: '2023-02-01T10:00:00+08:00' }, /is not an instant/],
    ['an empty number', { certificate: '' }, /question.certificate/],
    ['a number of 201 characters', { certificate: 'x'.repeat(201) }, /question.certificate/],
    ['a code of a product that is none', { product: { hs: '84.7' } }, /question.product.hs/],
    ['a product key named twice', { product: { keys: ['a', 'a'] } }, /question.product.keys/],
    ['an operator in place of a number', { certificate: { $ne: '' } }, /certificate/],
    ['what only the hub learns', { unavailable: ['certificates'] }, /unavailable/],
  ])('refuses %s, naming the field', async (_, part, message) => {
    const { codes, messages } = await graph.ask(ASK, {
      question: { certificate: BSI, market: 'US', ...part },
    });
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(messages[0]).toMatch(message);
  });

  it('takes 1,000 questions at once, and not one more', async () => {
    const batch =
      'query ($questions: [RecognitionQuestion!]!) { recognitions(questions: $questions) { status } }';
    const questions = Array.from({ length: 1_001 }, () => ({ certificate: BSI, market: 'US' }));
    const { codes, messages } = await graph.ask(batch, { questions });
    expect([codes, messages]).toEqual([
      ['BAD_USER_INPUT'],
      ['1001 questions; ask at most 1000 at once.'],
    ]);
    const { data } = await graph.ask(batch, { questions: questions.slice(1) });
    expect((data as { recognitions: unknown[] }).recognitions).toHaveLength(1_000);
    expect((await graph.ask(batch, { questions: [] })).data).toEqual({ recognitions: [] });
  });

  it('is the same through the port that attestations use', async () => {
    const questions = ['US', 'DE', 'CN', 'NZ'].map((market) => ({
      certificate: BSI,
      market,
      asOf: '2012-01-01',
      purpose: 'REGULATORY' as const,
    }));
    const recognised = await graph.recognise(questions);
    for (const [index, question] of questions.entries()) {
      const shown = await ask(question);
      expect(recognised[index]).toMatchObject({
        question,
        answer: { status: shown.status, reasons: shown.reasons.map(({ code }) => code) },
        certificate: { number: BSI },
        knownAt: '2026-11-23T12:00:00.000Z',
      });
    }
    const [unknown] = await graph.recognise([
      { ...questions[0], certificate: 'NO SUCH NUMBER' } as never,
    ]);
    expect(unknown).toMatchObject({ certificate: null, answer: { status: 'INDETERMINATE' } });
  });

  it('changes with what is committed, at once', async () => {
    const question = { certificate: 'NEW-1', market: 'NZ', asOf: '2026-06-01' };
    expect((await ask(question)).status).toBe('INDETERMINATE');
    await graph.load({
      schemes: [{ id: 'NEW', kind: 'VOLUNTARY_PRODUCT', territory: 'NZ' }],
      certificates: [
        {
          number: 'NEW-1',
          issuer: 'CB',
          issuerTerritory: 'NZ',
          scheme: 'NEW',
          issued: '2026-01-01',
        },
      ],
    });
    expect(await ask(question)).toMatchObject({
      status: 'RECOGNISED',
      reasons: [{ code: 'RECOGNISED_DOMESTIC' }],
    });
    await graph.load({
      certificates: [
        {
          number: 'NEW-1',
          issuer: 'CB',
          issuerTerritory: 'NZ',
          scheme: 'NEW',
          issued: '2026-01-01',
          events: [{ type: 'SUSPENDED', effectiveFrom: '2026-05-01' }],
        },
      ],
    });
    expect(await ask(question)).toMatchObject({
      status: 'NOT_RECOGNISED',
      reasons: [{ code: 'CERT_SUSPENDED' }],
    });
  });
});

describe('recognition while a source is lost', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
    for (const document of REAL) await graph.load(document);
  });
  afterAll(() => graph.close());

  const ask = async (question: Record<string, unknown>): Promise<Shown> => {
    const { data, messages } = await graph.ask(
      'query ($question: RecognitionQuestion!) { recognition(question: $question) { status reasons { code } } }',
      { question },
    );
    expect(messages).toEqual([]);
    return (data as { recognition: Shown }).recognition;
  };

  const needed: readonly FactKind[] = [
    'certificates',
    'registers',
    'bodies',
    'approvals',
    'debarments',
    'territories',
    'schemes',
    'standards',
    'catalogues',
    'agreements',
    'measures',
  ];
  it.each(needed)(
    'says that it cannot say when %s cannot be read, until they can',
    async (kind) => {
      const certificate = kind === 'registers' ? 'NO SUCH NUMBER' : BSI;
      const question = { certificate, market: 'US', asOf: '2010-01-01' };
      const before = await ask(question);
      const mend = graph.lose(kind);
      await graph.touch();
      const answer = await ask(question);
      expect(answer.status).toBe('INDETERMINATE');
      expect(answer.reasons.map(({ code }) => code)).toContain('SUBGRAPH_UNAVAILABLE');
      const [port] = await graph.recognise([{ ...question, purpose: 'REGULATORY' }]);
      expect(port?.answer.reasons).toEqual(answer.reasons.map(({ code }) => code));
      mend();
      expect(await ask(question)).toEqual(before);
    },
  );

  it('still refuses what is refused without the lost source', async () => {
    const mend = graph.lose('signatories');
    await graph.touch();
    const expired = await ask({
      certificate: 'SYN-9001',
      market: 'DE',
      asOf: '2027-01-01',
      purpose: 'VOLUNTARY',
    });
    expect(expired).toMatchObject({
      status: 'NOT_RECOGNISED',
      reasons: [{ code: 'CERT_EXPIRED' }],
    });
    mend();
  });
});
