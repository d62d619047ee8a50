import { fullInstant } from '../../../../schema/knowledge.ts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Agreement, FactsDocument } from '../../../../schema/generated/facts.ts';
import type { Question } from '../../../../schema/generated/question.ts';
import {
  compile,
  decide,
  type Decision,
  explain,
  REASONS,
} from '../../../../subgraphs/agreements/decision/index.ts';
import { dayAfter } from '../../../../subgraphs/agreements/decision/timeline/time.ts';
import { daysToTry, verdict, worlds } from './generated.ts';
import { renamed } from './renamed.ts';
import type { World } from './worlds.ts';

/** Worlds tried for each property: enough to meet every gate, few enough to run with every test. */
const RUNS = { numRuns: 60 };
/** For properties that ask many questions about each world. */
const FEWER_RUNS = { numRuns: 25 };

/** Days walked through one by one after the day asked about. */
const MOST_DAYS = 400;

const answer = ({ facts, question }: World): Decision => decide(compile(facts), question);

const has = ({ reasons }: Decision, effect: string): boolean =>
  reasons.some((code) => REASONS[code].effect === effect);

/** Every instant at which something in the facts becomes known or ceases to be. */
function instantsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    ['recordedAt', 'retractedAt', 'effectiveFrom'].includes(name)
      ? [fullInstant(item as string)]
      : instantsIn(item),
  );
}

/** Lists in which the order is said to matter, or in which the first of equals counts. */
const ORDERED = new Set(['levels', 'legacy', 'events', 'parties', 'domains']);

function shuffled<T>(value: T, pick: (below: number) => number, name = ''): T {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, shuffled(item as unknown, pick, key)]),
    ) as T;
  const items = value.map((item: unknown) => shuffled(item, pick));
  if (!ORDERED.has(name))
    for (let at = items.length - 1; at > 0; at -= 1) {
      const other = pick(at + 1);
      [items[at], items[other]] = [items[other], items[at]];
    }
  return items as T;
}

const RANK = ['NOT_RECOGNISED', 'INDETERMINATE', 'RECOGNISED_WITH_CONDITIONS', 'RECOGNISED'];
const rank = ({ status }: Decision): number => RANK.indexOf(status);

const withoutSuccessor = (agreement: Agreement): Agreement =>
  Object.fromEntries(
    Object.entries(agreement).filter(([name]) => name !== 'successor'),
  ) as unknown as Agreement;

const withAgreement = (facts: FactsDocument, agreement: Agreement): FactsDocument => ({
  ...facts,
  agreements: [...(facts.agreements ?? []), agreement],
});

