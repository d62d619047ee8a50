import { RANK, rank } from './compare.ts';
import { decode } from './decode.ts';
import { compareDecimalToDouble, exact, floorToDouble } from './numbers.ts';
import type { Exact, NumberValue } from './numbers.ts';
import { isNumber } from './numbers.ts';
import {
  Binary,
  Code,
  DateTime,
  DbPointer,
  ObjectId,
  Regex,
  SymbolValue,
  Timestamp,
} from './values.ts';
import type { Document, Value } from './values.ts';

/*
 * Index keys: byte strings whose order (memcmp) is the order of the values they stand for. Every
 * value starts with its rank and marks its own end, so keys of several fields are simply joined.
 * No value starts with 0xff, nor does an inverted one (descending field): that byte after a value is
 * above every key in which another field follows it, and below every greater value.
 *
 * U+0000 is the one character that an end mark could be taken for. In a text it is an end mark followed
 * by more 0xff than can follow the end of one. In a descending field a longer text must come before
 * the shorter that begins it, also where nothing follows; there it is written as what lies between U+0001
 * and the end mark. Texts without it are written the same in both.
 */

const END = 0x00;
const NAN = RANK.number;
const NUMBER = RANK.number + 1;
const EXACT = 0x00;
const MORE = 0x01;

/** How many bytes of any value may follow the end of a text: none, but in a DBPointer its id. */
const POINTER_ID = 12;

/** Above everything that can follow a whole value in a key. */
export const AFTER_VALUE = Buffer.from([0xff]);
/** Above everything that can follow the start of a text in a key. */
export const AFTER_PREFIX = Buffer.from([0xff, 0xff]);

/** Builds one key after another in the same memory. */
export class KeyWriter {
  private buffer = Buffer.allocUnsafe(512);
  private at = 0;
  /** Whether the next text is the last part of a descending field's value. */
  private descending = false;

  /** Adds a field's value; a descending field is written with every bit inverted. */
  add(value: Value, descending = false): this {
    const start = this.at;
    if (!descending) this.value(value);
    else {
      this.descending = true;
      this.value(value);
      this.descending = false;
      this.invert(start);
    }
    return this;
  }

  /** Where the key stands, to return to with {@link rewind}. */
  mark(): number {
    return this.at;
  }

  rewind(mark: number): void {
    this.at = mark;
  }

