import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from 'mongoose';
import { HubError } from '../../lib/errors/hub-error.ts';
import { Lease } from '../../store/mongoose/lease.ts';
import type { Intent, StoredFactsLease } from './ledger.ts';

/** How long a silent writer keeps the lease, in milliseconds. */
const PERIOD_MS = 30_000;
/** How often a waiting writer asks again, in milliseconds. */
const RETRY_MS = 100;

const FIRST: StoredFactsLease = { _id: 'facts', owner: null, expiresAt: 0, intent: null };

/** The write could not be made now; nothing was changed, and trying again is safe. */
export class FactsUnavailable extends HubError<'FACTS_BUSY' | 'FACTS_OVERTAKEN'> {}

export const overtaken = (): FactsUnavailable =>
  new FactsUnavailable(
    'FACTS_OVERTAKEN',
    'Another writer took over while this one was silent. Nothing was stored; run it again.',
  );

/** The lease in the hands of this writer. */
export class HeldLease {
  readonly #lease: Lease<StoredFactsLease>;
  /** Work that the previous holder left unfinished, or null. */
  readonly leftover: Intent | null;

  constructor(lease: Lease<StoredFactsLease>, leftover: Intent | null) {
    this.#lease = lease;
    this.leftover = leftover;
  }

  /** Says what this writer is about to do. @throws FactsUnavailable */
  intend(intent: Intent): Promise<void> {
    return this.#lease.update({ intent });
  }

  /** Says that this writer goes on. @throws FactsUnavailable */
  keep(): Promise<void> {
    return this.#lease.keep();
  }

  /** Gives the lease back. `done: false` leaves the intent for a writer of the same document. */
  release(done: boolean): Promise<void> {
    return this.#lease.release(done ? { intent: null } : {});
  }
}

/**
 * Waits for the lease and takes it.
 * @throws FactsUnavailable FACTS_BUSY after `patience` milliseconds
 */
export async function takeLease(
  model: Model<StoredFactsLease>,
  now: () => Date,
  patience: number,
  signal?: AbortSignal,
): Promise<HeldLease> {
  const lease = new Lease({ model, first: FIRST, periodMs: PERIOD_MS, now, lost: overtaken });
  const start = now().getTime();
  for (;;) {
    signal?.throwIfAborted();
    const taken = await lease.take();
    if (taken) return new HeldLease(lease, taken.intent);
    if (now().getTime() - start > patience)
      throw new FactsUnavailable(
        'FACTS_BUSY',
        'Another import is running. Nothing was stored; try again when it has ended.',
      );
    await sleep(RETRY_MS, undefined, signal ? { signal } : {});
  }
}
