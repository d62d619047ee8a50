/**
 * Merkle trees as in RFC 9162 §2.1: leaf hash SHA-256(0x00 ‖ entry), node hash
 * SHA-256(0x01 ‖ left ‖ right). Proofs are checked as in §2.1.3.2 and §2.1.4.2.
 */

export const HASH_BYTES = 32;
/** More than a tree of 2^53 leaves can need. */
const MAX_PROOF_LENGTH = 64;

async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hash of an entry as a leaf. */
export const leafHash = (entry: Uint8Array): Promise<Uint8Array> => sha256(LEAF, entry);

const nodeHash = (left: Uint8Array, right: Uint8Array): Promise<Uint8Array> =>
  sha256(NODE, left, right);

/** True when both hold the same bytes. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

const areHashes = (proof: readonly Uint8Array[]): boolean =>
  proof.length <= MAX_PROOF_LENGTH && proof.every((hash) => hash.length === HASH_BYTES);

/** Halves a position; sizes reach beyond the 32 bits of the bit operators. */
const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;

/** True when the leaf is at `index` of the tree of `size` leaves with this root. */
export async function verifyInclusion(claim: {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}): Promise<boolean> {
  const { index, size, leaf, proof, root } = claim;
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes(proof)) return false;
  if (leaf.length !== HASH_BYTES || root.length !== HASH_BYTES) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = await nodeHash(sibling, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

/** True when the tree of `size2` with `root2` begins with the tree of `size1` with `root1`. */
export async function verifyConsistency(claim: {
  readonly size1: number;
  readonly size2: number;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): Promise<boolean> {
  const { size1, size2, root1, root2, proof } = claim;
  if (!isSize(size1) || !isSize(size2) || size1 > size2 || size1 === 0) return false;
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2);
  if (!areHashes([...proof, root1, root2])) return false;
  const path = isPowerOfTwo(size1) ? [root1, ...proof] : [...proof];
  const [first, ...rest] = path;
  if (!first || proof.length === 0) return false;
  let [node, last] = [size1 - 1, size2 - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  let [hash1, hash2] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash1 = await nodeHash(hash, hash1);
      hash2 = await nodeHash(hash, hash2);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash2 = await nodeHash(hash2, hash);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash1, root1) && equalBytes(hash2, root2);
}

const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value));
