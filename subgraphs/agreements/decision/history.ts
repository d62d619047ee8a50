import type { Question } from '../../../schema/generated/question.ts';
import type { CompiledFacts } from './fact-set/compile.ts';
import { contextOf, nextChange, type Verdict, verdictOf } from './decide.ts';
import { evaluate, type Outcome } from './evaluate.ts';
import type { Evidence } from './fact-set/sources.ts';
import { addDays, type Civil } from './timeline/time.ts';

/** A stretch of days on which the answer is the same. */
export interface HistoryPeriod {
  /** First day. */
  readonly from: Civil;
  /** Last day, inclusive. */
  readonly to: Civil;
  readonly verdict: Verdict;
}

/**
 * The answers from the day asked about to the last day, inclusive: stretches that follow each other
 * without gap, of which neighbours differ. The knowledge is the same throughout.
 */
export function history(
  compiled: CompiledFacts,
  question: Question,
  to: Civil,
  evidence?: Evidence,
): HistoryPeriod[] {
  const context = contextOf(compiled, question, evidence);
  const periods: HistoryPeriod[] = [];
  let from = question.asOf;
  let outcome: Outcome = evaluate(context, context.day);
  for (;;) {
    const verdict = verdictOf(outcome);
    const change = nextChange(context, outcome);
    if (change === undefined || change.on > to) {
      periods.push({ from, to, verdict });
      return periods;
    }
    periods.push({ from, to: addDays(change.on, -1), verdict });
    ({ on: from, outcome } = change);
  }
}
