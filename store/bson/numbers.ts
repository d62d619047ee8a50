import { decimalParts } from './decimal.ts';
import { Decimal, Double } from './values.ts';
import type { Value } from './values.ts';

export type NumberValue = number | bigint | Double | Decimal;

/**
 * A number as coefficient × 10^exponent or as a double, whichever is exact; NaN and the infinities
 * are doubles. int32 and double become `double`; int64 and finite decimal128 become `decimal`.
 */
export type Exact =
  { readonly double: number } | { readonly coefficient: bigint; readonly exponent: number };

export function isNumber(value: Value | undefined): value is NumberValue {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Double ||
    value instanceof Decimal
  );
}

export function exact(value: NumberValue): Exact {
  if (typeof value === 'number') return { double: value };
  if (typeof value === 'bigint') {
    if (value >= -9007199254740992n && value <= 9007199254740992n) return { double: Number(value) };
    return { coefficient: value, exponent: 0 };
  }
  if (value instanceof Double) return { double: value.value };
  const parts = decimalParts(value);
  switch (parts.kind) {
    case 'finite':
      return parts;
    case 'nan':
      return { double: NaN };
    case 'infinity':
      return { double: Infinity };
    case '-infinity':
      return { double: -Infinity };
  }
}

const view = new DataView(new ArrayBuffer(8));

/** A finite double as mantissa × 2^exponent, exactly. */
function binary(value: number): { mantissa: bigint; exponent: number } {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = field === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (field === 0 ? 1 : field) - 1075;
  return { mantissa: value < 0 ? -magnitude : magnitude, exponent };
}

const sign = (difference: bigint): number => (difference < 0n ? -1 : difference > 0n ? 1 : 0);

/** Compares coefficient × 10^exponent with a double (not NaN), exactly. */
export function compareDecimalToDouble(
  coefficient: bigint,
  exponent: number,
  double: number,
): number {
  if (double === Infinity) return -1;
  if (double === -Infinity) return 1;
  let { mantissa: right, exponent: power } = binary(double);
  let left = coefficient;
  if (exponent >= 0) left *= 10n ** BigInt(exponent);
  else right *= 10n ** BigInt(-exponent);
  if (power >= 0) right <<= BigInt(power);
  else {
    left <<= BigInt(-power);
    power = 0;
  }
  return sign(left - right);
}

/** The largest double that is not above coefficient × 10^exponent. */
export function floorToDouble(coefficient: bigint, exponent: number): number {
  const near = Number(`${coefficient}e${exponent}`);
  if (compareDecimalToDouble(coefficient, exponent, near) >= 0) return near;
  return below(near);
}

/** The next double towards −∞. */
function below(value: number): number {
  if (value === Infinity) return Number.MAX_VALUE;
  if (value === 0) return -Number.MIN_VALUE;
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  view.setBigInt64(0, bits + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

/** Compares numbers of any type by value; NaN is below every other number and equal to itself. */
export function compareNumbers(a: NumberValue, b: NumberValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'bigint' && typeof b === 'bigint') return sign(a - b);
  const left = exact(a);
  const right = exact(b);
  if ('double' in left) {
    if ('double' in right) return compareDoubles(left.double, right.double);
    if (Number.isNaN(left.double)) return -1;
    return -compareDecimalToDouble(right.coefficient, right.exponent, left.double);
  }
  if ('double' in right) {
    if (Number.isNaN(right.double)) return 1;
    return compareDecimalToDouble(left.coefficient, left.exponent, right.double);
  }
  const lowest = Math.min(left.exponent, right.exponent);
  return sign(
    left.coefficient * 10n ** BigInt(left.exponent - lowest) -
      right.coefficient * 10n ** BigInt(right.exponent - lowest),
  );
}

function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

/** The number nearest to a value, for limits, counts and truth, where the exact type is no matter. */
export function toDouble(value: NumberValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Double) return value.value;
  const parts = exact(value);
  return 'double' in parts ? parts.double : Number(`${parts.coefficient}e${parts.exponent}`);
}

/** Truth as commands and projections read it: everything but false, null and numeric zero. */
export function truth(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumber(value) || toDouble(value) !== 0;
}
