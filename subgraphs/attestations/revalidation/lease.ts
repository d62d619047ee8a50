import type { Model, Mongoose } from 'mongoose';
import { declaredModel } from '../../../store/mongoose/declared-model.ts';
import { isDuplicateKey } from '../../../store/mongoose/duplicate-key.ts';
import { isDead, newOwner } from '../../../facts/ledger/lease.ts';
import { errorClass } from '../../../lib/errors/hub-error.ts';

/** How long a silent process keeps the turn, in milliseconds; it renews every third of that. */
const TURN_MS = 9000;

/** Whose turn it is to uphold attestations, and how far that has come. One document, one holder. */
export interface StoredLease {
  readonly _id: 'upholding';
  readonly owner: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Number of the last document of facts whose consequences have been drawn. */
  readonly horizon: number;
  /** The last day whose due decisions have been made again, ISO 8601. */
  readonly day: string;
}

/** How far the work has come. */
export type Progress = Pick<StoredLease, 'horizon' | 'day'>;

/** The lease went to another process, since this one was silent for too long. */
export class LeaseLost extends errorClass('LEASE_LOST') {}

export function leaseModel(mongoose: Mongoose): Model<StoredLease> {
  return declaredModel(
    mongoose,
    'Upholding',
    'upholding',
    () =>
      new mongoose.Schema<StoredLease>(
        { _id: String, owner: String, expiresAt: Number, horizon: Number, day: String },
        { versionKey: false, strict: 'throw' },
      ),
  );
}

/** The turn of this process, taken when it is free and kept until it is released. */
export class RevalidationLease {
  readonly #model: Model<StoredLease>;
  readonly #now: () => Date;
  readonly #owner = newOwner();
  #renewedAt: number | undefined;

  constructor(model: Model<StoredLease>, now: () => Date) {
    this.#model = model;
    this.#now = now;
  }

  /** How far the work has come, when the turn is this process's; else null. */
  async take(): Promise<Progress | null> {
    const now = this.#now().getTime();
    const current = await this.#current();
    const { owner, expiresAt } = current;
    const isFree = owner === null || owner === this.#owner || expiresAt < now || isDead(owner);
    if (!isFree) return null;
    if (owner === this.#owner && now - (this.#renewedAt ?? 0) < TURN_MS / 3) return current;
    // The owner seen must still be the owner: of two who see a dead one, only one takes over.
    const taken = await this.#model
      .findOneAndUpdate(
        { _id: 'upholding', owner, expiresAt },
        { $set: { owner: this.#owner, expiresAt: now + TURN_MS } },
        { returnDocument: 'after' },
      )
      .lean<StoredLease | null>();
    if (taken) this.#renewedAt = now;
    return taken;
  }

  /** Says that work goes on. @throws TurnLost */
  async keep(): Promise<void> {
    if (this.#now().getTime() - (this.#renewedAt ?? 0) > TURN_MS / 3) await this.#update({});
  }

  /** Says how far the work has come. @throws TurnLost */
  async advance(progress: Progress): Promise<void> {
    await this.#update(progress);
  }

  /** Gives the turn back at once, so that nobody has to wait. */
  async release(): Promise<void> {
    if (this.#renewedAt === undefined) return;
    await this.#model.updateOne(
      { _id: 'upholding', owner: this.#owner },
      { $set: { owner: null, expiresAt: 0 } },
    );
    this.#renewedAt = undefined;
  }

  async #current(): Promise<StoredLease> {
    const found = await this.#model.findById('upholding').lean<StoredLease | null>();
    if (found) return found;
    const first = { _id: 'upholding', owner: null, expiresAt: 0, horizon: 0, day: '' } as const;
    await this.#model.create(first).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
    return this.#current();
  }

  async #update(changes: Partial<Progress>): Promise<void> {
    const now = this.#now().getTime();
    const { matchedCount } = await this.#model.updateOne(
      { _id: 'upholding', owner: this.#owner },
      { $set: { ...changes, expiresAt: now + TURN_MS } },
    );
    if (matchedCount === 0) throw new LeaseLost('Another process took over.');
    this.#renewedAt = now;
  }
}