  /** The key so far, copied. */
  key(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.at));
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.at + bytes, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }

  private byte(value: number): void {
    this.room(1);
    this.buffer[this.at++] = value;
  }

  private uint64(value: bigint): void {
    this.room(8);
    this.at = this.buffer.writeBigUInt64BE(value, this.at);
  }

  private bytes(value: Buffer): void {
    this.room(value.length);
    value.copy(this.buffer, this.at);
    this.at += value.length;
  }

  private invert(start: number): void {
    for (let i = start; i < this.at; i++) this.buffer[i] = ~(this.buffer[i] ?? 0) & 0xff;
  }

  private repeat(byte: number, times: number): void {
    this.room(times);
    this.buffer.fill(byte, this.at, (this.at += times));
  }

  /**
   * UTF-8 with an end mark.
   * @param descending whether it is (or, with as many bytes after it, ends) a descending field's value
   * @param after how many bytes of any value may follow the end mark
   */
  private text(value: string, descending = false, after = 0): void {
    this.room(value.length * 3 + 1);
    if (value.includes('\0')) {
      for (const [part, piece] of value.split('\0').entries()) {
        if (part > 0) {
          this.byte(descending ? 0x01 : 0x00);
          this.repeat(descending ? 0x00 : 0xff, after + (descending ? 2 : 1));
        }
        this.room(piece.length * 3);
        this.at += this.buffer.write(piece, this.at, 'utf8');
      }
    } else this.at += this.buffer.write(value, this.at, 'utf8');
    this.byte(END);
  }

  private value(value: Value): void {
    if (typeof value === 'string') {
      this.byte(RANK.string);
      this.text(value, this.descending);
    } else if (isNumber(value)) this.number(value);
    else {
      this.byte(rank(value));
      this.rest(value, this.descending);
    }
  }

  private rest(value: Exclude<Value, string | NumberValue>, descending: boolean): void {
    this.descending = false; // what is inside a value is always followed by something
    if (typeof value === 'boolean') this.byte(value ? 1 : 0);
    else if (value instanceof ObjectId) this.bytes(value.bytes);
    else if (value instanceof DateTime)
      this.uint64(BigInt.asUintN(64, value.milliseconds) ^ 0x8000000000000000n);
    else if (value instanceof Map) this.fields(value);
    else if (Buffer.isBuffer(value)) this.fields(decode(value));
    else if (Array.isArray(value)) {
      for (const item of value) {
        this.byte(rank(item));
        this.value(item);
      }
      this.byte(END);
    } else if (value instanceof Binary) {
      this.room(5);
      this.at = this.buffer.writeUInt32BE(value.bytes.length, this.at);
      this.byte(value.subtype);
      this.bytes(value.bytes);
    } else if (value instanceof Timestamp) this.uint64(value.value);
    else if (value instanceof Regex) {
      this.text(value.pattern);
      this.text(value.flags);
    } else if (value instanceof DbPointer) {
      this.text(value.namespace, descending, POINTER_ID);
      this.bytes(value.id);
    } else if (value instanceof Code) {
      this.text(value.code, descending && value.scope === undefined);
      if (value.scope !== undefined) this.fields(value.scope);
    } else if (value instanceof SymbolValue) this.text(value.value, descending);
  }

  private fields(fields: Document): void {
    for (const [name, value] of fields) {
      this.byte(rank(value));
      this.text(name);
      this.value(value);
    }
    this.byte(END);
  }

  /**
   * A number as the largest double not above it, then whether that is exact; if it is not (large
   * int64, decimal128), the decimal digits tell apart the numbers that share the double.
   */
  private number(value: NumberValue): void {
    const parts = exact(value);
    if ('double' in parts) {
      if (Number.isNaN(parts.double)) this.byte(NAN);
      else {
        this.double(parts.double);
        this.byte(EXACT);
      }
      return;
    }
    const floor = floorToDouble(parts.coefficient, parts.exponent);
    this.double(floor);
    if (isExactly(parts, floor)) this.byte(EXACT);
    else {
      this.byte(MORE);
      this.digits(parts.coefficient, parts.exponent);
    }
  }

  private double(value: number): void {
    this.byte(NUMBER);
    this.room(8);
    const start = this.at;
    this.at = this.buffer.writeDoubleBE(value === 0 ? 0 : value, start);
    if (value < 0) this.invert(start);
    else this.buffer[start] = (this.buffer[start] ?? 0) | 0x80;
  }

  /** 0.d₁d₂… × 10^E: E, then the digits, then an end mark; all inverted when negative. */
  private digits(coefficient: bigint, exponent: number): void {
    const start = this.at;
    const negative = coefficient < 0n;
    const digits = String(negative ? -coefficient : coefficient);
    const significant = digits.replace(/0+$/, '');
    this.room(2 + significant.length + 1);
    this.at = this.buffer.writeUInt16BE(exponent + digits.length + 0x4000, start);
    for (const digit of significant) this.byte(Number(digit) + 1);
    this.byte(END);
    if (negative) this.invert(start);
  }
}

function isExactly(
  { coefficient, exponent }: Extract<Exact, { coefficient: bigint }>,
  double: number,
): boolean {
  return compareDecimalToDouble(coefficient, exponent, double) === 0;
}

/** The key of one value, as the first field of an index. */
export function keyOf(value: Value, descending = false): Buffer {
  return new KeyWriter().add(value, descending).key();
}

/** What the keys of all texts that start with a prefix start with. */
export function keyOfPrefix(prefix: string, descending: boolean): Buffer {
  const key = keyOf(prefix, descending);
  return key.subarray(0, key.length - 1);
}
