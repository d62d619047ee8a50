import { describe, expect, it } from '@jest/globals';
import type { Question } from '../../../schema/generated/question.ts';
import { questionId, questionOf } from '../../../subgraphs/federation/question-id.ts';

const QUESTION: Question = {
  certificate: 'BSI-DSZ-CC-0517-2009',
  market: 'US',
  asOf: '2010-01-01',
  purpose: 'REGULATORY',
  product: { model: 'X', keys: ['b', 'a'], hs: '8518' },
};

/** An id made by hand, as another process or an attacker might. */
const idOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the id of a recognition', () => {
  it('is the question itself, whatever the order in which it was written', () => {
    const turned = {
      product: { keys: ['a', 'b'], hs: '8518', model: 'X' },
      purpose: QUESTION.purpose,
      asOf: QUESTION.asOf,
      market: QUESTION.market,
      certificate: QUESTION.certificate,
    };
    expect(questionId(turned)).toBe(questionId(QUESTION));
    expect(questionOf(questionId(QUESTION))).toEqual({
      ...QUESTION,
      product: { hs: '8518', keys: ['a', 'b'], model: 'X' },
    });
  });

  it('tells questions apart that differ in anything asked', () => {
    const product = { hs: '8518', keys: ['a', 'b'], model: 'X' };
    const others: Question[] = [
      QUESTION,
      { ...QUESTION, market: 'DE' },
      { ...QUESTION, asOf: '2010-01-02' },
      { ...QUESTION, knownAt: '2010-01-02T00:00:00.000Z' },
      { ...QUESTION, purpose: 'VOLUNTARY' },
      { ...QUESTION, presented: 'TEST_REPORT' },
      { ...QUESTION, claimed: { scheme: 'CCC' } },
      { ...QUESTION, signature: 'INVALID' },
    ];
    expect(new Set(others.map(questionId)).size).toBe(others.length);
    for (const question of others.slice(1))
      expect(questionOf(questionId(question))).toEqual({ ...question, product });
  });

  it('reads an id made in another process', () => {
    const question = { ...QUESTION, certificate: 'made elsewhere' };
    expect(questionOf(idOf(question))).toEqual(question);
  });

  it.each([
    'not base64 of JSON',
    idOf(null),
    idOf([]),
    idOf({ ...QUESTION, market: { $ne: 'US' } }),
    idOf({ ...QUESTION, asOf: '2010-02-30' }),
    idOf({ ...QUESTION, unavailable: ['certificates'] }),
    idOf({ ...QUESTION, unknown: 1 }),
  ])('refuses an id that is no question of ours: %s', (id) => {
    expect(() => questionOf(id)).toThrow(/not one of this hub/);
  });
});
