import type { Living, PreparedLife } from './prepared/life.ts';
import type { Civil, Day } from './time.ts';

/** life(record, d) of RULE §0. */
export type Life = 'FUTURE' | 'ACTIVE' | 'SUSPENDED' | 'WITHDRAWN' | 'EXPIRED';

export function lifeOf({ record, events }: PreparedLife<Living>, day: Day): Life {
  if (record.from !== undefined && !day.reached(record.from)) return 'FUTURE';
  let life: Life = 'ACTIVE';
  for (const { type, effectiveFrom } of events) {
    if (!day.reached(effectiveFrom)) break;
    life = type === 'RESTORED' ? 'ACTIVE' : type;
  }
  if (life === 'WITHDRAWN') return life;
  return day.reached(record.until) ? 'EXPIRED' : life;
}

/** The day since which a record that is WITHDRAWN or EXPIRED on the day is so; undefined: it is not. */
export function endedSince(living: PreparedLife<Living>, day: Day): Civil | undefined {
  const life = lifeOf(living, day);
  if (life === 'EXPIRED') return living.record.until;
  if (life !== 'WITHDRAWN') return undefined;
  return living.events.findLast(({ effectiveFrom }) => day.reached(effectiveFrom))?.effectiveFrom;
}
