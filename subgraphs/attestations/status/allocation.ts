import { LIST_SIZE } from './bits.ts';
import type { StatusModels, StoredList } from './model.ts';

/** A list is given up when half full: a random place is then free at the second try on average. */
const MAX_ALLOCATED = LIST_SIZE / 2;

/** A place in a status list. */
export interface Place {
  readonly list: number;
  readonly index: number;
}

export interface AllocatorOptions {
  readonly lists: StatusModels['lists'];
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
}

/**
 * Gives out places in status lists, at random, so that a place tells nothing of when or in which
 * order attestations were issued. Whether a place is free, the unique index of the attestations
 * says: who meets a taken one asks again.
 */
export class Allocator {
  readonly #options: AllocatorOptions;
  #list: number | undefined;

  constructor(options: AllocatorOptions) {
    this.#options = options;
  }

  async allocate(count: number): Promise<readonly Place[]> {
    if (count === 0) return [];
    const list = await this.#open(count);
    const bytes = Buffer.from(this.#options.random(count * 4));
    // The size is a power of two: the remainder is uniform.
    return Array.from({ length: count }, (_, index) => ({
      list,
      index: bytes.readUInt32BE(index * 4) % LIST_SIZE,
    }));
  }

  /** The number of a list with room, counted from 1. */
  async #open(count: number): Promise<number> {
    this.#list ??=
      (await this.#options.lists.findOne().sort({ _id: -1 }).lean<StoredList | null>())?._id ?? 1;
    const openedAt = this.#options.now().toISOString();
    for (;;) {
      const updated = await this.#options.lists
        .findOneAndUpdate(
          { _id: this.#list },
          { $inc: { allocated: count }, $setOnInsert: { openedAt } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<StoredList | null>();
      if (updated && updated.allocated - count < MAX_ALLOCATED) return this.#list;
      this.#list++;
    }
  }
}
