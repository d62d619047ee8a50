import { LIST_SIZE } from './bits.ts';
import type { StatusModels, StoredList } from './model.ts';
import { scatter } from './scatter.ts';

/** A place in a status list. */
export interface Place {
  readonly list: number;
  readonly index: number;
  /** Which place of its list it was when it was given out, from 0. Known to nobody else. */
  readonly turn: number;
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

  async allocate(count: number): Promise<readonly Place[]> {
    const places: Place[] = [];
    while (places.length < count) {
      const { list, from, upTo, place } = await this.#take(count - places.length);
      for (let n = from; n < upTo; n++) places.push({ list, index: place(n), turn: n });
    }
    return places;
  }

  /** Takes the next places of the newest list, as many as it has. */
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
    const from = stored.allocated - count;
    const upTo = Math.min(stored.allocated, LIST_SIZE);
    const place = known ?? scatter(stored.key);
    this.#open = upTo < LIST_SIZE ? { list, place } : { list: list + 1 };
    return { list, from, upTo, place };
  }
}
