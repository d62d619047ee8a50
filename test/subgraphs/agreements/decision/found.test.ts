import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { bundledFacts } from '../../../../scripts/seed/documents.ts';
import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import type { Question } from '../../../../schema/generated/question.ts';
import { compile, decide, type Decision } from '../../../../subgraphs/agreements/decision/index.ts';

interface Found {
  readonly facts?: FactsDocument;
  readonly facts_on_bundled_seed?: FactsDocument;
  readonly question?: Question;
  readonly questions?: readonly Question[];
}

const found = (name: string): Found =>
  JSON.parse(
    readFileSync(new URL(`../../../fixtures/found/${name}.json`, import.meta.url), 'utf8'),
  ) as Found;

const added = (one: FactsDocument, other: FactsDocument): FactsDocument =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .map((kind) => [
        kind,
        [Reflect.get(one, kind) as unknown, Reflect.get(other, kind) as unknown]
          .filter(Array.isArray)
          .flat(),
      ])
      .filter(([, records]) => (records as unknown[]).length > 0),
  ) as FactsDocument;

async function answers(name: string): Promise<Decision[]> {
  const { facts, facts_on_bundled_seed: more, question, questions = [] } = found(name);
  const compiled = compile(more ? added(await bundledFacts(), more) : (facts ?? {}));
  return [...(question ? [question] : []), ...questions].map((one) => decide(compiled, one));
}

const reasons = async (name: string): Promise<(readonly string[])[]> =>
  (await answers(name)).map((answer) => answer.reasons);

describe('inputs on which an earlier hub failed', () => {
  it('spellings of a number in a complete register, and numbers that only look like it', async () => {
    const home = ['RECOGNISED_DOMESTIC'];
    const alike = ['CERT_NUMBER_RESEMBLES', 'CERT_NOT_FOUND'];
    expect(await reasons('03-absent-from-complete-register')).toEqual([
      ...[home, home, home, home, home],
      ...[alike, alike],
    ]);
  });

  it('a transfer on the day on which the old certificate ends', async () => {
    expect(await reasons('06-transfer-same-day')).toEqual([
      ['CERT_TRANSFERRED', 'RECOGNISED_DOMESTIC'],
    ]);
  });

  it('codes that are too coarse', async () => {
    expect(await reasons('07-hs-granularity')).toEqual([
      ['PRODUCT_CODE_TOO_COARSE'],
      ['PRODUCT_CODE_TOO_COARSE'],
      ['CERT_SCOPE_MISMATCH'],
    ]);
  });

  it('arrangements', async () => {
    const [card, eucc, japan, states, telecom] = await answers('12-arrangements');
    expect(card?.reasons).toEqual([
      'LEVEL_PARTIAL',
      'DOMAIN_NOT_COVERED',
      'RECOGNISED_BY_MULTILATERAL',
    ]);
    expect(eucc).toMatchObject({
      route: 'CCRA',
      reasons: ['LEVEL_PARTIAL', 'RECOGNISED_BY_MULTILATERAL'],
    });
    for (const one of [japan, states])
      expect(one?.reasons).toEqual(['NATIONAL_DIFFERENCES_REQUIRED', 'RECOGNISED_BY_MULTILATERAL']);
    expect(telecom?.reasons).toEqual(['RECOGNISED_BY_MULTILATERAL']);
  });

  it('markets of the United Kingdom', async () => {
    const [great, whole, lifts, abroad, northern] = await answers('10-uk-markets');
    expect(great?.reasons).toEqual(['RECOGNISED_DOMESTIC']);
    expect(whole?.reasons).toEqual(['MARKET_DIVIDED']);
    expect(lifts).toMatchObject({ status: 'NOT_RECOGNISED', reasons: ['CAB_SCOPE_EXCEEDED'] });
    expect(abroad).toMatchObject({ route: 'UK-US-MRA', reasons: ['SECTOR_RULES_UNKNOWN'] });
    expect(northern).toMatchObject({ route: 'GB-NI-GOODS', reasons: ['SECTOR_RULES_UNKNOWN'] });
  });
});
