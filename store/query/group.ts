import { compare } from '../bson/compare.ts';
import { keyOf } from '../bson/keys.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { Decimal, Double } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { badValue, notSupported } from '../faults.ts';
import { add } from './arithmetic.ts';
import { compileExpression } from './expression.ts';
import type { Expression } from './expression.ts';

/** Gathers one value from the documents of a group. */
interface Accumulator {
  take(value: Value | undefined): void;
  result(): Value;
}

const absent = (value: Value | undefined): boolean => value === undefined || value === null;

function sum(): Accumulator {
  let total: Value = 0;
  return {
    take: (value) => {
      if (isNumber(value) && isNumber(total)) total = add(total, value);
    },
    result: () => total,
  };
}

function average(): Accumulator {
  let total = 0;
  let count = 0;
  return {
    take: (value) => {
      if (value instanceof Decimal) throw notSupported('$avg of Decimal128 values');
      if (!isNumber(value)) return;
      total += toDouble(value);
      count++;
    },
    result: () => (count === 0 ? null : new Double(total / count)),
  };
}

function extreme(wins: (difference: number) => boolean): Accumulator {
  let best: Value | undefined;
  return {
    take: (value) => {
      if (value === undefined || absent(value)) return;
      if (best === undefined || wins(compare(value, best))) best = value;
    },
    result: () => best ?? null,
  };
}

function first(): Accumulator {
  let taken: { readonly value: Value } | undefined;
  return {
    take: (value) => {
      taken ??= { value: value ?? null };
    },
    result: () => taken?.value ?? null,
  };
}

function last(): Accumulator {
  let taken: Value = null;
  return {
    take: (value) => {
      taken = value ?? null;
    },
    result: () => taken,
  };
}

function push(): Accumulator {
  const values: Value[] = [];
  return {
    take: (value) => {
      if (value !== undefined) values.push(value);
    },
    result: () => values,
  };
}

function addToSet(): Accumulator {
  const values = new Map<string, Value>();
  return {
    take: (value) => {
      if (value !== undefined) values.set(keyOf(value).toString('latin1'), value);
    },
    result: () => [...values.values()],
  };
}

const ACCUMULATORS: ReadonlyMap<string, () => Accumulator> = new Map([
  ['$sum', sum],
  ['$count', sum],
  ['$avg', average],
  ['$min', () => extreme((difference) => difference < 0)],
  ['$max', () => extreme((difference) => difference > 0)],
  ['$first', first],
  ['$last', last],
  ['$push', push],
  ['$addToSet', addToSet],
]);

interface GroupField {
  readonly name: string;
  readonly make: () => Accumulator;
  readonly value: Expression;
}

/** A parsed $group stage. */
export interface Grouping {
  /** A fresh set of groups to fill. */
  start(): Groups;
}

export interface Groups {
  take(document: Document): void;
  results(): Document[];
}

/** @throws Fault for an unknown accumulator or a malformed stage */
export function compileGroup(stage: Value): Grouping {
  if (!(stage instanceof Map)) throw badValue("a group's fields must be specified in an object");
  const id = stage.get('_id');
  if (id === undefined) throw badValue('a group specification must include an _id');
  const key = compileExpression(id);
  const fields: GroupField[] = [];
  for (const [name, accumulator] of stage)
    if (name !== '_id') fields.push(groupField(name, accumulator));
  return { start: () => groups(key, fields) };
}

function groupField(name: string, accumulator: Value): GroupField {
  if (name.includes('.') || name.startsWith('$'))
    throw badValue(`the group field “${name}” must be a plain name`);
  const [entry, ...others] = accumulator instanceof Map ? [...accumulator] : [];
  if (entry === undefined || others.length > 0)
    throw badValue(`the field “${name}” must specify one accumulator`);
  const [operator, operand] = entry;
  const make = ACCUMULATORS.get(operator);
  if (make === undefined) throw notSupported(`the accumulator ${operator}`);
  return { name, make, value: operator === '$count' ? () => 1 : compileExpression(operand) };
}

function groups(key: Expression, fields: readonly GroupField[]): Groups {
  const byKey = new Map<string, { readonly id: Value; readonly taken: readonly Accumulator[] }>();
  return {
    take(document) {
      const id = key(document) ?? null;
      const text = keyOf(id).toString('latin1');
      let group = byKey.get(text);
      if (group === undefined) {
        group = { id, taken: fields.map(({ make }) => make()) };
        byKey.set(text, group);
      }
      for (const [at, { value }] of fields.entries()) group.taken[at]?.take(value(document));
    },
    results: () =>
      Array.from(byKey.values(), ({ id, taken }) => {
        const result: Document = new Map([['_id', id]]);
        for (const [at, { name }] of fields.entries())
          result.set(name, taken[at]?.result() ?? null);
        return result;
      }),
  };
}
