import { hash } from 'node:crypto';

/** Signing inputs of tokens (RFC 7515 §5.1), one after the other. Memory that threads share spares a copy. */
export interface SigningTexts {
  readonly bytes: Uint8Array;
  /** Where each ends. */
  readonly ends: readonly number[];
}

/** Bytes of a raw signature, of either algorithm. */
export const SIGNATURE_BYTES = 64;
const DIGEST_BYTES = 32;

/** Each text, in order. */
export function* eachOf({ bytes, ends }: SigningTexts): Generator<Uint8Array, void> {
  let start = 0;
  for (const end of ends) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

/** SHA-256 of each text, 32 bytes one after the other: the identities of the tokens. */
export function digestsOf(texts: SigningTexts): Uint8Array {
  const digests = new Uint8Array(texts.ends.length * DIGEST_BYTES);
  let at = 0;
  for (const text of eachOf(texts)) {
    digests.set(hash('sha256', text, 'buffer'), at);
    at += DIGEST_BYTES;
  }
  return digests;
}
