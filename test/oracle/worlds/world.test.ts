import { describe, expect, it } from '@jest/globals';
import { ALL_CODES } from '../codes.ts';
import { knowledgeTime, visibleAt } from '../conventions.ts';
import { compile, decide } from '../../../subgraphs/agreements/decision/index.ts';
import { schemaCheck } from '../schemas.ts';
import { world } from './world.ts';

/** Worlds in which every code is looked for. */
const MANY = 1_200;

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

const IDENTIFIED = [
  'schemes',
  'standards',
  'bodies',
  'accreditations',
  'agreements',
  'registers',
] as const;

describe('random worlds', () => {
  it('are the same for the same seed', () => {
    expect(world(7)).toEqual(world(7));
    expect(world(7)).not.toEqual(world(8));
  });

  it('hold nothing that the schemas of facts and questions forbid', () => {
    const facts = schemaCheck('facts');
    const question = schemaCheck('question');
    const faulty = SEEDS.map(world).filter(
      (made) =>
        !facts(made.facts) || !made.questions.every((asked) => question({ question: asked })),
    );
    expect(faulty.map(({ seed }) => seed)).toEqual([]);
  });

  it('keep ids unique among the records visible at any time', () => {
    const ambiguous = SEEDS.map(world).filter(({ facts, questions }) =>
      questions.some(({ knownAt }) => {
        const visible = visibleAt(facts, knowledgeTime(knownAt));
        return IDENTIFIED.some((kind) => {
          const ids = (visible[kind] ?? []).map(({ id }) => id);
          return ids.length !== new Set(ids).size;
        });
      }),
    );
    expect(ambiguous.map(({ seed }) => seed)).toEqual([]);
  });

  it('meet every status often, and nearly every reason code, in a few thousand questions', () => {
    const statuses: Record<string, number> = {};
    const codes = new Set<string>();
    let asked = 0;
    for (let seed = 1; seed <= MANY; seed += 1) {
      const made = world(seed);
      // The library answers as the oracle does (differential.test.ts), and faster.
      const compiled = compile(made.facts);
      for (const question of made.questions) {
        const answer = decide(compiled, question);
        asked += 1;
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        for (const { reasons } of [answer, ...answer.alternatives])
          for (const reason of reasons) codes.add(reason);
      }
    }
    const share = (status: string): number => (statuses[status] ?? 0) / asked;
    expect(share('RECOGNISED')).toBeGreaterThan(0.1);
    expect(share('RECOGNISED_WITH_CONDITIONS')).toBeGreaterThan(0.02);
    expect(share('INDETERMINATE')).toBeGreaterThan(0.05);
    expect(ALL_CODES.filter((code) => !codes.has(code)).length).toBeLessThan(6);
  });
});
