import { describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import type { Answer } from '../../schema/generated/question.ts';
import { effectOf } from './codes.ts';
import { addDays, instant, knowledgeTime, visibleAt } from './conventions.ts';
import { answerOn, evaluate } from './evaluate.ts';
import { Dice } from './worlds/dice.ts';
import { world } from './worlds/world.ts';

/** The invariants (a) to (g) of RULE.md, held against the rule's own text on random worlds. */
const WORLDS = Array.from({ length: 25 }, (_, index) => world(10_001 + index));
const QUESTIONS = WORLDS.flatMap(({ seed, facts, questions }) =>
  questions.slice(0, 4).map((question) => ({ seed, facts, question })),
);

type Asked = (typeof QUESTIONS)[number];

/** The questions for which a statement does not hold. */
function against(holds: (asked: Asked) => boolean): unknown[] {
  return QUESTIONS.filter((asked) => !holds(asked)).map(({ seed, question }) => ({
    seed,
    question,
  }));
}

/** Every so many days are looked at between those that the facts name; with INVARIANT_DAYS=1 every one. */
const STRIDE = Number(process.env['INVARIANT_DAYS'] ?? 12);

/** Days from the first to the one before the last: those that facts name, their neighbours, and some between. */
function daysBetween(first: string, last: string, facts: FactsDocument): string[] {
  const named = new Set(
    (JSON.stringify(facts).match(/\d{4}-\d{2}-\d{2}/g) ?? []).flatMap((day) =>
      [-1, 0, 1].map((by) => addDays(day, by)),
    ),
  );
  const days: string[] = [];
  for (let day = first, count = 0; day < last; day = addDays(day, 1), count += 1)
    if (count % STRIDE === 0 || named.has(day) || addDays(day, 1) === last) days.push(day);
  return days;
}

const withoutAlternatives = ({ status, reasons, route, annex, accepts }: Answer): string =>
  JSON.stringify([status, reasons, route, annex, accepts]);

describe('the rule keeps its invariants', () => {
  it('(a) only recognised answers carry pos codes or accepts; con codes exactly when conditional', () => {
    expect(
      against(({ facts, question }) => {
        const answer = evaluate(facts, question);
        const has = (effect: string): boolean =>
          answer.reasons.some((code) => effectOf(code) === effect);
        const recognised = answer.status.startsWith('RECOGNISED');
        return (
          (recognised || !has('pos')) &&
          recognised === (answer.accepts !== null) &&
          has('con') === (answer.status === 'RECOGNISED_WITH_CONDITIONS')
        );
      }),
    ).toEqual([]);
  });

  it('(b) between two neighbouring instants of recording or retraction, knowledge changes nothing', () => {
    expect(
      against(({ seed, facts, question }) => {
        const instants = [...new Set(instantsOf(facts))].sort();
        const index = seed % (instants.length - 1);
        const [from, next] = [instants[index], instants[index + 1]];
        if (from === undefined || next === undefined) return true;
        const justBefore = new Date(Date.parse(next) - 1).toISOString();
        const [first, last] = [from, justBefore].map((knownAt) =>
          JSON.stringify(evaluate(facts, { ...question, knownAt })),
        );
        return first === last;
      }),
    ).toEqual([]);
  });

  it('(c) the answer is constant from D to the day before changesOn and differs on it', () => {
    expect(
      against(({ facts, question }) => {
        if (question.purpose === 'REGULATORY') return true;
        const visible = visibleAt(facts, knowledgeTime(question.knownAt));
        const on = (day: string): string =>
          withoutAlternatives(answerOn({ facts: visible, question, day }));
        const now = on(question.asOf);
        const changesOn = evaluate(facts, question).changesOn;
        const last = changesOn ?? addDays(question.asOf, 600);
        for (const day of daysBetween(question.asOf, last, facts))
          if (on(day) !== now) return false;
        return changesOn === null || on(changesOn) !== now;
      }),
    ).toEqual([]);
  });

  it('(d) an agreement with no party for one side changes nothing', () => {
    expect(
      against(({ facts, question }) => {
        const stranger = {
          id: 'A-NEW',
          kind: 'MULTILATERAL',
          parties: [{ territory: 'XX' }],
          annexes: [{ id: 'X1' }],
        } as const;
        const more: FactsDocument = {
          ...facts,
          agreements: [...(facts.agreements ?? []), stranger],
        };
        return (
          JSON.stringify(evaluate(more, question)) === JSON.stringify(evaluate(facts, question))
        );
      }),
    ).toEqual([]);
  });

  it('(d) a new agreement without predecessor or successor never lowers the status', () => {
    const order = ['NOT_RECOGNISED', 'INDETERMINATE', 'RECOGNISED_WITH_CONDITIONS', 'RECOGNISED'];
    expect(
      against(({ seed, facts, question }) => {
        const others = world(seed + 500_000).facts.agreements ?? [];
        const added = others.map(({ successor, ...agreement }, index) => ({
          ...agreement,
          id: `${agreement.id}-${index}`,
          ...(successor === undefined ? {} : { note: 'without its successor' }),
        }));
        const more: FactsDocument = {
          ...facts,
          agreements: [...(facts.agreements ?? []), ...added],
        };
        const status = (given: FactsDocument): number =>
          order.indexOf(evaluate(given, question).status);
        return status(more) >= status(facts);
      }),
    ).toEqual([]);
  });

  it('(g) the order of arrays does not matter, except levels, legacy and events', () => {
    expect(
      against(({ seed, facts, question }) => {
        const other = shuffled(new Dice(seed), facts) as FactsDocument;
        return (
          JSON.stringify(evaluate(other, question)) === JSON.stringify(evaluate(facts, question))
        );
      }),
    ).toEqual([]);
  });
});

const ORDERED = ['levels', 'legacy', 'events'];

function shuffled(dice: Dice, value: unknown): unknown {
  if (Array.isArray(value)) return dice.shuffle<unknown>(value).map((item) => shuffled(dice, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      ORDERED.includes(key) ? (inner as unknown) : shuffled(dice, inner),
    ]),
  );
}

/** Every instant at which something becomes known or is given up. */
function instantsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { recordedAt, effectiveFrom, retractedAt } = value as {
    recordedAt?: string;
    effectiveFrom?: string;
    retractedAt?: string;
  };
  const here = [recordedAt, effectiveFrom, retractedAt].flatMap((text) => text ?? []);
  return [...here.map(instant), ...Object.values(value).flatMap(instantsOf)];
}
