import { boundedCache } from '../../../lib/cache-budget.ts';
import { aboveUpTo, atMost } from '../../../store/mongoose/operators.ts';
import { bytesOf } from '../../../store/mongoose/bytes.ts';
import type { LogModels, StoredRun } from './model.ts';
import { HASH_BYTES, TILE_WIDTH, hashLeaf, rootOfHashes } from './tree.ts';

/**
 * The tiles of the log. A full tile never changes, so it is stored once it is first needed; all of
 * them follow from the leaves and can be thrown away. Nothing here has to survive a crash.
 */
export class Tiles {
  readonly #models: LogModels;
  readonly #full = boundedCache<Uint8Array>('log tiles', {
    sizeOf: ({ byteLength }) => byteLength,
  });

  constructor(models: LogModels) {
    this.#models = models;
  }

  /** The hashes of a tile of which `width` are there. */
  async read(level: number, number: number, width: number): Promise<Uint8Array> {
    if (width < TILE_WIDTH) return this.#compute(level, number, width);
    const id = `${level}/${number}`;
    const cached = this.#full.get(id);
    if (cached) return cached;
    const stored = await this.#models.tiles.findById(id).lean<{ hashes: string } | null>();
    const hashes = stored
      ? Buffer.from(stored.hashes, 'base64')
      : await this.#compute(level, number, width);
    if (!stored) await this.#store(id, hashes);
    this.#full.set(id, hashes);
    return hashes;
  }

  /** The entries of leaves, from a place on: 32 bytes each. */
  async entries(first: number, count: number): Promise<readonly Uint8Array[]> {
    const { runs } = this.#models;
    const [before, within] = await Promise.all([
      runs
        .find({ _id: atMost(first) })
        .sort({ _id: -1 })
        .limit(1)
        .lean<StoredRun[]>(),
      runs
        .find({ _id: aboveUpTo(first, first + count - 1) })
        .sort({ _id: 1 })
        .lean<StoredRun[]>(),
    ]);
    const entries: Uint8Array[] = [];
    for (const { _id, size, entries: stored } of [...before, ...within]) {
      if (_id > first + entries.length) break;
      const bytes = bytesOf(stored);
      for (let at = first + entries.length - _id; at < size && entries.length < count; at++)
        entries.push(bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
    }
    if (entries.length !== count) throw new RangeError('The log has a gap: run `symbolon fsck`.');
    return entries;
  }

  async #compute(level: number, number: number, width: number): Promise<Uint8Array> {
    if (level === 0) {
      const entries = await this.entries(number * TILE_WIDTH, width);
      return Buffer.concat(entries.map(hashLeaf));
    }
    const hashes = Buffer.alloc(width * HASH_BYTES);
    for (let index = 0; index < width; index++) {
      const below = await this.read(level - 1, number * TILE_WIDTH + index, TILE_WIDTH);
      rootOfHashes(below).copy(hashes, index * HASH_BYTES);
    }
    return hashes;
  }

  async #store(id: string, hashes: Uint8Array): Promise<void> {
    await this.#models.tiles.updateOne(
      { _id: id },
      { $set: { hashes: Buffer.from(hashes).toString('base64') } },
      { upsert: true },
    );
  }
}
