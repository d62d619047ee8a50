import type { Findings } from '../findings.ts';
import type { DecisionContext } from '../context.ts';

/** RULE §3 */
export function edition(
  { sources, standard, fold: state, day }: DecisionContext,
  found: Findings,
): void {
  if (standard === undefined) return;
  const record = sources
    .standard(standard)
    ?.editions.find((candidate) => candidate.edition === state.edition);
  if (record === undefined) return;
  const { transitionEndsOn, supersededOn, lastIssueOn } = record;
  if (day.reached(transitionEndsOn)) found.add('EDITION_WITHDRAWN');
  else if (day.reached(supersededOn)) found.add('EDITION_IN_TRANSITION');
  if (lastIssueOn !== undefined && lastIssueOn < state.decided)
    found.add('EDITION_ISSUED_AFTER_CUTOFF');
}
