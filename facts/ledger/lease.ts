import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from 'mongoose';
import type { Intent, Lease } from './ledger.ts';
import { isDuplicateKey } from '../../store/mongoose/duplicate-key.ts';
import { HubError } from '../../lib/errors/hub-error.ts';

/** How long a silent writer keeps the lease, in milliseconds; it renews every third of that. */
export const LEASE_TIME = 30_000;
/** How often a waiting writer asks again, in milliseconds. */
const RETRY_INTERVAL = 100;

/** The write could not be made now; nothing was changed, and trying again is safe. */
export class FactsUnavailable extends HubError<'FACTS_BUSY' | 'FACTS_OVERTAKEN'> {}

export const overtaken = (): FactsUnavailable =>
  new FactsUnavailable(
    'FACTS_OVERTAKEN',
    'Another writer took over while this one was silent. Nothing was stored; run it again.',
  );

const quietly = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

/** Names this machine since its start, and the space of its process numbers. */
const MACHINE = [
  hostname(),
  quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  quietly(() => readlinkSync('/proc/self/ns/pid')),
].join(' ');

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A name for this process as the owner of something that one process has at a time. */
export const newOwner = (): string => `${MACHINE}#${process.pid}#${randomUUID()}`;

/** An owner on this machine that no longer runs need not be waited for. */
export function isDead(owner: string): boolean {
  const [machine, pid] = owner.split('#');
  return machine === MACHINE && pid !== undefined && !processIsAlive(Number(pid));
}

/** The lease in the hands of this writer. */
export class HeldLease {
  readonly #model: Model<Lease>;
  readonly #owner: string;
  readonly #now: () => Date;
  #renewedAt: number;
  /** What the previous holder left unfinished, or null. */
  readonly leftover: Intent | null;

  constructor(model: Model<Lease>, owner: string, now: () => Date, lease: Lease) {
    this.#model = model;
    this.#owner = owner;
    this.#now = now;
    this.#renewedAt = now().getTime();
    this.leftover = lease.intent;
  }

  /** Says what this writer is about to do. @throws FactsUnavailable */
  async intend(intent: Intent): Promise<void> {
    await this.#update({ intent });
  }

  /** Renews the lease when a third of its time has passed. @throws FactsUnavailable */
  async keep(): Promise<void> {
    if (this.#now().getTime() - this.#renewedAt > LEASE_TIME / 3) await this.#update({});
  }

  /** Gives the lease back. `done: false` leaves the intent for a writer of the same document. */
  async release(done: boolean): Promise<void> {
    await this.#model.updateOne(
      { _id: 'facts', owner: this.#owner },
      { $set: { owner: null, expiresAt: 0, ...(done ? { intent: null } : {}) } },
    );
  }

  async #update(changes: Partial<Pick<Lease, 'intent'>>): Promise<void> {
    const now = this.#now().getTime();
    const { matchedCount } = await this.#model.updateOne(
      { _id: 'facts', owner: this.#owner },
      { $set: { ...changes, expiresAt: now + LEASE_TIME } },
    );
    if (matchedCount === 0) throw overtaken();
    this.#renewedAt = now;
  }
}

/**
 * Waits for the lease and takes it.
 * @throws FactsUnavailable FACTS_BUSY after `patience` milliseconds
 */
export async function takeLease(
  model: Model<Lease>,
  now: () => Date,
  patience: number,
  signal?: AbortSignal,
): Promise<HeldLease> {
  const owner = newOwner();
  const start = now().getTime();
  for (;;) {
    signal?.throwIfAborted();
    const lease = await tryToTake(model, owner, now().getTime());
    if (lease) return new HeldLease(model, owner, now, lease);
    if (now().getTime() - start > patience)
      throw new FactsUnavailable(
        'FACTS_BUSY',
        'Another import is running. Nothing was stored; try again when it has ended.',
      );
    await sleep(RETRY_INTERVAL, undefined, signal ? { signal } : {});
  }
}

async function tryToTake(model: Model<Lease>, owner: string, now: number): Promise<Lease | null> {
  const current = await model.findById('facts').lean<Lease | null>();
  if (!current) {
    await model
      .create({ _id: 'facts', owner: null, expiresAt: 0, intent: null })
      .catch(ignoreDuplicate);
    return tryToTake(model, owner, now);
  }
  const free = current.owner === null || current.expiresAt < now || isDead(current.owner);
  if (!free) return null;
  // The owner seen must still be the owner: of two who see a dead one, only one takes over.
  return model
    .findOneAndUpdate(
      { _id: 'facts', owner: current.owner, expiresAt: current.expiresAt },
      { $set: { owner, expiresAt: now + LEASE_TIME } },
      { returnDocument: 'after' },
    )
    .lean<Lease | null>();
}

function ignoreDuplicate(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}
