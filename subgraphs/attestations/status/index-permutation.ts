import { createHash } from 'node:crypto';
import { LIST_SIZE } from './bits.ts';

/** Bits of each half of a place: a list has 2^20. */
const HALF_BITS = Math.log2(LIST_SIZE) / 2;
const HALF = 2 ** HALF_BITS;
/** As many as NIST SP 800-38G takes (FF1), for domains of this size and larger. */
const ROUNDS = 10;

/**
 * The order in which the places of a list are given out: a permutation of all of them that nobody can
 * tell from a random one without the key. A Feistel network whose round functions are random tables,
 * drawn from the key by SHAKE256. So each place is met once, and tells nothing of when.
 * @returns the place of the n-th attestation of the list, n from 0 to LIST_SIZE - 1
 */
export function indexPermutation(key: string): (n: number) => number {
  const bytes = createHash('shake256', { outputLength: ROUNDS * HALF * 2 })
    .update(key)
    .digest();
  const tables = Array.from({ length: ROUNDS }, (_, round) =>
    Uint16Array.from(
      { length: HALF },
      (__, at) => bytes.readUInt16LE((round * HALF + at) * 2) % HALF,
    ),
  );
  return (n) => {
    let left = Math.floor(n / HALF);
    let right = n % HALF;
    for (const table of tables) [left, right] = [right, left ^ (table[right] ?? 0)];
    return left * HALF + right;
  };
}
