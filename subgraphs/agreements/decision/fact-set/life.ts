import type { LifecycleRecord, PreparedLifecycle } from './prepared/life.ts';
import type { Civil, Day } from '../timeline/time.ts';

/** RULE §0: life(record, d). */
export type Life = 'FUTURE' | 'ACTIVE' | 'SUSPENDED' | 'WITHDRAWN' | 'EXPIRED';

/** RULE §0: life(record, d): the events up to the day, then the end of the interval. */
export function lifeOf({ record, events }: PreparedLifecycle<LifecycleRecord>, day: Day): Life {
  if (record.from !== undefined && !day.reached(record.from)) return 'FUTURE';
  let life: Life = 'ACTIVE';
  for (const { type, effectiveFrom } of events) {
    if (!day.reached(effectiveFrom)) break;
    life = type === 'RESTORED' ? 'ACTIVE' : type;
  }
  if (life === 'WITHDRAWN') return life;
  return day.reached(record.until) ? 'EXPIRED' : life;
}

/**
 * RULE §0: since when a record that is WITHDRAWN or EXPIRED on the day is so: the first withdrawal
 * after which nothing else follows, or its end if that is earlier; undefined: it is neither.
 */
export function endedSince(
  living: PreparedLifecycle<LifecycleRecord>,
  day: Day,
): Civil | undefined {
  const life = lifeOf(living, day);
  if (life === 'EXPIRED') return living.record.until;
  if (life !== 'WITHDRAWN') return undefined;
  let withdrawn: Civil | undefined;
  for (const { type, effectiveFrom } of living.events) {
    if (!day.reached(effectiveFrom)) break;
    withdrawn = type === 'WITHDRAWN' ? (withdrawn ?? effectiveFrom) : undefined;
  }
  const { until } = living.record;
  return until !== undefined && withdrawn !== undefined && until < withdrawn ? until : withdrawn;
}
