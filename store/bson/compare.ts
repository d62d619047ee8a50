import { compareNumbers, isNumber } from './numbers.ts';
import {
  Binary,
  Code,
  DateTime,
  DbPointer,
  MinKey,
  ObjectId,
  Regex,
  SymbolValue,
  Timestamp,
  Undefined,
} from './values.ts';
import type { Document, Value } from './values.ts';
import { decode } from './decode.ts';

/** The place of each type in MongoDB's order across types; equal ranks compare by value. */
export const RANK = {
  minKey: 0x05,
  undefined: 0x08,
  null: 0x0a,
  number: 0x10,
  string: 0x20,
  object: 0x30,
  array: 0x38,
  binary: 0x40,
  objectId: 0x48,
  boolean: 0x50,
  date: 0x58,
  timestamp: 0x60,
  regex: 0x68,
  dbPointer: 0x70,
  code: 0x78,
  codeWithScope: 0x80,
  maxKey: 0xf0,
} as const;

export function rank(value: Value): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return RANK.number;
    case 'string':
      return RANK.string;
    case 'boolean':
      return RANK.boolean;
    default:
      return rankOfObject(value);
  }
}

function rankOfObject(value: Exclude<Value, number | bigint | string | boolean>): number {
  if (value === null) return RANK.null;
  if (value instanceof Map || Buffer.isBuffer(value)) return RANK.object;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof ObjectId) return RANK.objectId;
  if (value instanceof DateTime) return RANK.date;
  if (isNumber(value)) return RANK.number;
  if (value instanceof Binary) return RANK.binary;
  if (value instanceof Timestamp) return RANK.timestamp;
  if (value instanceof Regex) return RANK.regex;
  if (value instanceof DbPointer) return RANK.dbPointer;
  if (value instanceof Code) return value.scope === undefined ? RANK.code : RANK.codeWithScope;
  if (value instanceof SymbolValue) return RANK.string;
  if (value instanceof Undefined) return RANK.undefined;
  return value instanceof MinKey ? RANK.minKey : RANK.maxKey;
}

/**
 * MongoDB's total order over BSON values: first by type, then by value; numbers of all types by
 * exact value with NaN first; strings by their UTF-8 bytes; documents field by field in order
 * (type, then name, then value). Negative: a first; 0: equal.
 */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  const left = rank(a);
  const right = rank(b);
  if (left !== right) return left - right;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  if (left === RANK.object) return compareDocuments(asDocument(a), asDocument(b));
  return compareScalars(a, b);
}

function asDocument(value: Value): Document {
  if (Buffer.isBuffer(value)) return decode(value);
  return value instanceof Map ? value : new Map<string, Value>();
}

const order = <T extends bigint | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

function compareScalars(a: Value, b: Value): number {
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof ObjectId && b instanceof ObjectId) return a.bytes.compare(b.bytes);
  if (a instanceof DateTime && b instanceof DateTime) return order(a.milliseconds, b.milliseconds);
  if (a instanceof Binary && b instanceof Binary)
    return a.bytes.length - b.bytes.length || a.subtype - b.subtype || a.bytes.compare(b.bytes);
  if (a instanceof Timestamp && b instanceof Timestamp) return order(a.value, b.value);
  if (a instanceof Regex && b instanceof Regex)
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.flags, b.flags);
  if (a instanceof DbPointer && b instanceof DbPointer)
    return compareStrings(a.namespace, b.namespace) || a.id.compare(b.id);
  if (a instanceof Code && b instanceof Code)
    return (
      compareStrings(a.code, b.code) ||
      compareDocuments(a.scope ?? new Map<string, Value>(), b.scope ?? new Map<string, Value>())
    );
  return compareStrings(textOf(a), textOf(b));
}

const textOf = (value: Value): string =>
  typeof value === 'string' ? value : value instanceof SymbolValue ? value.value : '';

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const left = a[i];
    const right = b[i];
    if (left === undefined || right === undefined) continue;
    const difference = compare(left, right);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareDocuments(a: Document, b: Document): number {
  const others = b.entries();
  for (const [name, left] of a) {
    const other = others.next();
    if (other.done === true) return 1;
    const [otherName, right] = other.value;
    const difference =
      rank(left) - rank(right) || compareStrings(name, otherName) || compare(left, right);
    if (difference !== 0) return difference;
  }
  return others.next().done === true ? 0 : -1;
}

/** By UTF-8 bytes, which is by code point: UTF-16 order differs where surrogates meet U+E000 on. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right)
      return left >= 0xd800 && right >= 0xd800 ? astral(left, right) : left - right;
  }
  return a.length - b.length;
}

function astral(left: number, right: number): number {
  const moved = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);
  return moved(left) - moved(right);
}

export const equal = (a: Value, b: Value): boolean => compare(a, b) === 0;
