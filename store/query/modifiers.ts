import { compare, equal } from '../bson/compare.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { DateTime, Regex, Timestamp } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { WireFault, badValue } from '../faults.ts';
import { add, multiply } from './arithmetic.ts';
import { matches } from './filter.ts';
import { parseFilter } from './parse-filter.ts';
import type { Slot } from './slot.ts';
import { compileSort } from './sort.ts';
import { typeName } from './types.ts';

/** What an update may depend on besides the document. */
export interface UpdateContext {
  readonly inserting: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One operator on one path; `creates` tells whether it makes the path when it is missing. */
export interface Modifier {
  readonly creates: boolean | 'onInsert';
  apply(slot: Slot, context: UpdateContext): void;
}

const creating = (apply: Modifier['apply']): Modifier => ({ creates: true, apply });
const existing = (apply: Modifier['apply']): Modifier => ({ creates: false, apply });

function arithmetic(name: string, operand: Value, combine: typeof add): Modifier {
  if (!isNumber(operand))
    throw new WireFault('TypeMismatch', `Cannot ${name.slice(1)} with non-numeric argument`);
  return creating((slot) => {
    const value = slot.get();
    if (value === undefined) slot.set(name === '$inc' ? operand : multiply(operand, 0));
    else if (isNumber(value)) slot.set(combine(value, operand));
    else
      throw new WireFault(
        'TypeMismatch',
        `Cannot apply ${name} to a value of non-numeric type ${typeName(value)}`,
      );
  });
}

function extreme(operand: Value, wins: (difference: number) => boolean): Modifier {
  return creating((slot) => {
    const value = slot.get();
    if (value === undefined || wins(compare(operand, value))) slot.set(operand);
  });
}

function arrayAt(slot: Slot, name: string): Value[] | undefined {
  const value = slot.get();
  if (value === undefined || Array.isArray(value)) return value;
  throw badValue(`${name} needs an array but the field is of type ${typeName(value)}`);
}

/** Reads {$each: […], …options}; undefined when the operand is one plain value. */
function eachOf(name: string, operand: Value, options: readonly string[]): Value[] | undefined {
  if (!(operand instanceof Map) || !operand.has('$each')) return undefined;
  const each = operand.get('$each');
  if (!Array.isArray(each)) throw badValue(`The argument to $each in ${name} must be an array`);
  for (const option of operand.keys())
    if (option !== '$each' && !options.includes(option))
      throw badValue(`Unrecognized clause in ${name}: ${option}`);
  return each;
}

function wholeNumber(name: string, value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = isNumber(value) ? toDouble(value) : NaN;
  if (!Number.isInteger(number)) throw badValue(`The value for ${name} must be an integer value`);
  return number;
}

function push(operand: Value): Modifier {
  const each = eachOf('$push', operand, ['$position', '$slice', '$sort']);
  const options = each !== undefined && operand instanceof Map ? operand : undefined;
  const position = wholeNumber('$position', options?.get('$position'));
  const slice = wholeNumber('$slice', options?.get('$slice'));
  const sort = options?.get('$sort');
  const inOrder = sort === undefined ? undefined : elementOrder(sort);
  return creating((slot) => {
    const array = [...(arrayAt(slot, '$push') ?? [])];
    array.splice(position ?? array.length, 0, ...(each ?? [operand]));
    if (inOrder !== undefined) array.sort(inOrder);
    slot.set(slice === undefined ? array : slice < 0 ? array.slice(slice) : array.slice(0, slice));
  });
}

function elementOrder(sort: Value): (a: Value, b: Value) => number {
  if (sort instanceof Map) {
    const order = compileSort(sort);
    const fields = (value: Value): Value[] =>
      order.key(value instanceof Map ? value : new Map<string, Value>());
    return (a, b) => order.compare(fields(a), fields(b));
  }
  const direction = isNumber(sort) ? toDouble(sort) : 0;
  if (direction !== 1 && direction !== -1)
    throw badValue('The $sort element value must be 1 or -1');
  return (a, b) => direction * compare(a, b);
}

function addToSet(operand: Value): Modifier {
  const each = eachOf('$addToSet', operand, []) ?? [operand];
  return creating((slot) => {
    const array = [...(arrayAt(slot, '$addToSet') ?? [])];
    for (const item of each) if (!array.some((other) => equal(other, item))) array.push(item);
    slot.set(array);
  });
}

/** Which elements $pull removes: those equal to a value, or matching a condition. */
function pullTest(operand: Value): (item: Value) => boolean {
  const operators =
    operand instanceof Regex ||
    (operand instanceof Map && (operand.keys().next().value ?? '').startsWith('$'));
  if (operators) {
    const filter = parseFilter(new Map([['item', operand]]));
    return (item) => matches(filter, new Map([['item', item]]));
  }
  if (!(operand instanceof Map)) return (item) => equal(item, operand);
  const filter = parseFilter(operand);
  return (item) => item instanceof Map && matches(filter, item);
}

function pull(name: string, gone: (item: Value) => boolean): Modifier {
  return existing((slot) => {
    const array = arrayAt(slot, name);
    if (array !== undefined) slot.set(array.filter((item) => !gone(item)));
  });
}

function pullAll(operand: Value): Modifier {
  if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument');
  return pull('$pullAll', (item) => operand.some((other) => equal(other, item)));
}

function pop(operand: Value): Modifier {
  const end = isNumber(operand) ? toDouble(operand) : 0;
  if (end !== 1 && end !== -1) throw badValue('$pop expects 1 or -1');
  return existing((slot) => {
    const array = arrayAt(slot, '$pop');
    if (array !== undefined) slot.set(end === 1 ? array.slice(0, -1) : array.slice(1));
  });
}

function currentDate(operand: Value): Modifier {
  const type =
    operand instanceof Map ? operand.get('$type') : operand === true ? 'date' : undefined;
  if (type !== 'date' && type !== 'timestamp')
    throw badValue('$currentDate takes true or {$type: "date" or "timestamp"}');
  return creating((slot, { now }) => {
    slot.set(
      type === 'date'
        ? new DateTime(BigInt(now))
        : new Timestamp(BigInt(Math.floor(now / 1000)) << 32n),
    );
  });
}

type Make = (operand: Value) => Modifier;

const setTo =
  (value: Value): Modifier['apply'] =>
  (slot) => {
    slot.set(value);
  };

const unset: Modifier['apply'] = (slot) => {
  slot.remove();
};

/** The update operators there are, each making a modifier from its operand. */
export const MODIFIERS: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['$set', (operand) => creating(setTo(operand))],
  ['$setOnInsert', (operand) => ({ creates: 'onInsert', apply: setTo(operand) })],
  ['$unset', () => existing(unset)],
  ['$inc', (operand) => arithmetic('$inc', operand, add)],
  ['$mul', (operand) => arithmetic('$mul', operand, multiply)],
  ['$min', (operand) => extreme(operand, (difference) => difference < 0)],
  ['$max', (operand) => extreme(operand, (difference) => difference > 0)],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$pull', (operand) => pull('$pull', pullTest(operand))],
  ['$pullAll', pullAll],
  ['$pop', pop],
  ['$currentDate', currentDate],
]);
