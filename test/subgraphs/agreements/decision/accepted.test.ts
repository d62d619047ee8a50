import { numberKey } from '../../../../schema/spelling.ts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Agreement, Certificate, FactsDocument } from '../../../../schema/generated/facts.ts';
import {
  type AcceptedRoute,
  acceptedFrom,
  compile,
  decide,
  type Decision,
  decideEverywhere,
} from '../../../../subgraphs/agreements/decision/index.ts';
import { verdict, worlds } from './generated.ts';
import { ANNEX, FACTS, QUESTION } from './recognised.ts';
import { type Change, edit, type World } from './worlds.ts';

/** Worlds tried for each property. */
const RUNS = { numRuns: 25 };

/** Whether a territory is, or contains on some day, another one. */
function everCovers(facts: FactsDocument, outer: string, inner: string): boolean {
  const inside = new Set([outer]);
  for (const code of inside)
    for (const record of facts.territories ?? [])
      if (record.code === code)
        for (const { territory } of record.members ?? []) inside.add(territory);
  return inside.has(inner);
}

const admits = (list: readonly string[], value: string): boolean =>
  list.length === 0 || list.includes(value);

/** The routes of an answer that brought recognition. */
const successes = ({ status, route, annex, alternatives }: Decision) =>
  [{ status, route, annex }, ...alternatives].filter((one) => one.status.startsWith('RECOGNISED'));

const marketsIn = (facts: FactsDocument): string[] =>
  (facts.territories ?? []).map(({ code }) => code).sort();

describe('what a market accepts', () => {
  it('lists every route by which anything is recognised', () => {
    let recognised = 0;
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const compiled = compile(facts);
        for (const market of marketsIn(facts)) {
          const accepted = acceptedFrom(compiled, { ...question, market });
          for (const { number } of facts.certificates ?? []) {
            const answer = decide(compiled, { ...question, certificate: number, market });
            for (const { route, annex } of successes(answer)) {
              recognised += 1;
              const listed = accepted.filter((one) => one.route === route && one.annex === annex);
              const known = (facts.certificates ?? []).filter(
                (one) => numberKey(one.number) === numberKey(number),
              );
              const isFor = ({ schemes, issuers }: AcceptedRoute): boolean =>
                known.some(
                  ({ scheme, issuerTerritory }) =>
                    admits(schemes, scheme) &&
                    issuers.some(
                      ({ territory, state }) =>
                        state !== 'CLOSED' &&
                        (territory === null || everCovers(facts, territory, issuerTerritory)),
                    ),
                );
              expect(listed.some(isFor)).toBe(true);
            }
          }
        }
      }),
      RUNS,
    );
    expect(recognised).toBeGreaterThan(20);
  });

  it('lists nothing that is no route for a certificate of that territory and scheme', () => {
    let tried = 0;
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const [market = ''] = marketsIn(facts).filter((code) => code.length > 0);
        const { asOf, purpose } = question;
        const listed = acceptedFrom(compile(facts), { market, asOf, purpose });
        for (const { route, annex, schemes, sectors, issuers } of listed)
          for (const { territory } of issuers.filter(({ state }) => state === 'OPEN')) {
            const certificate: Certificate = {
              number: 'PROBE',
              issuer: 'PROBE-CB',
              issuerTerritory: territory ?? 'ZZ',
              scheme: schemes[0] ?? 'PROBE-SCHEME',
              issued: asOf,
              acceptedIntoProcess: asOf,
              sectors,
            };
            const world = compile({ ...facts, certificates: [certificate] });
            const answer = decide(world, {
              ...{ certificate: 'PROBE', market, asOf, purpose },
              product: { placedOnMarket: asOf },
            });
            // What the certificate itself fails by is decided before any route is looked at.
            if (answer.route === null) continue;
            tried += 1;
            const considered = [answer, ...answer.alternatives];
            expect(considered.map((one) => `${one.route} ${one.annex}`)).toContain(
              `${route} ${annex}`,
            );
          }
      }),
      RUNS,
    );
    expect(tried).toBeGreaterThan(20);
  });

  const standing = (...changes: Change[]) => {
    const recognised: World = { facts: FACTS, question: QUESTION };
    const { facts } = changes.reduce((world, change) => change(world), recognised);
    const { asOf, purpose } = QUESTION;
    const [route] = acceptedFrom(compile(facts), { market: 'BB', asOf, purpose }).filter(
      (one) => one.route === 'MRA',
    );
    return route?.issuers.map(({ territory, state, reasons }) => [territory, state, ...reasons]);
  };
  const mra = (patch: Partial<Agreement>) =>
    edit(
      'agreements',
      patch,
      FACTS.agreements.findIndex(({ id }) => id === 'MRA'),
    );

  it.each<[string, Change[], unknown]>([
    ['open', [], [['AA', 'OPEN']]],
    [
      'closed while the annex is suspended',
      [mra({ annexes: [{ ...ANNEX, suspensions: [{ from: '2019-01-01' }] }] })],
      [['AA', 'CLOSED', 'ANNEX_SUSPENDED']],
    ],
    [
      'unknown where the rules are',
      [mra({ annexes: [{ ...ANNEX, rulesUnknown: true }] })],
      [['AA', 'UNKNOWN', 'SECTOR_RULES_UNKNOWN']],
    ],
    [
      'open to earlier certificates where a sunset clause keeps them',
      [mra({ until: '2021-01-01', sunset: { issuedBefore: '2020-06-01', until: '2030-01-01' } })],
      [['AA', 'EARLIER', 'AGREEMENT_TERMINATED']],
    ],
    [
      'open to earlier certificates where the day of issue governs',
      [mra({ until: '2021-01-01', governingDate: 'ISSUED' })],
      [['AA', 'EARLIER', 'AGREEMENT_TERMINATED']],
    ],
    [
      'closed in the direction that no exchange opens',
      [mra({ exchanges: [{ issuer: 'BB', market: 'AA' }] })],
      [['AA', 'CLOSED', 'NO_IMPLEMENTING_EXCHANGE']],
    ],
  ])('is %s', (_, changes, expected) => {
    expect(standing(...changes)).toEqual(expected);
  });
});

describe('a certificate in every market', () => {
  it('is answered as in each market alone', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const compiled = compile(facts);
        const markets = marketsIn(facts);
        const everywhere = decideEverywhere(compiled, question, markets);
        for (const [at, market] of markets.entries()) {
          const alone = decide(compiled, { ...question, market });
          expect([verdict(everywhere[at] ?? alone), everywhere[at]?.changesOn]).toEqual([
            verdict(alone),
            alone.changesOn,
          ]);
        }
      }),
      RUNS,
    );
  });
});
