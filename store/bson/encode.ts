import {
  Binary,
  Code,
  DateTime,
  DbPointer,
  Decimal,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Regex,
  SymbolValue,
  Timestamp,
} from './values.ts';
import type { Document, Value, Undefined } from './values.ts';

/** Writes BSON into one growing buffer. */
class Writer {
  buffer = Buffer.allocUnsafe(1024);
  at = 0;

  room(bytes: number): void {
    const need = this.at + bytes;
    if (need <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(need, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }

  byte(value: number): void {
    this.room(1);
    this.buffer[this.at++] = value;
  }

  int32(value: number): void {
    this.room(4);
    this.at = this.buffer.writeInt32LE(value, this.at);
  }

  bytes(value: Buffer): void {
    this.room(value.length);
    value.copy(this.buffer, this.at);
    this.at += value.length;
  }

  cstring(value: string): void {
    this.room(value.length * 3 + 1);
    this.at += this.buffer.write(value, this.at, 'utf8');
    this.buffer[this.at++] = 0;
  }

  text(value: string): void {
    const start = this.at;
    this.int32(0);
    this.cstring(value);
    this.buffer.writeInt32LE(this.at - start - 4, start);
  }

  /** Starts an element: type (set once the value is known), then name. */
  private element(type: number, name: string): void {
    this.byte(type);
    this.cstring(name);
  }

  fields(fields: Iterable<readonly [string | number, Value]>): void {
    const start = this.at;
    this.int32(0);
    for (const [name, value] of fields) this.value(String(name), value);
    this.byte(0);
    this.buffer.writeInt32LE(this.at - start, start);
  }

  value(name: string, value: Value): void {
    switch (typeof value) {
      case 'number':
        this.element(0x10, name);
        this.int32(value);
        return;
      case 'bigint':
        this.element(0x12, name);
        this.room(8);
        this.at = this.buffer.writeBigInt64LE(value, this.at);
        return;
      case 'string':
        this.element(0x02, name);
        this.text(value);
        return;
      case 'boolean':
        this.element(0x08, name);
        this.byte(value ? 1 : 0);
        return;
      default:
        this.object(name, value);
    }
  }

  private object(name: string, value: Exclude<Value, number | bigint | string | boolean>): void {
    if (value === null) this.element(0x0a, name);
    else if (value instanceof Map) {
      this.element(0x03, name);
      this.fields(value);
    } else if (Array.isArray(value)) {
      this.element(0x04, name);
      this.fields(value.entries());
    } else if (value instanceof ObjectId) {
      this.element(0x07, name);
      this.bytes(value.bytes);
    } else if (value instanceof Double) {
      this.element(0x01, name);
      this.room(8);
      this.at = this.buffer.writeDoubleLE(value.value, this.at);
    } else if (value instanceof DateTime) {
      this.element(0x09, name);
      this.room(8);
      this.at = this.buffer.writeBigInt64LE(value.milliseconds, this.at);
    } else if (Buffer.isBuffer(value)) {
      this.element(0x03, name);
      this.bytes(value);
    } else this.rare(name, value);
  }

  private rare(
    name: string,
    value:
      | Decimal
      | Undefined
      | Binary
      | Timestamp
      | Regex
      | Code
      | DbPointer
      | SymbolValue
      | MinKey
      | MaxKey,
  ): void {
    if (value instanceof Binary) {
      this.element(0x05, name);
      this.int32(value.bytes.length);
      this.byte(value.subtype);
      this.bytes(value.bytes);
    } else if (value instanceof Decimal) {
      this.element(0x13, name);
      this.bytes(value.bytes);
    } else if (value instanceof Timestamp) {
      this.element(0x11, name);
      this.room(8);
      this.at = this.buffer.writeBigUInt64LE(value.value, this.at);
    } else if (value instanceof Regex) {
      this.element(0x0b, name);
      this.cstring(value.pattern);
      this.cstring(value.flags);
    } else if (value instanceof Code) this.code(name, value);
    else if (value instanceof DbPointer) {
      this.element(0x0c, name);
      this.text(value.namespace);
      this.bytes(value.id);
    } else if (value instanceof SymbolValue) {
      this.element(0x0e, name);
      this.text(value.value);
    } else if (value instanceof MinKey) this.element(0xff, name);
    else if (value instanceof MaxKey) this.element(0x7f, name);
    else this.element(0x06, name);
  }

  private code(name: string, value: Code): void {
    if (value.scope === undefined) {
      this.element(0x0d, name);
      this.text(value.code);
      return;
    }
    this.element(0x0f, name);
    const start = this.at;
    this.int32(0);
    this.text(value.code);
    this.fields(value.scope);
    this.buffer.writeInt32LE(this.at - start, start);
  }
}

/** Writes a document as BSON, field by field in its own order. */
export function encode(document: Document): Buffer {
  const writer = new Writer();
  writer.fields(document);
  return writer.buffer.subarray(0, writer.at);
}
