import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;
/** Hashes in a full tile (C2SP tlog-tiles): eight levels of the tree. */
export const TILE_WIDTH = 256;
const TILE_LEVELS = 8;

const sha256 = (prefix: number, ...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256').update(Uint8Array.of(prefix));
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 9162 §2.1.1: hash of an entry as a leaf. */
export const hashLeaf = (entry: Uint8Array): Buffer => sha256(0, entry);
/** RFC 9162 §2.1.1: hash of an inner node. */
export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => sha256(1, left, right);
/** Root of the empty tree. */
export const EMPTY_ROOT = createHash('sha256').digest();

/** Root of a whole number of hashes that is a power of two. */
export function rootOfHashes(hashes: Uint8Array): Buffer {
  let level: Buffer[] = [];
  for (let offset = 0; offset < hashes.length; offset += HASH_BYTES)
    level.push(Buffer.from(hashes.subarray(offset, offset + HASH_BYTES)));
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let index = 0; index + 1 < level.length; index += 2)
      above.push(hashNode(level[index] ?? EMPTY_ROOT, level[index + 1] ?? EMPTY_ROOT));
    level = above;
  }
  return level[0] ?? EMPTY_ROOT;
}

/** Gives the hashes of a tile: `width` of them, 256 when full. */
export type ReadTile = (level: number, number: number, width: number) => Promise<Uint8Array>;

/** How many hashes a tile has in a tree of this size; 0 when there is no such tile. */
export function tileWidth(level: number, number: number, size: number): number {
  const nodes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, nodes - number * TILE_WIDTH));
}

/** Roots and proofs of a tree of a given size, computed from its tiles (RFC 9162 §2.1). */
export class Tree {
  readonly #size: number;
  readonly #read: ReadTile;

  constructor(size: number, read: ReadTile) {
    this.#size = size;
    this.#read = read;
  }

  root(): Promise<Buffer> {
    return this.#rangeHash(0, this.#size);
  }

  /** RFC 9162 §2.1.3.1: the hashes that lead from a leaf to the root. */
  async inclusion(index: number): Promise<readonly Buffer[]> {
    if (index < 0 || index >= this.#size) throw new RangeError('There is no such leaf.');
    return this.#path(index, 0, this.#size);
  }

  /** RFC 9162 §2.1.4.1: the hashes that show that the tree of `size` is this one's beginning. */
  async consistency(size: number): Promise<readonly Buffer[]> {
    if (size < 1 || size > this.#size) throw new RangeError('There is no such tree.');
    return this.#subproof(size, 0, this.#size, true);
  }

  async #path(index: number, from: number, to: number): Promise<Buffer[]> {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle
      ? [...(await this.#path(index, from, middle)), await this.#rangeHash(middle, to)]
      : [...(await this.#path(index, middle, to)), await this.#rangeHash(from, middle)];
  }

  async #subproof(size: number, from: number, to: number, whole: boolean): Promise<Buffer[]> {
    if (size === to) return whole ? [] : [await this.#rangeHash(from, to)];
    const middle = from + split(to - from);
    return size <= middle
      ? [...(await this.#subproof(size, from, middle, whole)), await this.#rangeHash(middle, to)]
      : [...(await this.#subproof(size, middle, to, false)), await this.#rangeHash(from, middle)];
  }

  /** Root of the leaves in [from, to); `from` is a multiple of the largest power of two in it. */
  async #rangeHash(from: number, to: number): Promise<Buffer> {
    const count = to - from;
    if (count === 0) return EMPTY_ROOT;
    const height = Math.log2(count);
    if (Number.isInteger(height)) return this.#node(height, from / count);
    const middle = from + split(count);
    return hashNode(await this.#rangeHash(from, middle), await this.#rangeHash(middle, to));
  }

  /** The node at a height, counted from the left, whose leaves are all there. */
  async #node(height: number, index: number): Promise<Buffer> {
    const level = Math.floor(height / TILE_LEVELS);
    const span = 2 ** (height % TILE_LEVELS);
    const first = index * span;
    const number = Math.floor(first / TILE_WIDTH);
    const hashes = await this.#read(level, number, tileWidth(level, number, this.#size));
    const offset = (first - number * TILE_WIDTH) * HASH_BYTES;
    return rootOfHashes(hashes.subarray(offset, offset + span * HASH_BYTES));
  }
}

/** The largest power of two less than the count. */
function split(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
