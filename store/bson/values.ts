/**
 * The values of BSON as the engine holds them. int32 is a JavaScript number, int64 a bigint, double
 * a {@link Double}: the three must stay apart so that a document is written back as it was given.
 * A document is a Map: names keep their order, even `10` before `9`, and `__proto__` is only a name.
 * (`bson` is in no object; it keeps classes of like fields apart for the type checker.)
 */
export type Document = Map<string, Value>;

/** A document kept as its bytes, for answers that pass stored documents through untouched. */
export type RawDocument = Buffer;

export type Value =
  | number
  | bigint
  | Double
  | Decimal
  | string
  | boolean
  | null
  | Undefined
  | ObjectId
  | Binary
  | DateTime
  | Timestamp
  | Regex
  | Code
  | DbPointer
  | SymbolValue
  | MinKey
  | MaxKey
  | Document
  | RawDocument
  | Value[];

export class Double {
  declare readonly bson: 'double';
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** IEEE 754-2008 decimal128, kept as its 16 bytes (little endian, as in BSON). */
export class Decimal {
  declare readonly bson: 'decimal';
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

export class ObjectId {
  declare readonly bson: 'objectId';
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

export class Binary {
  declare readonly bson: 'binary';
  readonly subtype: number;
  readonly bytes: Buffer;
  constructor(subtype: number, bytes: Buffer) {
    this.subtype = subtype;
    this.bytes = bytes;
  }
}

/** Milliseconds since 1970, as 64 bits: BSON dates reach further than JavaScript's. */
export class DateTime {
  declare readonly bson: 'dateTime';
  readonly milliseconds: bigint;
  constructor(milliseconds: bigint) {
    this.milliseconds = milliseconds;
  }
}

export class Timestamp {
  declare readonly bson: 'timestamp';
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
}

export class Regex {
  declare readonly bson: 'regex';
  readonly pattern: string;
  readonly flags: string;
  constructor(pattern: string, flags: string) {
    this.pattern = pattern;
    this.flags = flags;
  }
}

/** JavaScript code: stored and returned, never run. */
export class Code {
  declare readonly bson: 'code';
  readonly code: string;
  readonly scope: Document | undefined;
  constructor(code: string, scope?: Document) {
    this.code = code;
    this.scope = scope;
  }
}

export class DbPointer {
  declare readonly bson: 'dbPointer';
  readonly namespace: string;
  readonly id: Buffer;
  constructor(namespace: string, id: Buffer) {
    this.namespace = namespace;
    this.id = id;
  }
}

/** The deprecated BSON symbol; it compares as a string. */
export class SymbolValue {
  declare readonly bson: 'symbolValue';
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

/** The deprecated BSON undefined, a value of its own (a missing field is JavaScript's undefined). */
export class Undefined {
  declare readonly bson: 'undefined';
}
export class MinKey {
  declare readonly bson: 'minKey';
}
export class MaxKey {
  declare readonly bson: 'maxKey';
}

export const UNDEFINED = new Undefined();
export const MIN_KEY = new MinKey();
export const MAX_KEY = new MaxKey();

export function isDocument(value: Value | undefined): value is Document {
  return value instanceof Map;
}

/** Builds a document from literal names; only for names the engine itself chooses. */
export function document(fields: Readonly<Record<string, Value>>): Document {
  return new Map(Object.entries(fields));
}