describe('on any world', () => {
  it('(a) only recognised answers say why or what is accepted; conditions make them conditional', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const found = answer(world);
        const recognised = found.status.startsWith('RECOGNISED');
        expect(found.accepts !== null).toBe(recognised);
        if (!recognised) expect(has(found, 'positive')).toBe(false);
        expect(has(found, 'condition')).toBe(found.status === 'RECOGNISED_WITH_CONDITIONS');
        expect(has(found, 'negative')).toBe(found.status === 'NOT_RECOGNISED');
        expect(has(found, 'indeterminate')).toBe(found.status === 'INDETERMINATE');
      }),
      RUNS,
    );
  });

  it('(b) knowing more changes an answer only through a fact recorded or retracted in between', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), ({ facts, question }, place) => {
        const instants = [...new Set(instantsIn(facts))].sort();
        fc.pre(instants.length > 1);
        const at = place % (instants.length - 1);
        const [from = '', next = ''] = instants.slice(at, at + 2);
        const justBefore = new Date(Date.parse(next) - 1).toISOString();
        const compiled = compile(facts);
        const [first, last] = [from, justBefore].map((knownAt) => ({
          ...decide(compiled, { ...question, knownAt }),
          knownAt: null,
        }));
        expect(first).toEqual(last);
      }),
      RUNS,
    );
  });

  it('(c) changesOn is the first of all days that could matter on which the answer is another', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const compiled = compile(facts);
        const now = decide(compiled, question);
        const differs = (asOf: string): boolean =>
          verdict(decide(compiled, { ...question, asOf })) !== verdict(now);
        expect(now.changesOn).toBe(daysToTry(facts, question.asOf).find(differs) ?? null);
      }),
      FEWER_RUNS,
    );
  });

  it('(c) on no day before changesOn the answer is another', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const compiled = compile(facts);
        const now = decide(compiled, question);
        const end = now.changesOn ?? '2031-01-01';
        const differing: string[] = [];
        let asOf = question.asOf;
        for (let left = MOST_DAYS; asOf < end && left > 0; left -= 1) {
          if (verdict(decide(compiled, { ...question, asOf })) !== verdict(now))
            differing.push(asOf);
          asOf = dayAfter(asOf);
        }
        expect(differing).toEqual([]);
      }),
      FEWER_RUNS,
    );
  });

  it('(d) an agreement with no party for one side changes nothing', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const elsewhere: Agreement = {
          id: 'ELSEWHERE',
          kind: 'MULTILATERAL',
          parties: [{ territory: question.market }, { territory: 'NOWHERE' }],
          annexes: [{ id: 'ANY' }],
        };
        expect(answer({ facts: withAgreement(facts, elsewhere), question })).toEqual(
          answer({ facts, question }),
        );
      }),
      RUNS,
    );
  });

  it('(d) a new agreement, succeeding none and succeeded by none, never lowers the status', () => {
    fc.assert(
      fc.property(worlds, worlds, ({ facts, question }, other) => {
        const before = answer({ facts, question });
        for (const agreement of other.facts.agreements ?? []) {
          const fresh = { ...withoutSuccessor(agreement), id: 'FRESH' };
          const after = answer({ facts: withAgreement(facts, fresh), question });
          expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
        }
      }),
      RUNS,
    );
  });

  it('(e) what opens the other direction says nothing of this one', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const { market } = question;
        const opened = (facts.agreements ?? []).map((agreement) => ({
          ...agreement,
          exchanges: [...(agreement.exchanges ?? []), { issuer: market, market: 'NOWHERE' }],
        }));
        const approvals = [
          ...(facts.approvals ?? []),
          { body: 'BODY-OF-THE-MARKET', territory: 'NOWHERE' },
        ];
        expect(answer({ facts: { ...facts, agreements: opened, approvals }, question })).toEqual(
          answer({ facts, question }),
        );
      }),
      RUNS,
    );
  });

  it('(g) the order of facts and of list items does not matter', () => {
    fc.assert(
      fc.property(worlds, fc.gen(), ({ facts, question }, gen) => {
        const pick = (below: number): number => gen(fc.nat, below - 1);
        expect(answer({ facts: shuffled(facts, pick), question })).toEqual(
          answer({ facts, question }),
        );
      }),
      RUNS,
    );
  });

  it('names do not matter', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        expect(answer({ facts: renamed(facts), question: renamed(question) })).toEqual(
          renamed(answer({ facts, question })),
        );
      }),
      RUNS,
    );
  });

  it('what standards and schemes correspond to elsewhere decides nothing', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const standards = (facts.standards ?? []).map((standard) => ({
          ...standard,
          equivalents: [{ standard: 'T1', degree: 'IDT', from: '2018-01-01' }] as const,
        }));
        const schemes = (facts.schemes ?? []).map((scheme) => ({
          ...scheme,
          counterparts: [{ scheme: 'S1', until: '2022-01-01' }],
        }));
        expect(answer({ facts: { ...facts, standards, schemes }, question })).toEqual(
          answer({ facts, question }),
        );
      }),
      RUNS,
    );
  });

  it('an explanation gives the answer that it explains', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const compiled = compile(facts);
        expect(explain(compiled, question).answer).toEqual(decide(compiled, question));
      }),
      RUNS,
    );
  });

  it('facts brought as evidence count as if they had been compiled', () => {
    fc.assert(
      fc.property(worlds, ({ facts, question }) => {
        const { certificates = [], registers = [], bodies = [], approvals = [], ...others } = facts;
        const { accreditations = [], signatories = [], designations = [], ...more } = others;
        const { debarments = [], ...compiled } = more;
        const bodyFacts = { bodies, approvals, accreditations, signatories, designations };
        const evidence = { certificates, registers, debarments, ...bodyFacts };
        expect(decide(compile(compiled), question, evidence)).toEqual(answer({ facts, question }));
      }),
      RUNS,
    );
  });

  it('compiling on what was compiled before gives the same answers', () => {
    fc.assert(
      fc.property(worlds, worlds, ({ facts, question }, other) => {
        const before = compile(
          withAgreement(facts, { id: 'GONE', kind: 'BILATERAL', annexes: [] }),
        );
        decide(before, question);
        decide(before, other.question);
        expect(decide(compile(facts, before), question)).toEqual(answer({ facts, question }));
      }),
      RUNS,
    );
  });
});

describe('two agreements with one territory in common', () => {
  const between = (id: string, one: string, other: string): Agreement => ({
    id,
    kind: 'BILATERAL',
    parties: [{ territory: one }, { territory: other }],
    annexes: [{ id: 'ALL' }],
  });
  const ask = (home: string, market: string, agreements: Agreement[]): Decision => {
    const certificate = {
      number: 'C1',
      issuer: 'CB1',
      issuerTerritory: home,
      scheme: 'S1',
      issued: '2020-01-01',
    };
    const question: Question = {
      certificate: 'C1',
      market,
      asOf: '2021-01-01',
      purpose: 'REGULATORY',
    };
    return answer({ facts: { agreements, certificates: [certificate] }, question });
  };
  const agreements = [between('A-B', 'AA', 'BB'), between('B-C', 'BB', 'CC')];

  it('(f) do not join the other two', () => {
    expect(ask('AA', 'BB', agreements).status).toBe('RECOGNISED');
    expect(ask('BB', 'CC', agreements).status).toBe('RECOGNISED');
    expect(ask('AA', 'CC', agreements).reasons).toEqual(['NO_AGREEMENT']);
  });

  it('(e) nor does a direction follow from its reverse', () => {
    const oneWay: Agreement = {
      ...between('A-B', 'AA', 'BB'),
      parties: [{ territory: 'AA' }, { territory: 'BB', role: 'CONSUMING' }],
    };
    expect(ask('AA', 'BB', [oneWay]).status).toBe('RECOGNISED');
    expect(ask('BB', 'AA', [oneWay]).reasons).toEqual(['PARTY_ROLE_CONSUMING_ONLY']);
  });
});
