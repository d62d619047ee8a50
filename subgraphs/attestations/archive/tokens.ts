import { bytesOf } from '../bytes.ts';
import { SIGNATURE_BYTES } from '../keys/index.ts';
import type { Payloads, Signatures } from '../keys/index.ts';
import { compact } from '../sign.ts';
import type { StoredTokens } from './model.ts';

/** Tokens in one document: reading one token reads them all. */
export const CHUNK = 32;

/** Where the token at a position of a batch is stored. */
export const chunkId = (batch: string, position: number): string =>
  `${batch}/${Math.floor(position / CHUNK)}`;

/** The signature at a position of a batch, or of a chunk. */
export const signatureAt = (signatures: Uint8Array, position: number): Uint8Array =>
  signatures.subarray(position * SIGNATURE_BYTES, (position + 1) * SIGNATURE_BYTES);

/** The tokens of a batch as they are stored. */
export function toChunks(
  batch: string,
  { bytes, ends }: Payloads,
  { signatures }: Signatures,
): StoredTokens[] {
  return Array.from({ length: Math.ceil(ends.length / CHUNK) }, (_, number): StoredTokens => {
    const [from, upTo] = [number * CHUNK, (number + 1) * CHUNK];
    const [start, own] = [ends[from - 1] ?? 0, ends.slice(from, upTo)];
    return {
      _id: chunkId(batch, from),
      batch,
      payloads: bytes.subarray(start, own.at(-1)),
      ends: own.map((end) => end - start),
      signatures: signatures.subarray(from * SIGNATURE_BYTES, upTo * SIGNATURE_BYTES),
    };
  });
}

/** The compact JWS at a position of a batch, out of the chunk that has it; null: it is not there. */
export function tokenIn(
  { payloads, ends, signatures }: StoredTokens,
  header: string,
  position: number,
): string | null {
  const at = position % CHUNK;
  const end = ends[at];
  const signature = signatureAt(bytesOf(signatures), at);
  if (end === undefined || signature.length !== SIGNATURE_BYTES) return null;
  const payload = bytesOf(payloads).toString('base64url', ends[at - 1] ?? 0, end);
  return compact(`${header}.${payload}`, signature);
}
