import {
  Binary,
  Code,
  DateTime,
  DbPointer,
  Decimal,
  Double,
  MAX_KEY,
  MIN_KEY,
  ObjectId,
  Regex,
  SymbolValue,
  Timestamp,
  UNDEFINED,
} from './values.ts';
import type { Document, Value } from './values.ts';
import { errorClass } from '../../lib/errors/hub-error.ts';

/** The deepest nesting accepted, so that no document can exhaust the stack. */
export const MAX_DEPTH = 180;

/** The bytes are not one well-formed BSON document (or nest deeper than {@link MAX_DEPTH}). */
export class MalformedBson extends errorClass('BSON_MALFORMED') {}

function fail(what: string): never {
  throw new MalformedBson(`malformed BSON: ${what}`);
}

/** The size that a document claims, checked against the bytes there are and its closing NUL. */
export function documentSize(buffer: Buffer, offset: number): number {
  if (offset + 5 > buffer.length) fail('a document ends before its length');
  const size = buffer.readInt32LE(offset);
  if (size < 5 || offset + size > buffer.length) fail('a document of impossible length');
  if (buffer[offset + size - 1] !== 0) fail('a document without its end mark');
  return size;
}

/** Reads values of one buffer; every length is checked against the enclosing document's end. */
class Reader {
  readonly buffer: Buffer;
  at = 0;
  end = 0;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
  }

  take(bytes: number): number {
    const start = this.at;
    if (bytes < 0 || start + bytes > this.end) fail('a value reaches past its document');
    this.at = start + bytes;
    return start;
  }

  name(): string {
    const start = this.at;
    const stop = this.buffer.indexOf(0, start);
    if (stop < 0 || stop >= this.end) fail('a name without its end');
    this.at = stop + 1;
    // Short ASCII names are the rule; the general decoder costs several times as much.
    if (stop - start < 24) {
      let text = '';
      for (let i = start; i < stop; i++) {
        const code = this.buffer[i] ?? 0;
        if (code > 127) return this.buffer.toString('utf8', start, stop);
        text += String.fromCharCode(code);
      }
      return text;
    }
    return this.buffer.toString('utf8', start, stop);
  }

  text(): string {
    const length = this.buffer.readInt32LE(this.take(4));
    if (length < 1) fail('a string of impossible length');
    const start = this.take(length);
    if (this.buffer[start + length - 1] !== 0) fail('a string without its end mark');
    return this.buffer.toString('utf8', start, start + length - 1);
  }

  bytes(length: number): Buffer {
    const start = this.take(length);
    return this.buffer.subarray(start, start + length);
  }

  fields(depth: number, only?: ReadonlySet<string>): Document {
    const outer = this.enter(depth);
    const fields: Document = new Map();
    for (;;) {
      const type = this.buffer[this.take(1)] ?? 0;
      if (type === 0) break;
      const name = this.name();
      if (only !== undefined && !only.has(name)) this.skip(type, depth);
      else fields.set(name, this.value(type, depth));
    }
    this.leave(outer);
    return fields;
  }

  items(depth: number): Value[] {
    const outer = this.enter(depth);
    const items: Value[] = [];
    for (;;) {
      const type = this.buffer[this.take(1)] ?? 0;
      if (type === 0) break;
      const stop = this.buffer.indexOf(0, this.at);
      if (stop < 0 || stop >= this.end) fail('an array index without its end');
      this.at = stop + 1;
      items.push(this.value(type, depth));
    }
    this.leave(outer);
    return items;
  }

  /** Narrows the limit to the document that starts here and returns the limit to restore. */
  private enter(depth: number): number {
    if (depth > MAX_DEPTH) fail(`nesting deeper than ${MAX_DEPTH}`);
    const size = documentSize(this.buffer, this.at);
    if (this.at + size > this.end) fail('a document reaches past the one around it');
    const outer = this.end;
    this.end = this.at + size;
    this.at += 4;
    return outer;
  }

  private leave(outer: number): void {
    if (this.at !== this.end) fail('bytes after the end mark of a document');
    this.end = outer;
  }

  /** Steps over a value; sizes are checked, the inside is not looked at. */
  skip(type: number, depth: number): void {
    switch (type) {
      case 0x03:
      case 0x04: {
        this.take(documentSize(this.buffer, this.at));
        return;
      }
      case 0x02:
      case 0x0d:
      case 0x0e:
        this.take(this.buffer.readInt32LE(this.take(4)));
        return;
      case 0x05:
        this.take(this.buffer.readInt32LE(this.take(4)) + 1);
        return;
      default:
        this.value(type, depth);
    }
  }

  value(type: number, depth: number): Value {
    switch (type) {
      case 0x01:
        return new Double(this.buffer.readDoubleLE(this.take(8)));
      case 0x02:
        return this.text();
      case 0x03:
        return this.fields(depth + 1);
      case 0x04:
        return this.items(depth + 1);
      case 0x05:
        return this.binary();
      case 0x06:
        return UNDEFINED;
      case 0x07:
        return new ObjectId(this.bytes(12));
      case 0x08:
        return this.buffer[this.take(1)] !== 0;
      case 0x09:
        return new DateTime(this.buffer.readBigInt64LE(this.take(8)));
      case 0x0a:
        return null;
      case 0x0b:
        return new Regex(this.name(), this.name());
      case 0x0c:
        return new DbPointer(this.text(), this.bytes(12));
      case 0x0d:
        return new Code(this.text());
      case 0x0e:
        return new SymbolValue(this.text());
      case 0x0f: {
        this.take(4);
        return new Code(this.text(), this.fields(depth + 1));
      }
      case 0x10:
        return this.buffer.readInt32LE(this.take(4));
      case 0x11:
        return new Timestamp(this.buffer.readBigUInt64LE(this.take(8)));
      case 0x12:
        return this.buffer.readBigInt64LE(this.take(8));
      case 0x13:
        return new Decimal(this.bytes(16));
      case 0x7f:
        return MAX_KEY;
      case 0xff:
        return MIN_KEY;
      default:
        return fail(`type 0x${type.toString(16)} is unknown`);
    }
  }

  private binary(): Binary {
    const length = this.buffer.readInt32LE(this.take(4));
    const subtype = this.buffer[this.take(1)] ?? 0;
    return new Binary(subtype, this.bytes(length));
  }
}

/**
 * Reads the document at an offset. Byte values share the buffer's memory.
 * @param only reads these top-level fields and steps over the others
 * @throws MalformedBson when the bytes are not a document
 */
export function decode(buffer: Buffer, offset = 0, only?: ReadonlySet<string>): Document {
  const reader = new Reader(buffer);
  reader.at = offset;
  reader.end = offset + documentSize(buffer, offset);
  return reader.fields(1, only);
}
