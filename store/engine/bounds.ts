import { RANK, rank } from '../bson/compare.ts';
import { AFTER_PREFIX, AFTER_VALUE, keyOf, keyOfPrefix } from '../bson/keys.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { UNDEFINED } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import type { Operand } from '../query/filter.ts';

/** Keys from `low` (included) to `high` (excluded), of one field or of a whole index. */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** What a query says about one field: points, or ranges; null points stand for missing too. */
export interface FieldBounds {
  /** Apart from each other; of a point, `low` is the key itself. */
  readonly intervals: readonly KeyRange[];
  readonly points: boolean;
  /** Whether a document without the field could be asked for. */
  readonly missing: boolean;
}

const afterValue = (key: Buffer): Buffer => Buffer.concat([key, AFTER_VALUE]);

/** The keys that are this one or go on after it with further fields. */
export const pointRange = (key: Buffer): KeyRange => ({ low: key, high: afterValue(key) });

const isNull = (value: Value): boolean => value === null || rank(value) === RANK.undefined;

/** The keys of a value; null is what a missing field is filed under, undefined is equal to it. */
function pointsOf(value: Value, descending: boolean): KeyRange[] {
  const values = isNull(value) ? [UNDEFINED, null] : [value];
  return values.map((each) => pointRange(keyOf(each, descending)));
}

/** The values of a type; of numbers, without NaN. No key starts with the bytes beside them. */
function valuesOf(type: number, descending: boolean): KeyRange {
  const [first, last] = type === RANK.number ? [type, type + 2] : [type - 1, type + 1];
  return descending
    ? { low: afterValue(Buffer.from([~last & 0xff])), high: Buffer.from([~first & 0xff]) }
    : { low: afterValue(Buffer.from([first])), high: Buffer.from([last]) };
}

type RangeOp = 'gt' | 'gte' | 'lt' | 'lte';

function range(op: RangeOp, value: Value, descending: boolean): KeyRange | undefined {
  const type = rank(value);
  const acrossTypes = type === RANK.minKey || type === RANK.maxKey;
  if (acrossTypes || (isNumber(value) && Number.isNaN(toDouble(value)))) return undefined;
  const key = keyOf(value, descending);
  const { low, high } = valuesOf(type, descending);
  const included = op === 'gte' || op === 'lte';
  const upwards = (op === 'gt' || op === 'gte') !== descending;
  if (upwards) return { low: included ? key : afterValue(key), high };
  return { low, high: included ? afterValue(key) : key };
}

/** Arrays are filed under their elements, so no key tells where a whole array is. */
const hasKeys = (value: Value): boolean => !Array.isArray(value);

/**
 * The bounds that a leaf of a filter sets on its field, never narrower than what it matches;
 * undefined when it sets none.
 */
export function boundsOf(operand: Operand, descending: boolean): FieldBounds | undefined {
  switch (operand.op) {
    case 'eq':
      return pointsFor([operand.value], descending);
    case 'in':
      return pointsFor(operand.values, descending);
    case 'prefix': {
      const low = keyOfPrefix(operand.prefix, descending);
      const texts = { low, high: Buffer.concat([low, AFTER_PREFIX]) };
      // A pattern also matches itself where it is stored.
      const pattern = pointRange(keyOf(operand.pattern, descending));
      return { intervals: [texts, pattern], points: false, missing: false };
    }
    case 'exists':
      return undefined;
    default: {
      if (operand.value === null)
        return operand.op === 'gte' || operand.op === 'lte'
          ? pointsFor([null], descending)
          : undefined;
      if (!hasKeys(operand.value)) return undefined;
      const interval = range(operand.op, operand.value, descending);
      return interval && { intervals: [interval], points: false, missing: false };
    }
  }
}

function pointsFor(values: readonly Value[], descending: boolean): FieldBounds | undefined {
  if (!values.every(hasKeys)) return undefined;
  return {
    intervals: values.flatMap((value) => pointsOf(value, descending)),
    points: true,
    missing: values.some(isNull),
  };
}

/** What lies in both of two lists of ranges; only for fields that never hold arrays. */
export function intersect(a: readonly KeyRange[], b: readonly KeyRange[]): KeyRange[] {
  const both = a.flatMap((one) =>
    b.map((other) => ({
      low: one.low.compare(other.low) >= 0 ? one.low : other.low,
      high: one.high.compare(other.high) <= 0 ? one.high : other.high,
    })),
  );
  return both.filter(({ low, high }) => low.compare(high) < 0);
}

export const wholeIndex: KeyRange = { low: Buffer.alloc(0), high: AFTER_VALUE };

/** The keys that continue a prefix within an interval of the next field. */
export function rangeWithin(prefix: Buffer, { low, high }: KeyRange): KeyRange {
  return { low: Buffer.concat([prefix, low]), high: Buffer.concat([prefix, high]) };
}
