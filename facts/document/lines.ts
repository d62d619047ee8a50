const LINE_FEED = 10;

/** Tells the line of a byte offset, for offsets asked in rising order, chunk by chunk. */
export class LineCounter {
  #chunk: Uint8Array = new Uint8Array();
  #chunkStart = 0;
  #cursor = 0;
  #line = 1;

  /** Moves on to the next chunk. */
  feed(chunk: Uint8Array): void {
    this.at(this.#chunkStart + this.#chunk.length);
    this.#chunkStart += this.#chunk.length;
    this.#chunk = chunk;
    this.#cursor = 0;
  }

  /** Line of the byte at `offset`; an offset already passed gives the line reached. */
  at(offset: number): number {
    const until = Math.min(offset - this.#chunkStart, this.#chunk.length);
    while (this.#cursor < until) {
      const next = this.#chunk.indexOf(LINE_FEED, this.#cursor);
      if (next < 0 || next >= until) {
        this.#cursor = until;
        break;
      }
      this.#line += 1;
      this.#cursor = next + 1;
    }
    return this.#line;
  }
}

/** Longest line of NDJSON and longest row of CSV, in bytes. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** A line of a text without its line end, and its number from 1. `null`: longer than the limit. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | null;
}

/** Splits a stream at LF, CRLF or lone CR; a line beyond the limit is skipped, not kept. */
export async function* lines(source: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  let number = 1;
  let parts: Buffer[] = [];
  let held = 0;
  let afterReturn = false;

  const take = (): Line => {
    const line = { number, bytes: held > MAX_LINE_BYTES ? null : Buffer.concat(parts) };
    number += 1;
    parts = [];
    held = 0;
    return line;
  };
  const keep = (piece: Buffer): void => {
    held += piece.length;
    if (held <= MAX_LINE_BYTES) parts.push(piece);
    else parts = [];
  };

  for await (const chunk of source) {
    const found: Line[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte !== LINE_FEED && byte !== 13) {
        afterReturn = false;
        continue;
      }
      const second = byte === LINE_FEED && afterReturn && at === from && held === 0;
      afterReturn = byte === 13;
      if (!second) {
        keep(chunk.subarray(from, at));
        found.push(take());
      }
      from = at + 1;
    }
    keep(chunk.subarray(from));
    if (found.length > 0) yield found;
  }
  if (held > 0) yield [take()];
}
