import { among } from '../../kit/facts/filter.ts';
import type { LeafKind, LogModels, StoredLeaf } from './model.ts';
import { isDuplicateKey } from '../../kit/duplicate-key.ts';
import { insertPlain } from '../../kit/insert-plain.ts';

/** What is to be logged. */
export interface NewLeaf {
  /** 32 bytes in base64url. */
  readonly entry: string;
  readonly kind: LeafKind;
  readonly attestation: string;
}

/** Times that a place in the log may be lost to another process before giving up. */
const MAX_ATTEMPTS = 100;

interface Waiting {
  readonly leaf: NewLeaf;
  readonly done: (position: number) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Appends leaves, one writer among many and without transactions: a leaf takes the next free number
 * as its `_id`, and the unique index says who was first. Whoever loses takes the next one. So numbers
 * have no gaps, and nothing is ever moved. Appending what is there already gives its old place.
 */
export class LogWriter {
  readonly #models: LogModels;
  readonly #now: () => Date;
  #waiting: Waiting[] = [];
  #isWriting = false;
  /** The next free place as far as this process knows: another may have taken it. */
  #next: number | undefined;

  constructor(models: LogModels, now: () => Date) {
    this.#models = models;
    this.#now = now;
  }

  /** Appends the leaves, in order, and gives their places. Leaves of several callers go together. */
  append(leaves: readonly NewLeaf[]): Promise<readonly number[]> {
    const places = leaves.map(
      (leaf) =>
        new Promise<number>((done, failed) => {
          this.#waiting.push({ leaf, done, failed });
        }),
    );
    if (!this.#isWriting) void this.#drain();
    return Promise.all(places);
  }

  /** Number of leaves. */
  async size(): Promise<number> {
    const last = await this.#models.leaves.findOne().sort({ _id: -1 }).lean<StoredLeaf | null>();
    return last ? last._id + 1 : 0;
  }

  async #drain(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const places = await this.#write(batch.map(({ leaf }) => leaf));
        for (const { leaf, done, failed } of batch) {
          const place = places.get(leaf.entry);
          if (place === undefined) failed(new RangeError('The log did not take a leaf.'));
          else done(place);
        }
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#isWriting = false;
  }

  async #write(leaves: readonly NewLeaf[]): Promise<Map<string, number>> {
    const wanted = new Map(leaves.map((leaf) => [leaf.entry, leaf]));
    // Most are new, and most often nobody else has written meanwhile: so it is tried first, and only
    // looked up what is there already when it fails.
    const placed = await this.#insert([...wanted.values()], (this.#next ??= await this.size()));
    if (placed) return placed;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const places = await this.#find([...wanted.keys()]);
      const missing = [...wanted.values()].filter(({ entry }) => !places.has(entry));
      if (missing.length === 0) return places;
      const inserted = await this.#insert(missing, await this.size());
      if (inserted) return new Map([...places, ...inserted]);
    }
    throw new RangeError('Too many processes write to the log at once; try again.');
  }

  /** Inserts leaves from a place on; null: a place or an entry was taken, and some may be stored. */
  async #insert(leaves: readonly NewLeaf[], first: number): Promise<Map<string, number> | null> {
    const at = this.#now().toISOString();
    const inserted = leaves.map((leaf, index) => ({ _id: first + index, ...leaf, at }));
    // Whatever comes of it, where the log ends is only known again when all of it is stored.
    this.#next = undefined;
    try {
      // In order: after the first place lost, none is taken, so that there is no gap.
      await insertPlain(this.#models.leaves, inserted, { ordered: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return null;
    }
    this.#next = first + inserted.length;
    return new Map(inserted.map(({ entry, _id }) => [entry, _id]));
  }

  async #find(entries: readonly string[]): Promise<Map<string, number>> {
    const found = await this.#models.leaves.find({ entry: among(entries) }).lean<StoredLeaf[]>();
    return new Map(found.map(({ entry, _id }) => [entry, _id]));
  }
}
