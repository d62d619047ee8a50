import { isUtf8 } from 'node:buffer';
import { DocumentError, fault } from '../model/fault.ts';

const LINE_FEED = 10;

/** Lines ended in `bytes`, counting a lone carriage return as a line end too. */
function lineEnds(bytes: Uint8Array): number {
  let ends = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) ends += 1;
  return ends;
}

/** Bytes at the end of `chunk` that begin a character which the next chunk completes. */
export function openTail(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

const startsWith = (chunk: Buffer, ...bytes: number[]): boolean =>
  bytes.every((byte, at) => chunk[at] === byte);

function firstBadByte(chunk: Buffer): number {
  let good = 0;
  let bad = chunk.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const head = chunk.subarray(0, middle);
    if (isUtf8(head.subarray(0, head.length - openTail(head)))) good = middle;
    else bad = middle;
  }
  return good;
}

/**
 * The same bytes, cut between characters, without a byte order mark.
 * @throws DocumentError DOC_ENCODING naming the line, when the bytes are not UTF-8
 */
export async function* utf8Chunks(
  source: AsyncIterable<Uint8Array>,
  file?: string,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let started = false;
  for await (const piece of source) {
    let chunk =
      rest.length > 0
        ? Buffer.concat([rest, piece])
        : Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    if (!started) {
      if (chunk.length < 4) {
        rest = chunk;
        continue;
      }
      started = true;
      chunk = withoutMark(chunk, file);
    }
    const tail = openTail(chunk);
    rest = chunk.subarray(chunk.length - tail);
    const whole = chunk.subarray(0, chunk.length - tail);
    check(whole, line, file);
    line += lineEnds(whole);
    if (whole.length > 0) yield whole;
  }
  if (!started) rest = withoutMark(rest, file);
  check(rest, line, file);
  if (rest.length > 0) yield rest;
}

function withoutMark(chunk: Buffer, file: string | undefined): Buffer {
  if (startsWith(chunk, 0xef, 0xbb, 0xbf)) return chunk.subarray(3);
  const utf16 = startsWith(chunk, 0xff, 0xfe) || startsWith(chunk, 0xfe, 0xff);
  if (utf16)
    throw new DocumentError(fault('DOC_ENCODING', '$', 'the file is UTF-16', { file, line: 1 }));
  return chunk;
}

function check(bytes: Buffer, line: number, file: string | undefined): void {
  if (isUtf8(bytes)) return;
  const at = line + lineEnds(bytes.subarray(0, firstBadByte(bytes)));
  throw new DocumentError(
    fault('DOC_ENCODING', '$', 'the file is not UTF-8', {
      file,
      line: at,
    }),
  );
}
