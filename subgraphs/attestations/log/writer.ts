import { isDuplicateKey } from '../../../store/mongoose/duplicate-key.ts';
import { among } from '../../../store/mongoose/operators.ts';
import { insertPlain } from '../../../store/mongoose/insert-plain.ts';
import { BatchQueue } from '../../../lib/batch-queue.ts';
import type { LeafKind, LogModels, StoredRun } from './model.ts';
import { HASH_BYTES } from './tree.ts';

/** Leaves to be logged together. */
export interface NewRun {
  /** The cause of the entries. The same is logged once. */
  readonly of: string;
  readonly kind: LeafKind;
  /** The entries: 32 bytes each, at least one. */
  readonly entries: Uint8Array;
}

/** Times that a place in the log may be lost to another process before giving up. */
const MAX_ATTEMPTS = 100;

/**
 * Appends runs of leaves, one writer among many and without transactions: a run begins at the place at
 * which the last one ends, which is its `_id`, and the unique index says who was first. Whoever loses looks
 * again where the log ends. So each run has one successor, numbers have no gaps, and nothing is ever
 * moved. Appending what is there already gives its old place.
 */
export class LogWriter {
  readonly #models: LogModels;
  readonly #now: () => Date;
  readonly #queue = new BatchQueue<NewRun, number>((runs) => this.#write(runs));
  /** The next free place as far as this process knows: another may have taken it. */
  #next: number | undefined;

  constructor(models: LogModels, now: () => Date) {
    this.#models = models;
    this.#now = now;
  }

  /** Appends leaves, and gives the place of the first. Those of several callers go together. */
  append(run: NewRun): Promise<number> {
    return this.#queue.add(run);
  }

  /** Number of leaves. */
  async size(): Promise<number> {
    const last = await this.#models.runs
      .findOne({}, { size: 1 })
      .sort({ _id: -1 })
      .lean<Pick<StoredRun, '_id' | 'size'> | null>();
    return last ? last._id + last.size : 0;
  }

  async #write(runs: readonly NewRun[]): Promise<readonly number[]> {
    const wanted = [...new Map(runs.map((run) => [run.of, run])).values()];
    // Most are new, and most often nobody else has written meanwhile: so it is tried first, and only
    // looked up what is there already when it fails.
    let places = await this.#insert(wanted, (this.#next ??= await this.size()));
    for (let attempt = 0; !places && attempt < MAX_ATTEMPTS; attempt++) {
      const known = await this.#find(wanted.map(({ of }) => of));
      const missing = wanted.filter(({ of }) => !known.has(of));
      const inserted = missing.length > 0 && (await this.#insert(missing, await this.size()));
      if (missing.length === 0) places = known;
      else if (inserted) places = new Map([...known, ...inserted]);
    }
    if (!places) throw new RangeError('Too many processes write to the log at once; try again.');
    const found = places;
    return runs.map(({ of }) => {
      const place = found.get(of);
      if (place === undefined) throw new RangeError('The log did not take a leaf.');
      return place;
    });
  }

  /** Inserts runs from a place on; null: a place or a run was taken, and some may be stored. */
  async #insert(runs: readonly NewRun[], first: number): Promise<Map<string, number> | null> {
    const at = this.#now().toISOString();
    let next = first;
    const inserted = runs.map(({ of, kind, entries }): StoredRun => {
      const [_id, size] = [next, entries.length / HASH_BYTES];
      next += size;
      return { _id, size, of, kind, entries, at };
    });
    // Whatever comes of it, where the log ends is only known again when all of it is stored.
    this.#next = undefined;
    try {
      // In order: after the first place lost, none is taken, so that there is no gap.
      await insertPlain(this.#models.runs, inserted, { ordered: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return null;
    }
    this.#next = next;
    return new Map(inserted.map(({ of, _id }) => [of, _id]));
  }

  async #find(named: readonly string[]): Promise<Map<string, number>> {
    const found = await this.#models.runs
      .find({ of: among(named) }, { of: 1 })
      .lean<Pick<StoredRun, '_id' | 'of'>[]>();
    return new Map(found.map(({ of, _id }) => [of, _id]));
  }
}
