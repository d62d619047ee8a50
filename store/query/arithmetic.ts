import { toDouble } from '../bson/numbers.ts';
import type { NumberValue } from '../bson/numbers.ts';
import { Decimal, Double } from '../bson/values.ts';
import { badValue, notSupported } from '../faults.ts';

const fits = (value: bigint, bits: number): boolean => BigInt.asIntN(bits, value) === value;

function combine(
  a: NumberValue,
  b: NumberValue,
  whole: (a: bigint, b: bigint) => bigint,
  real: (a: number, b: number) => number,
): NumberValue {
  if (a instanceof Decimal || b instanceof Decimal)
    throw notSupported('arithmetic on Decimal128 values');
  if (a instanceof Double || b instanceof Double) return new Double(real(toDouble(a), toDouble(b)));
  const result = whole(BigInt(a), BigInt(b));
  if (typeof a === 'number' && typeof b === 'number' && fits(result, 32)) return Number(result);
  if (!fits(result, 64)) throw badValue('the result does not fit into a 64-bit integer');
  return result;
}

/** Adds as MongoDB does: the wider type wins; int32 grows into int64 when it must. */
export const add = (a: NumberValue, b: NumberValue): NumberValue =>
  combine(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );

/** Multiplies by the same rules as {@link add}. */
export const multiply = (a: NumberValue, b: NumberValue): NumberValue =>
  combine(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
  );
