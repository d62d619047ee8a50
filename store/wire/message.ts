import { decode, documentSize } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Document } from '../bson/values.ts';
import { errorClass } from '../../lib/errors/hub-error.ts';

/** The largest message accepted, in bytes; what hello tells as maxMessageSizeBytes. */
export const MAX_MESSAGE = 48_000_000;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM = 1;
const MORE_TO_COME = 2;

/** A request as it came over the wire. */
export interface Request {
  readonly id: number;
  readonly kind: 'message' | 'query';
  /** The command, its name first. */
  readonly body: Document;
  /** Document sequences by name, each document as its bytes. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** False when the sender wants no answer (unacknowledged writes). */
  readonly answer: boolean;
  /** The database of an OP_QUERY, whose body does not name it. */
  readonly database: string | undefined;
}

/** The bytes are no message of the MongoDB wire protocol; the connection cannot go on. */
export class MalformedMessage extends errorClass('MESSAGE_MALFORMED') {}

function fail(what: string): never {
  throw new MalformedMessage(what);
}

/** Splits a stream of bytes into messages. */
export class Framer {
  private parts: Buffer[] = [];
  private size = 0;

  /** @returns the messages complete by now @throws MalformedMessage for an impossible length */
  add(part: Buffer): Buffer[] {
    this.parts.push(part);
    this.size += part.length;
    const messages: Buffer[] = [];
    while (this.size >= 16) {
      const head = this.join(16);
      const length = head.readInt32LE(0);
      if (length < 16 || length > MAX_MESSAGE) fail(`a message of ${length} bytes`);
      if (this.size < length) break;
      const all = this.join(length);
      messages.push(all.subarray(0, length));
      this.size -= length;
      this.parts[0] = all.subarray(length);
    }
    return messages;
  }

  /** The first part, made to hold at least this many bytes. */
  private join(bytes: number): Buffer {
    let [first] = this.parts;
    if (first === undefined || first.length < bytes) {
      first = Buffer.concat(this.parts);
      this.parts = [first];
    }
    return first;
  }
}

/** @throws MalformedMessage or MalformedBson */
export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4);
  switch (message.readInt32LE(12)) {
    case OP_MSG:
      return parseMsg(message, id);
    case OP_QUERY:
      return parseQuery(message, id);
    default:
      return fail(`operation ${message.readInt32LE(12)} is not spoken here`);
  }
}

function parseMsg(message: Buffer, id: number): Request {
  if (message.length < 21) fail('a message without a body');
  const flags = message.readUInt32LE(16);
  if ((flags & 0xfffc) !== 0) fail('unknown required flags');
  let end = message.length;
  if ((flags & CHECKSUM) !== 0) {
    end -= 4;
    if (crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) fail('a wrong checksum');
  }
  let body: Document | undefined;
  const sequences = new Map<string, Buffer[]>();
  for (let at = 20; at < end;) {
    const kind = message[at++];
    if (kind === 0) {
      const size = documentSize(message, at);
      if (body !== undefined || at + size > end) fail('a second body, or one too long');
      body = decode(message, at);
      at += size;
    } else if (kind === 1) at = parseSequence(message, at, end, sequences);
    else fail(`a section of kind ${String(kind)}`);
  }
  if (body === undefined) fail('a message without a body');
  const answer = (flags & MORE_TO_COME) === 0;
  return { id, kind: 'message', body, sequences, answer, database: undefined };
}

function parseSequence(
  message: Buffer,
  start: number,
  end: number,
  sequences: Map<string, Buffer[]>,
): number {
  if (start + 4 > end) fail('a document sequence cut short');
  const stop = start + message.readInt32LE(start);
  const nameEnd = message.indexOf(0, start + 4);
  if (stop > end || stop <= start || nameEnd < 0 || nameEnd >= stop)
    fail('a document sequence of impossible length');
  const name = message.toString('utf8', start + 4, nameEnd);
  if (sequences.has(name)) fail('two document sequences of one name');
  const documents: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < stop) {
    const size = documentSize(message, at);
    if (at + size > stop) fail('a document reaches past its sequence');
    documents.push(message.subarray(at, at + size));
    at += size;
  }
  sequences.set(name, documents);
  return stop;
}

function parseQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, 20);
  if (nameEnd < 0) fail('a query without a collection');
  const [database, name] = message.toString('utf8', 20, nameEnd).split('.$');
  if (name !== 'cmd') fail('a query of the old protocol that is no command');
  const body = decode(message, nameEnd + 9);
  return { id, kind: 'query', body, sequences: new Map(), answer: true, database };
}

/** The answer to a request, in the form in which it asked. */
export function formatAnswer(request: Request, answer: Document, id: number): Buffer {
  const body = encode(answer);
  const query = request.kind === 'query';
  const head = Buffer.alloc(query ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(query ? OP_REPLY : OP_MSG, 12);
  if (query) {
    head.writeInt32LE(8, 16); // await-capable, as every server says
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, body]);
}

/** The table of the Castagnoli polynomial, reflected (RFC 3720, B.4). */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** CRC-32C, the checksum of OP_MSG. */
export function crc32c(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
