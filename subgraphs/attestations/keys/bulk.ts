import { hash } from 'node:crypto';

/** Payloads of tokens with the same header, one after the other. Memory that threads share spares a copy. */
export interface Payloads {
  /** As it stands in the tokens: encoded. */
  readonly header: string;
  readonly bytes: Uint8Array;
  /** Where each payload ends. */
  readonly ends: readonly number[];
}

/** Bytes of a raw signature, of either algorithm. */
export const SIGNATURE_BYTES = 64;
const DIGEST_BYTES = 32;

/** The signing inputs of payloads (RFC 7515 §5.1), in order. Each is good until the next one is asked for. */
export function* signingTexts({ header, bytes, ends }: Payloads): Generator<Buffer, void> {
  const payloads = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const prefix = Buffer.from(`${header}.`, 'latin1');
  let text = Buffer.alloc(0);
  let start = 0;
  for (const end of ends) {
    const payload = payloads.toString('base64url', start, end);
    const size = prefix.length + payload.length;
    if (size > text.length) text = Buffer.concat([prefix], size * 2);
    text.write(payload, prefix.length, 'latin1');
    yield text.subarray(0, size);
    start = end;
  }
}

/** SHA-256 of each signing input, 32 bytes one after the other: the identities of the tokens. */
export function digestsOf(payloads: Payloads): Uint8Array {
  const digests = new Uint8Array(payloads.ends.length * DIGEST_BYTES);
  let at = 0;
  for (const text of signingTexts(payloads)) {
    digests.set(hash('sha256', text, 'buffer'), at);
    at += DIGEST_BYTES;
  }
  return digests;
}
