import type { Debarment, DebarmentEvent } from '../../../../../schema/generated/facts.ts';
import type { Civil, Day, Interval } from '../../timeline/time.ts';
import { folded } from './life.ts';

/** A debarment with its events in the order in which they are folded. */
export interface PreparedDebarment {
  readonly record: Debarment;
  readonly events: readonly DebarmentEvent[];
}

export const prepareDebarment = (record: Debarment): PreparedDebarment => ({
  record,
  events: folded(record.events),
});

/** A debarment as it stands on a day. */
export interface Order extends Interval {
  readonly from: Civil;
  /** An open appeal, with or without suspensive effect. */
  readonly appeal: 'PENDING' | 'STAY' | undefined;
}

/** RULE §4: a debarment as its events up to the day have left it; undefined: annulled. */
export function orderOn({ record, events }: PreparedDebarment, day: Day): Order | undefined {
  let appeal: Order['appeal'];
  let annulled = false;
  let lifted: Civil | undefined;
  for (const { type, effectiveFrom, stay, outcome } of events) {
    if (!day.reached(effectiveFrom)) break;
    if (type === 'APPEAL_LODGED') appeal = stay === true ? 'STAY' : 'PENDING';
    else if (type === 'APPEAL_STAY') appeal = 'STAY';
    else if (type === 'STAY_ENDED') appeal = appeal && 'PENDING';
    else if (type === 'LIFTED') lifted ??= effectiveFrom;
    else {
      appeal = undefined;
      annulled = outcome === 'ALLOWED';
    }
  }
  if (annulled) return undefined;
  const { from } = record;
  const until = earlier(record.until, lifted);
  return until === undefined ? { from, appeal } : { from, until, appeal };
}

const earlier = (one: Civil | undefined, other: Civil | undefined): Civil | undefined =>
  one !== undefined && (other === undefined || one < other) ? one : other;
