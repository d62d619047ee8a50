import type { Question } from '../../../schema/generated/question.ts';
import type { CompiledFacts } from './fact-set/compile.ts';
import {
  annexId,
  type Change,
  type Decision,
  decisionOf,
  inPreference,
  contextOf,
  nextChange,
  routeId,
  type Verdict,
  verdictOf,
} from './decide.ts';
import { evaluate, type Outcome } from './evaluate.ts';
import { reasonsWith } from './findings.ts';
import { reported } from './combine.ts';
import type { DecisionContext } from './context.ts';
import type { Reason } from './reasons.ts';
import { type Digest, ReliedFacts } from './relied.ts';
import type { Route, Status } from './route.ts';
import type { Evidence } from './fact-set/sources.ts';
import type { Civil } from './timeline/time.ts';
import { type GateReport, GateTrace, reasonsOf } from './trace.ts';

/** One route that was considered: how far it came, and what it missed if it failed. */
export interface RouteReport {
  readonly route: string | null;
  readonly annex: string | null;
  readonly status: Status;
  readonly reasons: readonly Reason[];
  readonly gates: readonly GateReport[];
  /** The gate that refused and why; null: none did. */
  readonly miss: GateReport | null;
}

/** Why the answer will change: what it is then, and which reasons go and come. */
export interface ChangeReport {
  readonly on: Civil;
  readonly then: Verdict;
  readonly gone: readonly Reason[];
  readonly new: readonly Reason[];
}

/** An answer with all that led to it. Texts are in each reason, in English and Chinese. */
export interface Explanation {
  readonly answer: Decision;
  readonly reasons: readonly Reason[];
  /** Gates 1 to 5a, which look at the certificate itself. */
  readonly gates: readonly GateReport[];
  /** Every route considered, the one that counts first. */
  readonly routes: readonly RouteReport[];
  /** What must be met for the recognition to hold. */
  readonly conditions: readonly Reason[];
  readonly change: ChangeReport | null;
}

/**
 * Decides as `decide` does and says how: the same rules run once more with a trace. With `digest`
 * every fact relied on carries the digest of its record.
 */
export function explain(
  compiled: CompiledFacts,
  question: Question,
  evidence?: Evidence,
  digest?: Digest,
): Explanation {
  const relied = new ReliedFacts(digest);
  const context = contextOf(compiled, question, evidence, (kind, record) => {
    relied.add(kind, record);
  });
  const trace = new GateTrace(context, relied);
  const outcome = evaluate(context, context.day, trace);
  const change = nextChange(context, outcome);
  return {
    answer: decisionOf(context, outcome, change?.on ?? null),
    reasons: reasonsOf(outcome.reasons),
    gates: trace.certificate,
    routes: routesOf(context, outcome, trace),
    conditions: reasonsOf(outcome.reasons.only(CONDITION)),
    change: change === undefined ? null : changeReport(outcome, change),
  };
}

const CONDITION = reasonsWith('condition');

const routesOf = (context: DecisionContext, outcome: Outcome, trace: GateTrace): RouteReport[] =>
  inPreference(outcome, context.scheme?.levels ?? []).map((route) =>
    routeReport(route, trace.routes.get(route) ?? []),
  );

const routeReport = (route: Route, gates: readonly GateReport[]): RouteReport => ({
  route: routeId(route),
  annex: annexId(route),
  status: route.status,
  reasons: reasonsOf(reported(route.status, route.findings)),
  gates,
  miss: gates.find(({ result }) => result === 'FAILED') ?? null,
});

const changeReport = (now: Outcome, { on, outcome: then }: Change): ChangeReport => ({
  on,
  then: verdictOf(then),
  gone: reasonsOf(now.reasons.without(then.reasons)),
  new: reasonsOf(then.reasons.without(now.reasons)),
});
