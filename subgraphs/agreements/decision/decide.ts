import type {
  Answer,
  AnswerAccepts,
  AnswerAlternative,
  Question,
} from '../../../schema/generated/question.ts';
import { compareRoutes, isRecognised, reported } from './combine.ts';
import type { CompiledFacts } from './fact-set/compile.ts';
import { evaluate, type Outcome } from './evaluate.ts';
import { DecisionContext } from './context.ts';
import type { Route } from './route.ts';
import { type Evidence, type ReliedListener, Sources } from './fact-set/sources.ts';
import { type Civil, Day, known, NEVER } from './timeline/time.ts';

/** An answer with the day and the knowledge for which it holds. */
export interface Decision extends Required<Answer> {
  readonly asOf: Civil;
  /** Null: everything recorded counted. */
  readonly knownAt: string | null;
}

/** The question with the facts that it may see; `relied` is told of those that it looks at. */
export const contextOf = (
  compiled: CompiledFacts,
  question: Question,
  evidence: Evidence = {},
  relied?: ReliedListener,
): DecisionContext =>
  new DecisionContext(question, new Sources(compiled, evidence, known(question.knownAt), relied));

/** Is the certificate recognised in the market on the day, as known then, for the purpose? */
export function decide(compiled: CompiledFacts, question: Question, evidence?: Evidence): Decision {
  const context = contextOf(compiled, question, evidence);
  const outcome = evaluate(context, context.day);
  const changesOn = nextChange(context, outcome)?.on ?? null;
  return decisionOf(context, outcome, changesOn);
}

export function decisionOf(
  { question, scheme }: DecisionContext,
  outcome: Outcome,
  changesOn: Civil | null,
): Decision {
  const { status, route, annex, reasons, accepts } = verdictOf(outcome);
  const alternatives: AnswerAlternative[] = [];
  for (const other of inPreference(outcome, scheme?.levels ?? []))
    if (other !== outcome.leading && other.kind !== 'UNKNOWN')
      alternatives.push(alternativeOf(other));
  return {
    status,
    reasons,
    route,
    annex,
    accepts,
    changesOn,
    alternatives,
    asOf: question.asOf,
    knownAt: question.knownAt ?? null,
  };
}

/** The parts of an answer that make it the same answer or another one. */
export type Verdict = Pick<Decision, 'status' | 'reasons' | 'route' | 'annex' | 'accepts'>;

export const verdictOf = ({ status, reasons, best }: Outcome): Verdict => ({
  status,
  reasons: reasons.codes(),
  route: routeId(best),
  annex: annexId(best),
  accepts: acceptsOf(best),
});

/** Every route tried, the best first. */
export const inPreference = ({ routes }: Outcome, levels: readonly string[]): readonly Route[] =>
  routes.length < 2 ? routes : routes.toSorted((one, other) => compareRoutes(one, other, levels));

const alternativeOf = (route: Route): AnswerAlternative => ({
  route: routeId(route),
  annex: annexId(route),
  status: route.status,
  reasons: reported(route.status, route.findings).codes(),
});

/** How a route is reported: the agreement's id, or DOMESTIC. */
export function routeId(route: Route | undefined): string | null {
  if (route?.kind === 'AGREEMENT') return route.link.agreement.record.id;
  return route?.kind === 'DOMESTIC' ? 'DOMESTIC' : null;
}

export const annexId = (route: Route | undefined): string | null =>
  route?.kind === 'AGREEMENT' ? route.annexId : null;

function acceptsOf(best: Route | undefined): AnswerAccepts | null {
  if (best === undefined || !isRecognised(best.status)) return null;
  const { object, upToLevel } = best;
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
export function nextChange(context: DecisionContext, outcome: Outcome): Change | undefined {
  for (let on = outcome.holdsUntil; on !== NEVER;) {
    const later = evaluate(context, new Day(on));
    if (!isSame(outcome, later)) return { on, outcome: later };
    on = later.holdsUntil;
  }
  return undefined;
}

/** The status follows from the reasons. */
const isSame = (one: Outcome, other: Outcome): boolean =>
  one.reasons.equals(other.reasons) &&
  routeId(one.best) === routeId(other.best) &&
  annexId(one.best) === annexId(other.best) &&
  acceptsTheSame(acceptsOf(one.best), acceptsOf(other.best));

const acceptsTheSame = (one: AnswerAccepts | null, other: AnswerAccepts | null): boolean =>
  one?.object === other?.object && one?.upToLevel === other?.upToLevel;
