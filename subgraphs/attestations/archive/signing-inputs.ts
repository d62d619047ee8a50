import type { SigningTexts } from '../keys/index.ts';
import type { Piece } from './payload-template.ts';

/** Bytes of memory to begin with for each token; there is more when they are longer. */
const EXPECTED_BYTES = 4096;

/**
 * The signing inputs of tokens with the same header (RFC 7515 §5.1), one after the other in memory that threads
 * share. As texts of their own, thousands of them would keep the collector of garbage busier than signing.
 */
export class SigningInputs implements SigningTexts {
  readonly #prefix: Buffer;
  readonly #ends: number[] = [];
  #memory: Buffer;

  /**
   * @param header as it stands in the tokens, encoded
   * @param count tokens to expect
   */
  constructor(header: string, count: number) {
    this.#prefix = Buffer.from(`${header}.`, 'latin1');
    this.#memory = take(count * EXPECTED_BYTES);
  }

  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#ends.at(-1) ?? 0);
  }

  get ends(): readonly number[] {
    return this.#ends;
  }

  /** Adds a token with a payload, given in pieces. */
  add(pieces: readonly Piece[]): void {
    const payload = encoded(pieces);
    const start = this.#ends.at(-1) ?? 0;
    const end = start + this.#prefix.length + payload.length;
    if (end > this.#memory.length) {
      const larger = take(end + this.#memory.length);
      larger.set(this.bytes);
      giveBack(this.#memory);
      this.#memory = larger;
    }
    this.#memory.set(this.#prefix, start);
    this.#memory.write(payload, start + this.#prefix.length, 'latin1');
    this.#ends.push(end);
  }

  /** Gives the memory back, for other tokens to be made in: these have been signed. */
  release(): void {
    giveBack(this.#memory);
    this.#memory = Buffer.alloc(0);
    this.#ends.length = 0;
  }
}

/** Where a payload is put together: it is encoded before anything else can run. */
let scratch = Buffer.allocUnsafeSlow(EXPECTED_BYTES);

/** A payload in base64url. */
function encoded(pieces: readonly Piece[]): string {
  let most = 0;
  for (const piece of pieces) most += mostBytesOf(piece);
  if (most > scratch.length) scratch = Buffer.allocUnsafeSlow(most * 2);
  let end = 0;
  for (const piece of pieces)
    if (typeof piece === 'string') end += scratch.write(piece, end);
    else {
      scratch.set(piece, end);
      end += piece.length;
    }
  return scratch.toString('base64url', 0, end);
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
