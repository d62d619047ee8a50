import type { DecisionContext } from './context.ts';
import { lifeOf } from './fact-set/life.ts';
import type { LifecycleRecord, PreparedLifecycle } from './fact-set/prepared/life.ts';
import type { Day } from './timeline/time.ts';

/**
 * The agreement and those that it took over from, transitively, as long as their records go on
 * counting (RULE §8).
 */
export function familyOf(
  { sources, day }: DecisionContext,
  agreement: string,
): ReadonlySet<string> {
  const family = new Set([agreement]);
  for (const member of family)
    for (const { record } of sources.predecessors(member))
      if (!day.reached(record.successor?.recordsValidUntil)) family.add(record.id);
  return family;
}

type OfAgreement = PreparedLifecycle<LifecycleRecord & { readonly agreement: string }>;

/** Own first: once the agreement has a record of its own that has begun, only its own count. */
export function ownFirst<T extends OfAgreement>(
  records: readonly T[],
  agreement: string,
  day: Day,
): readonly T[] {
  const own = records.filter(({ record }) => record.agreement === agreement);
  return own.some((record) => lifeOf(record, day) !== 'FUTURE') ? own : records;
}
