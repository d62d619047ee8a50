import type { Question } from '../../../schema/generated/question.ts';
import type { CompiledFacts } from './fact-set/compile.ts';
import { inquire, nextChange, type Verdict, verdictOf } from './decide.ts';
import { evaluate, type Outcome } from './evaluate.ts';
import type { Evidence } from './fact-set/sources.ts';
import { addDays, type Civil } from './timeline/time.ts';

/** A stretch of days on which the answer is the same. */
export interface Stretch {
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
): Stretch[] {
  const inquiry = inquire(compiled, question, evidence);
  const stretches: Stretch[] = [];
  let from = question.asOf;
  let outcome: Outcome = evaluate(inquiry, inquiry.day);
  for (;;) {
    const verdict = verdictOf(outcome);
    const change = nextChange(inquiry, outcome);
    if (change === undefined || change.on > to) {
      stretches.push({ from, to, verdict });
      return stretches;
    }
    stretches.push({ from, to: addDays(change.on, -1), verdict });
    ({ on: from, outcome } = change);
  }
}
