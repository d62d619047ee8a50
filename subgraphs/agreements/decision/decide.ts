import type {
  Answer,
  AnswerAccepts,
  AnswerAlternative,
  Question,
} from '../../../schema/generated/question.ts';
import { compareTried, type Tried } from './combine.ts';
import type { CompiledFacts } from './compile.ts';
import { evaluate, type Outcome } from './evaluate.ts';
import { Inquiry } from './inquiry.ts';
import type { Route } from './route.ts';
import { type Evidence, Sources } from './sources.ts';
import { type Civil, Day, known, NEVER } from './time.ts';

/** An answer with the day and the knowledge for which it holds. */
export interface Decision extends Required<Answer> {
  readonly asOf: Civil;
  /** Null: everything recorded counted. */
  readonly knownAt: string | null;
}

export const inquire = (
  compiled: CompiledFacts,
  question: Question,
  evidence: Evidence = {},
): Inquiry => new Inquiry(question, new Sources(compiled, evidence, known(question.knownAt)));

/** Is the certificate recognised in the market on the day, as known then, for the purpose? */
export function decide(compiled: CompiledFacts, question: Question, evidence?: Evidence): Decision {
  const inquiry = inquire(compiled, question, evidence);
  const outcome = evaluate(inquiry, inquiry.day);
  const changesOn = nextChange(inquiry, outcome)?.on ?? null;
  return decisionOf(inquiry, outcome, changesOn);
}

export function decisionOf(
  { question, scheme }: Inquiry,
  outcome: Outcome,
  changesOn: Civil | null,
): Decision {
  return {
    ...verdictOf(outcome),
    changesOn,
    alternatives: inPreference(outcome, scheme?.levels ?? [])
      .filter((other) => other !== outcome.best && other.route.kind !== 'UNKNOWN')
      .map(alternative),
    asOf: question.asOf,
    knownAt: question.knownAt ?? null,
  };
}

/** The parts of an answer that make it the same answer or another one. */
export type Verdict = Pick<Decision, 'status' | 'reasons' | 'route' | 'annex' | 'accepts'>;

export const verdictOf = ({ status, reasons, best }: Outcome): Verdict => ({
  status,
  reasons: reasons.codes(),
  route: routeId(best?.route),
  annex: annexId(best?.route),
  accepts: acceptsOf(best),
});

/** Every route tried, the best first. */
export const inPreference = ({ routes }: Outcome, levels: readonly string[]): readonly Tried[] =>
  routes.length < 2 ? routes : [...routes].sort((one, other) => compareTried(one, other, levels));

const alternative = ({ route, status, reasons }: Tried): AnswerAlternative => ({
  route: routeId(route),
  annex: annexId(route),
  status,
  reasons: reasons.codes(),
});

/** How a route is reported: the agreement's id, or DOMESTIC. */
export function routeId(route: Route | undefined): string | null {
  if (route?.kind === 'AGREEMENT') return route.link.agreement.record.id;
  return route?.kind === 'DOMESTIC' ? 'DOMESTIC' : null;
}

export const annexId = (route: Route | undefined): string | null =>
  route?.kind === 'AGREEMENT' ? route.annexId : null;

function acceptsOf(best: Tried | undefined): AnswerAccepts | null {
  if (best?.status !== 'RECOGNISED' && best?.status !== 'RECOGNISED_WITH_CONDITIONS') return null;
  const { object, upToLevel } = best.route;
  return upToLevel === undefined ? { object } : { object, upToLevel };
}

/** A later day on which the answer is another one, and what it is then. */
export interface Change {
  readonly on: Civil;
  readonly outcome: Outcome;
}

/**
 * The first later day on which the answer differs, with the same knowledge. The answer holds until
 * the first date comes to bear that it looked at; so only such days are tried.
 */
export function nextChange(inquiry: Inquiry, outcome: Outcome): Change | undefined {
  for (let on = outcome.holdsUntil; on !== NEVER;) {
    const later = evaluate(inquiry, new Day(on));
    if (!isSame(outcome, later)) return { on, outcome: later };
    on = later.holdsUntil;
  }
  return undefined;
}

const isSame = (one: Outcome, other: Outcome): boolean =>
  one.status === other.status &&
  one.reasons.equals(other.reasons) &&
  routeId(one.best?.route) === routeId(other.best?.route) &&
  annexId(one.best?.route) === annexId(other.best?.route) &&
  acceptsTheSame(acceptsOf(one.best), acceptsOf(other.best));

const acceptsTheSame = (one: AnswerAccepts | null, other: AnswerAccepts | null): boolean =>
  one?.object === other?.object && one?.upToLevel === other?.upToLevel;
