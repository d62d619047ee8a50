import type { Decimal } from './values.ts';

/** A decimal128 taken apart: sign × coefficient × 10^exponent, or one of the special values. */
export type DecimalParts =
  | { readonly kind: 'finite'; readonly coefficient: bigint; readonly exponent: number }
  | { readonly kind: 'nan' | 'infinity' | '-infinity' };

const BIAS = 6176;
const LARGEST = 10n ** 34n - 1n;

/** Takes a decimal128 (IEEE 754-2008, binary integer significand) apart; the coefficient is signed. */
export function decimalParts({ bytes }: Decimal): DecimalParts {
  const low = bytes.readBigUInt64LE(0);
  const high = bytes.readBigUInt64LE(8);
  const negative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 0x1fn);
  if (combination === 0x1f) return { kind: 'nan' };
  if (combination === 0x1e) return { kind: negative ? '-infinity' : 'infinity' };
  // Two leading ones shift the exponent field; every such significand is beyond 34 digits, so zero.
  const shifted = combination >> 3 === 3;
  const exponent = Number((high >> (shifted ? 47n : 49n)) & 0x3fffn) - BIAS;
  const magnitude = shifted ? 0n : ((high & 0x1ffffffffffffn) << 64n) | low;
  const coefficient = magnitude > LARGEST ? 0n : magnitude;
  return { kind: 'finite', coefficient: negative ? -coefficient : coefficient, exponent };
}
