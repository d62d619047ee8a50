import { hash } from 'node:crypto';

/** Payloads of tokens with the same header, one after the other. Memory that threads share spares a copy. */
export interface Payloads {
  /** As it stands in the tokens: encoded. */
  readonly header: string;
  readonly bytes: Uint8Array;
  /** Where each payload ends. */
  readonly ends: readonly number[];
}

/** What was signed: for each payload, one after the other. */
export interface Signatures {
  /** 64 bytes each. */
  readonly signatures: Uint8Array;
  /** SHA-256 of what was signed, 32 bytes each: the identities of the tokens. */
  readonly digests: Uint8Array;
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

/** Collects what is signed. */
export class SignatureWriter implements Signatures {
  readonly signatures: Uint8Array;
  readonly digests: Uint8Array;
  #count = 0;

  constructor(size: number) {
    this.signatures = new Uint8Array(size * SIGNATURE_BYTES);
    this.digests = new Uint8Array(size * DIGEST_BYTES);
  }

  add(text: Uint8Array, signature: Uint8Array): void {
    this.signatures.set(signature, this.#count * SIGNATURE_BYTES);
    this.digests.set(hash('sha256', text, 'buffer'), this.#count * DIGEST_BYTES);
    this.#count += 1;
  }
}
