import { deflateSync, gzipSync } from 'node:zlib';

/** Bits for each entry: valid, invalid, suspended. */
export const BITS = 2;
/** Entries of one list. */
export const LIST_SIZE = 2 ** 20;
const PER_BYTE = 8 / BITS;

/** A status other than valid (0), by index. */
export type StatusEntries = Iterable<readonly [index: number, status: number]>;

/** The bytes of a Token Status List: two bits an entry, least significant first (§4.1). */
export function packStatuses(marked: StatusEntries, size = LIST_SIZE): Buffer {
  const bytes = Buffer.alloc(size / PER_BYTE);
  for (const [index, status] of marked) {
    const place = Math.floor(index / PER_BYTE);
    bytes[place] = (bytes[place] ?? 0) | (status << ((index % PER_BYTE) * BITS));
  }
  return bytes;
}

/** `lst`: the bytes in zlib form at the highest level (§4.2), base64url. */
export const compressedList = (bytes: Uint8Array): string =>
  deflateSync(bytes, { level: 9 }).toString('base64url');

/**
 * `encodedList` of a W3C Bitstring Status List: one bit an entry, most significant first, gzip,
 * multibase base64url.
 */
export function encodedBitstring(marked: StatusEntries, status: number, size = LIST_SIZE): string {
  const bytes = Buffer.alloc(size / 8);
  for (const [index, value] of marked)
    if (value === status) {
      const place = Math.floor(index / 8);
      bytes[place] = (bytes[place] ?? 0) | (0x80 >> (index % 8));
    }
  return `u${gzipSync(bytes, { level: 9 }).toString('base64url')}`;
}
