import { BSON } from 'bson';
import fc from 'fast-check';
import { decode } from '../../../store/bson/decode.ts';
import type { Value } from '../../../store/bson/values.ts';

const { Binary, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } = BSON;

const name = fc.oneof(
  fc.constantFrom('a', 'b', '10', '9', '__proto__', 'constructor', 'é', '￿', '😀'),
  fc.string({ unit: 'grapheme', maxLength: 5 }).filter((text) => !text.includes('\0')),
);

const text = fc.oneof(
  fc.constantFrom('', '\0', 'a', 'a\0', 'a\0b', 'ab', 'é', '\uffff', '😀', '\u{10ffff}', '\ue000'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const decimal = fc.oneof(
  fc.constantFrom('0', '-0', '0.1', '-0.1', '1E-6176', '-1E-6176', '9.99E+6144', '1E+400', 'NaN'),
  fc.constantFrom('Infinity', '-Infinity', '9007199254740993', '9007199254740992', '1.50', '1.5'),
  fc
    .tuple(
      fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }),
      fc.integer({ min: -400, max: 400 }),
    )
    .map(([digits, exponent]) => `${digits}E${exponent}`),
);

const double = fc.oneof(
  fc.constantFrom(0, -0, 0.1, 1.5, NaN, Infinity, -Infinity, 5e-324, 2 ** 53, 2 ** 63, -(2 ** 63)),
  fc.double(),
);

const long = fc.oneof(
  fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n), 0n),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

/** Any value that BSON can hold, for the `bson` package to write. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((value) => new Int32(value)),
      fc.constantFrom(-1, 0, 1, 2).map((value) => new Int32(value)),
      double.map((value) => new Double(value)),
      long.map((value) => Long.fromBigInt(value)),
      decimal.map((value) => Decimal128.fromString(value)),
    ),
    fc.oneof(
      text,
      fc.boolean(),
      fc.constant(null),
      bytes(12).map((value) => new ObjectId(value)),
      fc
        .bigInt({ min: -8640000000000000n, max: 8640000000000000n })
        .map((ms) => new Date(Number(ms))),
      fc
        .tuple(fc.uint8Array({ maxLength: 6 }), fc.constantFrom(0, 4, 5, 128))
        .map(([value, subtype]) => new Binary(value, subtype)),
      bytes(8).map((value) => new Timestamp(Buffer.from(value).readBigUInt64LE())),
    ),
    fc.oneof(
      fc.constant(new MinKey()),
      fc.constant(new MaxKey()),
      fc
        .tuple(name, fc.constantFrom('', 'i', 'im'))
        .map(([pattern, flags]) => new BSON.BSONRegExp(pattern, flags)),
      text.map((code) => new Code(code)),
      text.map((value) => new BSON.BSONSymbol(value)),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(name, tie('value')), { selector: ([key]) => key, maxLength: 4 })
      .map((entries) => new Map(entries)),
  ),
})).value;

/** A value as the engine holds it, by way of the `bson` package's bytes. */
export function asEngineValue(value: unknown): Value {
  const held = decode(Buffer.from(BSON.serialize({ value }))).get('value');
  if (held === undefined) throw new Error('the value was lost');
  return held;
}

/** Characters at which orders of text differ: end marks, UTF-8 lengths, surrogates, lone ones too. */
const unit = fc.constantFrom(
  '\0',
  '\0',
  '\x01',
  'a',
  '\x7f',
  '\x80',
  '\ud83d',
  '\ue000',
  '\uffff',
  '😀',
);
const closeText = fc.array(unit, { maxLength: 4 }).map((units) => asText(units.join('')));

/** As BSON holds it: a lone surrogate has no UTF-8 and becomes U+FFFD. */
const asText = (text: string): string => Buffer.from(text).toString();

/** Two texts of which one often begins the other. */
export const closeTexts = fc
  .tuple(closeText, closeText, closeText, fc.boolean())
  .map(([start, a, b, whole]): [string, string] => [start + (whole ? '' : a), start + b]);

/** Two values that are near each other more often than any two are. */
export const closeValues: fc.Arbitrary<[unknown, unknown]> = fc.oneof(
  closeTexts,
  fc
    .tuple(
      closeTexts,
      fc.constantFrom<(text: string) => unknown>(
        (text) => new Code(text),
        (text) => new BSON.BSONSymbol(text),
        (text) => ({ a: text }),
        (text) => [text],
        (text) => new Code(text, { a: text }),
        (text) => new BSON.DBRef(text, new ObjectId(new Uint8Array(12).fill(255))),
      ),
    )
    .map(([[a, b], wrap]): [unknown, unknown] => [wrap(a), wrap(b)]),
  fc.tuple(anyValue, anyValue),
  anyValue.map((value): [unknown, unknown] => [value, value]),
);
