import type { FactsDocument } from '../../../schema/generated/facts.ts';
import type { Question } from '../../../schema/generated/question.ts';
import { agreements } from './agreements.ts';
import {
  accreditations,
  approvals,
  bodies,
  catalogues,
  debarments,
  designations,
  measures,
  registers,
  schemes,
  signatories,
  standards,
  territories,
} from './background.ts';
import { certificates } from './certificates.ts';
import type { Draft } from './dice.ts';
import { Dice } from './dice.ts';
import { sprinkle } from './knowledge.ts';
import { tellStories } from './stories.ts';
import { question } from './questions.ts';
import { plot as drawPlot } from './vocabulary.ts';

/** Facts and questions about them. */
export interface World {
  readonly seed: number;
  readonly facts: FactsDocument;
  readonly questions: readonly Question[];
}

/** Enough to look at a world from several sides, few enough to see many worlds. */
export const QUESTIONS_PER_WORLD = 10;

/** The world of a seed: always the same. */
export const world = (seed: number): World => worldWith(seed, QUESTIONS_PER_WORLD);

/** The same with another number of questions; the first ones are the same. */
export function worldWith(seed: number, count: number): World {
  const dice = new Dice(seed);
  tellStories(dice);
  const plot = drawPlot(dice);
  const records: Record<string, Draft[]> = {
    territories: territories(dice),
    standards: standards(dice),
    schemes: schemes(dice, plot),
    bodies: bodies(dice, plot),
    approvals: approvals(dice, plot),
    accreditations: accreditations(dice, plot),
    signatories: signatories(dice, plot),
    agreements: agreements(dice, plot),
    designations: designations(dice, plot),
    catalogues: catalogues(dice, plot),
    debarments: debarments(dice, plot),
    measures: measures(dice, plot),
    registers: registers(dice, plot),
    certificates: certificates(dice, plot),
  };
  const facts = Object.fromEntries(
    Object.entries(records).map(([kind, list]) => [kind, dice.shuffle(sprinkle(dice, list, kind))]),
  );
  const numbers = (records['certificates'] ?? []).map(({ number }) => String(number));
  const instants = instantsIn(facts);
  const questions = dice.times(count, () => question(dice, plot, numbers, instants));
  return { seed, facts, questions: questions as unknown as Question[] };
}

function instantsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(instantsIn);
}
