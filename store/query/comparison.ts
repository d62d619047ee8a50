import { compare, RANK, rank } from '../bson/compare.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import type { Value } from '../bson/values.ts';
import { badValue } from '../faults.ts';
import type { Test } from './filter.ts';

export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

/** null, missing and the deprecated undefined are one in queries. */
export const isNull = (value: Value | undefined): boolean =>
  value === undefined || value === null || rank(value) === RANK.undefined;

/**
 * The test that a comparison stands for. Values of different types are never greater or less than
 * each other in a query (except MinKey's and MaxKey's); NaN is only equal to itself.
 */
export function comparisonTest(op: Comparison, value: Value): Test {
  const type = rank(value);
  if (type === RANK.undefined) throw badValue('cannot compare to undefined');
  if (value === null) return op === 'gt' || op === 'lt' ? () => false : isNull;
  if (op === 'eq') return (other) => other !== undefined && compare(other, value) === 0;
  const acrossTypes = type === RANK.minKey || type === RANK.maxKey;
  if (isNumber(value) && Number.isNaN(toDouble(value)))
    return op === 'gt' || op === 'lt'
      ? () => false
      : (other) => other !== undefined && compare(other, value) === 0;
  return (other) => {
    if (other === undefined || (!acrossTypes && rank(other) !== type)) return false;
    if (type === RANK.number && isNumber(other) && Number.isNaN(toDouble(other))) return false;
    const difference = compare(other, value);
    switch (op) {
      case 'gt':
        return difference > 0;
      case 'gte':
        return difference >= 0;
      case 'lt':
        return difference < 0;
      case 'lte':
        return difference <= 0;
    }
  };
}

/** Whether a value is among sorted ones. */
export function includesSorted(values: readonly Value[], value: Value): boolean {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const other = values[middle];
    if (other === undefined) return false;
    const difference = compare(other, value);
    if (difference === 0) return true;
    if (difference < 0) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** The test of {$mod: [divisor, remainder]}. */
export function modulo(operand: Value): Test {
  const numbers = Array.isArray(operand) ? operand.filter(isNumber).map(toDouble) : [];
  const [divisor, remainder] = numbers.map(Math.trunc);
  if (numbers.length !== 2 || divisor === undefined || remainder === undefined || divisor === 0)
    throw badValue('$mod needs a divisor (not 0) and a remainder');
  return (value) => isNumber(value) && Math.trunc(toDouble(value)) % divisor === remainder;
}
