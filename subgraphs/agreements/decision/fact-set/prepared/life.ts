import { fullInstant } from '../../../../../schema/knowledge.ts';
import type { LifecycleEvent } from '../../../../../schema/generated/facts.ts';
import { type Civil, type Instant, type Interval } from '../../timeline/time.ts';

/** A record with an interval and events: accreditation, signatory, designation, approval. */
export interface LifecycleRecord extends Interval {
  readonly events?: readonly LifecycleEvent[];
}

/** Such a record with its events in the order in which they are folded. */
export interface PreparedLifecycle<T extends LifecycleRecord> {
  readonly record: T;
  readonly events: readonly LifecycleEvent[];
}

interface Timestamped {
  readonly effectiveFrom: Civil;
  readonly recordedAt?: Instant;
}

const recordedOrder = ({ recordedAt, effectiveFrom }: Timestamped): Instant =>
  fullInstant(recordedAt ?? effectiveFrom);

const inOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Order of folding: effectiveFrom, then recordedAt, then position. */
export const folded = <E extends Timestamped>(events: readonly E[] | undefined): readonly E[] =>
  events === undefined
    ? []
    : [...events].sort(
        (one, other) =>
          inOrder(one.effectiveFrom, other.effectiveFrom) ||
          inOrder(recordedOrder(one), recordedOrder(other)),
      );

export const prepareLife = <T extends LifecycleRecord>(record: T): PreparedLifecycle<T> => ({
  record,
  events: folded(record.events),
});
