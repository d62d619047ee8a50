import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compile, decide, history } from '../../../../subgraphs/agreements/decision/index.ts';
import { addMonths, dayAfter } from '../../../../subgraphs/agreements/decision/timeline/time.ts';
import { daysToTry, verdict, worlds } from './generated.ts';
import { FACTS, QUESTION } from './recognised.ts';

/** Worlds tried; each is asked about on some dozens of days. */
const RUNS = { numRuns: 60 };

describe('the history of an answer', () => {
  it('is the stretches in which the single answers are the same', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 240 }), ({ facts, question }, months) => {
        const compiled = compile(facts);
        const from = addMonths(question.asOf, -(months % 60));
        const to = addMonths(from, months);
        const stretches = history(compiled, { ...question, asOf: from }, to);
        const on = (asOf: string): string => verdict(decide(compiled, { ...question, asOf }));

        expect([stretches[0]?.from, stretches.at(-1)?.to]).toEqual([from, to]);
        for (const [at, stretch] of stretches.entries()) {
          expect(stretch.from <= stretch.to).toBe(true);
          expect(on(stretch.from)).toBe(verdict(stretch.verdict));
          expect(on(stretch.to)).toBe(verdict(stretch.verdict));
          const next = stretches[at + 1];
          if (!next) continue;
          expect(next.from).toBe(dayAfter(stretch.to));
          expect(verdict(next.verdict)).not.toBe(verdict(stretch.verdict));
        }
        // Inside a stretch nothing happens, on none of the days on which something could.
        for (const day of daysToTry(facts, from).filter((one) => one <= to)) {
          const around = stretches.find((one) => one.from <= day && day <= one.to);
          expect(on(day)).toBe(around && verdict(around.verdict));
        }
      }),
      RUNS,
    );
  });

  it('tells the life of a certificate in order', () => {
    const stretches = history(compile(FACTS), { ...QUESTION, asOf: '2020-01-14' }, '2026-01-16');
    expect(stretches.map((one) => [one.from, one.to, one.verdict.status, ...one.verdict.reasons]))
      .toMatchInlineSnapshot(`
     [
       [
         "2020-01-14",
         "2020-01-14",
         "NOT_RECOGNISED",
         "CERT_NOT_YET_VALID",
       ],
       [
         "2020-01-15",
         "2023-06-19",
         "RECOGNISED",
         "RECOGNISED_BY_BILATERAL",
       ],
       [
         "2023-06-20",
         "2026-01-16",
         "INDETERMINATE",
         "STATUS_STALE",
       ],
     ]
    `);
  });

  it('of one day is one stretch', () => {
    const stretches = history(compile(FACTS), QUESTION, QUESTION.asOf);
    expect(stretches).toHaveLength(1);
    expect(stretches[0]).toMatchObject({ from: QUESTION.asOf, to: QUESTION.asOf });
  });
});
