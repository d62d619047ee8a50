import type { Payloads } from './keys/index.ts';
import type { Piece } from './payload-form.ts';

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
    this.#memory = take(count * EXPECTED_BYTES);
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
      const larger = take(most + this.#memory.length);
      larger.set(this.bytes);
      giveBack(this.#memory);
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

  /** Gives the memory back, for other tokens to be made in: these have been signed. */
  release(): void {
    giveBack(this.#memory);
    this.#memory = Buffer.alloc(0);
    this.#ends.length = 0;
  }
}

/** Memory that nobody uses just now: a system takes longer to clear new memory than payloads are to write. */
const free: Buffer[] = [];
const MAX_FREE = 8;

function take(size: number): Buffer {
  const found = free.findIndex(({ length }) => length >= size);
  const [memory] = found < 0 ? [] : free.splice(found, 1);
  return memory ?? Buffer.from(new SharedArrayBuffer(size));
}

function giveBack(memory: Buffer): void {
  if (free.length < MAX_FREE) free.push(memory);
}

/** No UTF-16 unit takes more than three bytes of UTF-8. */
const mostBytesOf = (piece: Piece): number =>
  typeof piece === 'string' ? piece.length * 3 : piece.length;
