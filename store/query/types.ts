import { isNumber, toDouble } from '../bson/numbers.ts';
import { RANK, rank } from '../bson/compare.ts';
import { Decimal, Double, SymbolValue } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { badValue } from '../faults.ts';

/** BSON's type numbers and the aliases that $type takes. */
const TYPES: ReadonlyMap<string, number> = new Map([
  ['double', 1],
  ['string', 2],
  ['object', 3],
  ['array', 4],
  ['binData', 5],
  ['undefined', 6],
  ['objectId', 7],
  ['bool', 8],
  ['date', 9],
  ['null', 10],
  ['regex', 11],
  ['dbPointer', 12],
  ['javascript', 13],
  ['symbol', 14],
  ['javascriptWithScope', 15],
  ['int', 16],
  ['timestamp', 17],
  ['long', 18],
  ['decimal', 19],
  ['minKey', -1],
  ['maxKey', 127],
]);

const BY_RANK: ReadonlyMap<number, number> = new Map([
  [RANK.minKey, -1],
  [RANK.undefined, 6],
  [RANK.null, 10],
  [RANK.object, 3],
  [RANK.array, 4],
  [RANK.binary, 5],
  [RANK.objectId, 7],
  [RANK.boolean, 8],
  [RANK.date, 9],
  [RANK.timestamp, 17],
  [RANK.regex, 11],
  [RANK.dbPointer, 12],
  [RANK.code, 13],
  [RANK.codeWithScope, 15],
  [RANK.maxKey, 127],
]);

/** The BSON type number of a value. */
export function typeNumber(value: Value): number {
  if (typeof value === 'string') return 2;
  if (typeof value === 'number') return 16;
  if (typeof value === 'bigint') return 18;
  if (value instanceof Double) return 1;
  if (value instanceof Decimal) return 19;
  if (value instanceof SymbolValue) return 14;
  return BY_RANK.get(rank(value)) ?? 0;
}

/** The alias of a value's BSON type, for messages. */
export function typeName(value: Value): string {
  const number = typeNumber(value);
  for (const [name, each] of TYPES) if (each === number) return name;
  return 'missing';
}

/** The test that `{$type: operand}` stands for: a number, an alias, `number`, or a list of them. */
export function typeTest(operand: Value): (value: Value | undefined) => boolean {
  const wanted = new Set<number>();
  for (const item of Array.isArray(operand) ? operand : [operand]) {
    if (item === 'number') for (const each of [1, 16, 18, 19]) wanted.add(each);
    else {
      const number = isNumber(item)
        ? toDouble(item)
        : TYPES.get(typeof item === 'string' ? item : '');
      if (number === undefined || ![...TYPES.values()].includes(number))
        throw badValue('$type needs BSON type numbers or names');
      wanted.add(number);
    }
  }
  if (wanted.size === 0) throw badValue('$type must match at least one type');
  return (value) => value !== undefined && wanted.has(typeNumber(value));
}
