import type { Payloads } from './keys/index.ts';
import { compact } from './sign.ts';

/** A part of a payload: bytes, or a text that is yet to be encoded. */
export type Piece = Uint8Array | string;

/** Bytes of memory to begin with for each payload; there is more when they are longer. */
const EXPECTED_BYTES = 3072;

/**
 * What tokens with the same header are made of, in memory that threads share: one after the other the
 * payloads, of which whoever signs makes the signing inputs (RFC 7515 §5.1). As texts of their own,
 * thousands of them would keep the collector of garbage busier than signing.
 */
export class SigningInputs implements Payloads {
  /** As it stands in the tokens. */
  readonly header: string;
  readonly #ends: number[] = [];
  #memory: Buffer;

  /** @param count tokens to expect */
  constructor(header: string, count: number) {
    this.header = header;
    this.#memory = shared(count * EXPECTED_BYTES);
  }

  /** The payloads, one after the other. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#ends.at(-1) ?? 0);
  }

  /** Where each payload ends. */
  get ends(): readonly number[] {
    return this.#ends;
  }

  /** Adds a payload, given in pieces. */
  add(pieces: readonly Piece[]): void {
    const start = this.#ends.at(-1) ?? 0;
    let most = start;
    for (const piece of pieces) most += mostBytesOf(piece);
    if (most > this.#memory.length) {
      const larger = shared(most + this.#memory.length);
      larger.set(this.bytes);
      this.#memory = larger;
    }
    let end = start;
    for (const piece of pieces)
      if (typeof piece === 'string') end += this.#memory.write(piece, end);
      else {
        this.#memory.set(piece, end);
        end += piece.length;
      }
    this.#ends.push(end);
  }

  /** The compact JWS (RFC 7515 §7.1). */
  jws(at: number, signature: Uint8Array): string {
    const payload = this.#memory.toString('base64url', this.#ends[at - 1] ?? 0, this.#ends[at]);
    return compact(`${this.header}.${payload}`, signature);
  }
}

const shared = (size: number): Buffer => Buffer.from(new SharedArrayBuffer(size));

/** No UTF-16 unit takes more than three bytes of UTF-8. */
const mostBytesOf = (piece: Piece): number =>
  typeof piece === 'string' ? piece.length * 3 : piece.length;
