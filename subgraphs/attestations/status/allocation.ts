import { LIST_SIZE } from './bits.ts';
import type { StatusModels, StoredList } from './model.ts';
import { indexPermutation } from './index-permutation.ts';

/** Places in one status list, for attestations that are issued together. */
export interface Places {
  readonly list: number;
  /** Which place of its list the first was when it was given out, from 0; those after it follow. */
  readonly turn: number;
  /** Indexes in the list, in order. */
  readonly indexes: readonly number[];
}

export interface AllocatorOptions {
  readonly lists: StatusModels['lists'];
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
}

const KEY_BYTES = 32;

/**
 * Gives out places in status lists in an order that is random to everyone without the list's key, so
 * that a place tells nothing of when or in which order attestations were issued. Many at once cost
 * one write: the count of a list says which come next, and no place comes twice.
 */
export class Allocator {
  readonly #options: AllocatorOptions;
  /** The list last seen to have room, and the order of its places. */
  #open: { readonly list: number; readonly place?: (n: number) => number } | undefined;

  constructor(options: AllocatorOptions) {
    this.#options = options;
  }

  /** Takes places in one list: the next ones of the newest, or the first of another where it has too few. */
  async allocate(count: number): Promise<Places> {
    if (count > LIST_SIZE) throw new RangeError('No status list has so many places.');
    for (;;) {
      const { list, turn, place } = await this.#take(count);
      const isFull = turn + count >= LIST_SIZE;
      this.#open = isFull ? { list: list + 1 } : { list, place };
      if (turn + count > LIST_SIZE) continue;
      return { list, turn, indexes: Array.from({ length: count }, (_, at) => place(turn + at)) };
    }
  }

  async #take(count: number) {
    const { lists, now, random } = this.#options;
    const { list, place: known } = (this.#open ??= {
      list: (await lists.findOne().sort({ _id: -1 }).lean<StoredList | null>())?._id ?? 1,
    });
    const key = Buffer.from(random(KEY_BYTES)).toString('base64url');
    const stored = await lists
      .findOneAndUpdate(
        { _id: list },
        { $inc: { allocated: count }, $setOnInsert: { openedAt: now().toISOString(), key } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<StoredList | null>();
    if (!stored) throw new RangeError('There is no status list.');
    return { list, turn: stored.allocated - count, place: known ?? indexPermutation(stored.key) };
  }
}
