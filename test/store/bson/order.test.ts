import { describe, expect, it } from '@jest/globals';
import { BSON } from 'bson';
import fc from 'fast-check';
import { compare } from '../../../store/bson/compare.ts';
import {
  AFTER_PREFIX,
  AFTER_VALUE,
  KeyWriter,
  keyOf,
  keyOfPrefix,
} from '../../../store/bson/keys.ts';
import type { Value } from '../../../store/bson/values.ts';
import { anyValue, asEngineValue, closeTexts, closeValues } from './values.ts';

const { Decimal128, Double, Int32, Long, ObjectId, Timestamp } = BSON;
const D = (text: string): unknown => Decimal128.fromString(text);

/** MongoDB's order over the types; values inside one group are equal. */
const ASCENDING: readonly (readonly unknown[])[] = [
  [new BSON.MinKey()],
  [null],
  [new Double(NaN), D('NaN')],
  [new Double(-Infinity), D('-Infinity')],
  [D('-1E+400')],
  [new Double(-Number.MAX_VALUE)],
  [Long.fromBigInt(-(2n ** 63n)), new Double(-(2 ** 63)), D('-9223372036854775808')],
  [new Int32(-1), new Double(-1), Long.fromNumber(-1), D('-1.0')],
  [D('-1E-6000')],
  [new Double(0), new Double(-0), new Int32(0), Long.ZERO, D('0'), D('-0')],
  [D('1E-6000')],
  [new Double(5e-324)],
  [D('0.1')],
  [new Double(0.1)], // 0.1000000000000000055…
  [new Double(1.5), D('1.5'), D('1.50')],
  [Long.fromBigInt(2n ** 53n), new Double(2 ** 53), D('9007199254740992')],
  [Long.fromBigInt(2n ** 53n + 1n), D('9007199254740993')],
  [D('9007199254740993.5')],
  [Long.fromBigInt(2n ** 53n + 2n), new Double(2 ** 53 + 2)],
  [Long.fromBigInt(2n ** 63n - 1n)],
  [new Double(2 ** 63), D('9223372036854775808')],
  [D('1E+400')],
  [new Double(Infinity), D('Infinity')],
  [''],
  ['\0'],
  ['a', new BSON.BSONSymbol('a')],
  ['a\0'],
  ['a\0\0'],
  ['a\0\x01'],
  ['a\0b'],
  ['a\x01'],
  ['a\x01\0'],
  ['ab'],
  ['b'],
  ['é'],
  ['\ue000'],
  ['\uffff'],
  ['😀'], // by UTF-8, above U+FFFF, though its UTF-16 units are below
  [{}],
  [{ a: 1 }],
  [{ a: 1, b: 1 }],
  [{ a: 2 }],
  [{ b: 0 }],
  [{ a: 'x' }], // the type of the first field decides before its name
  [[]],
  [[1]],
  [[1, 2]],
  [[2]],
  [['a']],
  [new BSON.Binary(Buffer.from([9]), 0)],
  [new BSON.Binary(Buffer.from([9]), 4)],
  [new BSON.Binary(Buffer.from([1, 1]), 0)], // the length decides first
  [new ObjectId('000000000000000000000000')],
  [new ObjectId('000000000000000000000001')],
  [false],
  [true],
  [new Date(-1)],
  [new Date(0)],
  [new Date(1)],
  [new Timestamp({ t: 1, i: 1 })],
  [new Timestamp({ t: 2, i: 0 })],
  [new BSON.BSONRegExp('a', '')],
  [new BSON.BSONRegExp('a', 'i')],
  [new BSON.MaxKey()],
];

const sign = (n: number): number => Math.sign(n) || 0;

describe("MongoDB's order over BSON values", () => {
  const groups = ASCENDING.map((group) => group.map(asEngineValue));

  it('holds between every two of a list across all types, in comparisons and in keys', () => {
    const wrong: string[] = [];
    for (const [i, left] of groups.entries())
      for (const [j, right] of groups.entries())
        for (const a of left)
          for (const b of right) {
            const wanted = sign(i - j);
            if (sign(compare(a, b)) !== wanted) wrong.push(`comparing ${i} with ${j}`);
            if (sign(keyOf(a).compare(keyOf(b))) !== wanted) wrong.push(`keys of ${i} and ${j}`);
          }
    expect(wrong).toEqual([]);
  });

  it('is the order of the keys, for any two values', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [left, right] = [asEngineValue(a), asEngineValue(b)];
        expect(sign(keyOf(left).compare(keyOf(right)))).toBe(sign(compare(left, right)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is total: comparing backwards gives the opposite', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [left, right] = [asEngineValue(a), asEngineValue(b)];
        expect(sign(compare(left, right)) + sign(compare(right, left))).toBe(0);
      }),
    );
  });

  it('is kept by keys of several fields, ascending and descending', () => {
    const fields = fc.array(closeValues, { minLength: 1, maxLength: 3 });
    const directions = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(fields, directions, (pairs, descending) => {
        const left = pairs.map(([a]) => asEngineValue(a));
        const right = pairs.map(([, b]) => asEngineValue(b));
        expect(sign(joined(left, descending).compare(joined(right, descending)))).toBe(
          compareFields(left, right, descending),
        );
      }),
      { numRuns: 1500 },
    );
  });

  it('puts every further field between a value and the mark after it, other values outside', () => {
    fc.assert(
      fc.property(closeValues, anyValue, fc.boolean(), fc.boolean(), ([a, c], b, down, downToo) => {
        const [value, other] = [asEngineValue(a), asEngineValue(c)];
        const key = keyOf(value, down);
        const after = Buffer.concat([key, AFTER_VALUE]);
        const writer = new KeyWriter().add(value, down);
        const longer = writer.add(asEngineValue(b), downToo).key();
        expect([longer.compare(key), longer.compare(after)]).toEqual([1, -1]);
        const order = sign(compare(other, value)) * (down ? -1 : 1);
        const outside = new KeyWriter().add(other, down).add(asEngineValue(b), downToo).key();
        for (const each of [keyOf(other, down), outside])
          if (order !== 0) expect(sign(each.compare(order < 0 ? key : after)) || 1).toBe(order);
      }),
      { numRuns: 1000 },
    );
  });

  it('puts every text with a prefix, and no other, between the marks around it', () => {
    const text = closeTexts.map(([left, right]) => [left, right] as const);
    fc.assert(
      fc.property(text, anyValue, fc.boolean(), ([prefix, whole], next, down) => {
        const low = keyOfPrefix(prefix, down);
        const high = Buffer.concat([low, AFTER_PREFIX]);
        const key = new KeyWriter().add(whole, down).add(asEngineValue(next)).key();
        for (const each of [key, keyOf(whole, down)])
          expect(each.compare(low) >= 0 && each.compare(high) < 0).toBe(whole.startsWith(prefix));
      }),
      { numRuns: 1000 },
    );
  });
});

function joined(values: readonly Value[], descending: readonly boolean[]): Buffer {
  const writer = new KeyWriter();
  for (const [at, value] of values.entries()) writer.add(value, descending[at]);
  return writer.key();
}

function compareFields(
  a: readonly Value[],
  b: readonly Value[],
  descending: readonly boolean[],
): number {
  for (const [at, left] of a.entries()) {
    const difference = sign(compare(left, b[at] ?? null));
    if (difference !== 0) return descending[at] === true ? -difference : difference;
  }
  return 0;
}
