import type { TerritoryCode } from '../../../schema/generated/facts.ts';
import type { Question } from '../../../schema/generated/question.ts';
import type { CompiledFacts } from './fact-set/compile.ts';
import { type Decision, decisionOf, nextChange } from './decide.ts';
import { evaluate } from './evaluate.ts';
import { DecisionContext } from './context.ts';
import { type Evidence, Sources } from './fact-set/sources.ts';
import { known } from './timeline/time.ts';

/** Decides one question for many markets, in their order, as `decide` does for each. */
export function decideEverywhere(
  compiled: CompiledFacts,
  question: Omit<Question, 'market'>,
  markets: readonly TerritoryCode[],
  evidence: Evidence = {},
): Decision[] {
  // What may be seen is the same for every market, and filed once.
  const sources = new Sources(compiled, evidence, known(question.knownAt), undefined);
  return markets.map((market) => {
    const context = new DecisionContext({ ...question, market }, sources);
    const outcome = evaluate(context, context.day);
    return decisionOf(context, outcome, nextChange(context, outcome)?.on ?? null);
  });
}
