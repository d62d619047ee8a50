import type { Model, QueryFilter } from 'mongoose';
import { isDead, newOwner } from '../../lib/process-owner.ts';
import { isDuplicateKey } from './duplicate-key.ts';

/** The document of a lease: one document, one holder at a time. */
export interface StoredLease {
  readonly _id: string;
  readonly owner: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface LeaseOptions<Stored extends StoredLease> {
  readonly model: Model<Stored>;
  /** The document when nobody has held the lease yet. */
  readonly first: Stored;
  /** How long a silent holder keeps the lease, in milliseconds; it renews every third of that. */
  readonly periodMs: number;
  readonly now: () => Date;
  /** Thrown when another process has taken over. */
  readonly lost: () => Error;
}

/** The right of one process to some work, kept in the store together with how far the work has come. */
export class Lease<Stored extends StoredLease> {
  readonly #options: LeaseOptions<Stored>;
  readonly #owner = newOwner();
  #renewedAt: number | undefined;

  constructor(options: LeaseOptions<Stored>) {
    this.#options = options;
  }

  /** The stored document, when the lease is this process's now; null: another process has it. */
  async take(): Promise<Stored | null> {
    const { model, periodMs } = this.#options;
    const now = this.#now();
    const current = await this.#current();
    const { _id, owner, expiresAt } = current;
    const isOurs = owner === this.#owner;
    if (!(isOurs || owner === null || expiresAt < now || isDead(owner))) return null;
    if (isOurs && !this.#isDue(now)) return current;
    // The owner seen must still be the owner: of two who see a dead one, only one takes over.
    const taken = await model
      .findOneAndUpdate(
        { _id, owner, expiresAt } as QueryFilter<Stored>,
        { $set: { owner: this.#owner, expiresAt: now + periodMs } },
        { returnDocument: 'after' },
      )
      .lean<Stored | null>();
    if (taken) this.#renewedAt = now;
    return taken;
  }

  /** Says that work goes on: renews the lease when a third of its time has passed. @throws what `lost` gives */
  async keep(): Promise<void> {
    if (this.#isDue(this.#now())) await this.update({});
  }

  /** Renews the lease, and stores how far the work has come. @throws what `lost` gives */
  async update(changes: Partial<Omit<Stored, keyof StoredLease>>): Promise<void> {
    const now = this.#now();
    const { model, periodMs, lost } = this.#options;
    const { matchedCount } = await model.updateOne(this.#own(), {
      $set: { ...changes, expiresAt: now + periodMs },
    });
    if (matchedCount === 0) throw lost();
    this.#renewedAt = now;
  }

  /** Gives the lease back at once, so that nobody has to wait. */
  async release(changes: Partial<Omit<Stored, keyof StoredLease>> = {}): Promise<void> {
    if (this.#renewedAt === undefined) return;
    await this.#options.model.updateOne(this.#own(), {
      $set: { ...changes, owner: null, expiresAt: 0 },
    });
    this.#renewedAt = undefined;
  }

  async #current(): Promise<Stored> {
    const { model, first } = this.#options;
    const found = await model
      .findOne({ _id: first._id } as QueryFilter<Stored>)
      .lean<Stored | null>();
    if (found) return found;
    await model.create([first]).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
    return this.#current();
  }

  #own(): QueryFilter<Stored> {
    return { _id: this.#options.first._id, owner: this.#owner };
  }

  #isDue(now: number): boolean {
    return now - (this.#renewedAt ?? 0) > this.#options.periodMs / 3;
  }

  #now(): number {
    return this.#options.now().getTime();
  }
}
