import { isAscii, isUtf8 } from 'node:buffer';
import { DocumentError, fault } from '../../model/fault.ts';
import { openTail } from '../utf8.ts';

/** Encodings in which spreadsheets write text. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Bytes needed to tell UTF-16. */
const SNIFFED = 4;
/** Of the characters beyond ASCII, the share that must be common Chinese ones for GB18030 to be believed. */
const COMMON_SHARE = 0.8;

/**
 * The same text as bytes of UTF-8. Without a name the encoding is told by a byte order mark, by the zero
 * bytes of UTF-16, or at the first characters beyond ASCII: UTF-8 or GB18030. What is neither for certain is
 * handed on as it is, to be refused as no UTF-8.
 * @throws DocumentError DOC_ENCODING when bytes are not what the encoding says
 */
export async function* asUtf8(
  source: AsyncIterable<Uint8Array>,
  named?: Encoding,
): AsyncGenerator<Uint8Array> {
  let encoding = named;
  let decode = encoding === undefined ? undefined : decoderOf(encoding);
  let held: Buffer = Buffer.alloc(0);
  let isStarted = named !== undefined;
  for await (const piece of source) {
    const chunk = held.length > 0 ? Buffer.concat([held, piece]) : asBuffer(piece);
    held = Buffer.alloc(0);
    if (!isStarted) {
      if (chunk.length < SNIFFED) {
        held = chunk;
        continue;
      }
      isStarted = true;
      encoding = utf16Of(chunk);
      decode = encoding && decoderOf(encoding);
    }
    if (encoding === undefined) {
      const told = encodingOf(chunk);
      if (told === 'unknown yet') {
        held = chunk;
        continue;
      }
      encoding = told ?? undefined;
      decode = encoding && decoderOf(encoding);
    }
    yield decode ? decode(chunk) : chunk;
  }
  if (held.length > 0) {
    encoding ??= utf16Of(held) ?? (encodingOf(held, true) as Encoding | undefined);
    decode ??= encoding && decoderOf(encoding);
    yield decode ? decode(held) : held;
  }
  if (decode) yield decode(null);
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

type Decode = (bytes: Uint8Array | null) => Uint8Array;

/** Undefined: the bytes are UTF-8, which is checked where they are read. */
function decoderOf(encoding: Encoding): Decode | undefined {
  if (encoding === 'utf-8') return undefined;
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  return (bytes) => {
    try {
      const text = bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
      lines += text.split('\n').length - 1;
      return Buffer.from(text);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA')
        throw error;
      throw new DocumentError(
        fault('DOC_ENCODING', '$', `the file is not ${encoding.toUpperCase()}`, { line: lines }),
      );
    }
  };
}

/** A table begins with ASCII: in UTF-16 each second byte is zero. */
function utf16Of(head: Buffer): Encoding | undefined {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  return undefined;
}

/** Undefined: ASCII so far; null: neither UTF-8 nor believably GB18030. */
function encodingOf(chunk: Buffer, isLast = false): Encoding | 'unknown yet' | null | undefined {
  if (isAscii(chunk)) return undefined;
  const whole = isLast ? chunk : chunk.subarray(0, chunk.length - openTail(chunk));
  if (!isLast && isAscii(whole)) return 'unknown yet';
  if (isUtf8(whole)) return 'utf-8';
  return isBelievablyChinese(chunk) ? 'gb18030' : null;
}

/**
 * Other one-byte encodings read as GB18030 too, as rare characters: so most must be those of GB 2312,
 * whose two bytes both lie beyond ASCII.
 */
function isBelievablyChinese(chunk: Buffer): boolean {
  let [common, all] = [0, 0];
  for (let at = 0; at < chunk.length; at += 1) {
    const lead = chunk[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = chunk[at + 1];
    if (trail === undefined) break;
    all += 1;
    const isIdeograph = lead >= 0xb0 && lead <= 0xf7;
    const isSign = lead >= 0xa1 && lead <= 0xa9;
    if ((isIdeograph || isSign) && trail >= 0xa1) common += 1;
    at += 1;
  }
  return all > 0 && common >= all * COMMON_SHARE;
}
