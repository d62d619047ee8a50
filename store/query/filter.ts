import { compare, RANK, rank } from '../bson/compare.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { Regex, SymbolValue } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { badValue, notSupported } from '../engine/faults.ts';
import { splitPath } from './path.ts';
import type { Path } from './path.ts';
import { compilePattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { typeTest } from './types.ts';

/** A test of one value; undefined stands for a missing field. */
export type Test = (value: Value | undefined) => boolean;

/** What a leaf compares with, for the planner; leaves without bounds have none. */
export type Operand =
  | { readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Value }
  | { readonly op: 'in'; readonly values: readonly Value[] }
  | { readonly op: 'prefix'; readonly prefix: string }
  | { readonly op: 'exists' };

export interface Leaf {
  readonly kind: 'leaf';
  readonly path: Path;
  readonly field: string;
  readonly test: Test;
  /** Whether an array at the end of the path is tested only as a whole. */
  readonly whole: boolean;
  readonly operand: Operand | undefined;
}

/** A parsed filter. `elements` asks for one array element that passes everything inside. */
export type Filter =
  | Leaf
  | { readonly kind: 'and' | 'or' | 'nor'; readonly of: readonly Filter[] }
  | {
      readonly kind: 'elements';
      readonly path: Path;
      readonly field: string;
      readonly inner: Filter | readonly Test[];
    };

/**
 * Parses a filter document.
 * @throws Fault BadValue when it is malformed, CommandNotSupported for what the engine lacks
 */
export function parseFilter(filter: Document): Filter {
  const all: Filter[] = [];
  for (const [name, value] of filter) {
    if (!name.startsWith('$')) all.push(...parseField(name, value));
    else if (name === '$and' || name === '$or' || name === '$nor')
      all.push({
        kind: name === '$and' ? 'and' : name === '$or' ? 'or' : 'nor',
        of: parseList(name, value),
      });
    else if (name === '$comment') continue;
    else if (
      ['$expr', '$where', '$text', '$jsonSchema', '$alwaysTrue', '$alwaysFalse'].includes(name)
    )
      throw notSupported(name);
    else throw badValue(`unknown top level operator: ${name}`);
  }
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : { kind: 'and', of: all };
}

function parseList(name: string, value: Value): Filter[] {
  if (!Array.isArray(value) || value.length === 0)
    throw badValue(`${name} must be a nonempty array`);
  return value.map((item) => {
    if (!(item instanceof Map)) throw badValue(`${name} argument's entries must be objects`);
    return parseFilter(item);
  });
}

/** Whether a value is a document of operators ({$gt: 1}) rather than a value to be equal to. */
function isOperators(value: Value): value is Document {
  if (!(value instanceof Map)) return false;
  const first = value.keys().next();
  return first.done !== true && first.value.startsWith('$') && !/^\$(ref|id|db)$/.test(first.value);
}

function parseField(field: string, value: Value): Filter[] {
  if (value instanceof Regex) return [pattern(field, value.pattern, value.flags)];
  if (!isOperators(value)) return [comparison(field, 'eq', value)];
  return parseOperators(field, value);
}

function parseOperators(field: string, operators: Document): Filter[] {
  const all: Filter[] = [];
  for (const [name, operand] of operators) {
    if (name === '$regex') all.push(parsePattern(field, operand, operators.get('$options')));
    else if (name === '$options') {
      if (!operators.has('$regex')) throw badValue('$options needs a $regex');
    } else all.push(parseOperator(field, name, operand));
  }
  return all;
}

const not = (filter: Filter): Filter => ({ kind: 'nor', of: [filter] });

function parseOperator(field: string, name: string, operand: Value): Filter {
  switch (name) {
    case '$eq':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return comparison(field, name.slice(1) as 'eq' | 'gt' | 'gte' | 'lt' | 'lte', operand);
    case '$ne':
      if (operand instanceof Regex) throw badValue("Can't have regex as arg to $ne.");
      return not(comparison(field, 'eq', operand));
    case '$in':
      return membership(field, '$in', operand);
    case '$nin':
      return not(membership(field, '$nin', operand));
    case '$exists':
      return existence(field, truth(operand));
    case '$not':
      return negation(field, operand);
    case '$size':
      return size(field, operand);
    case '$all':
      return containsAll(field, operand);
    case '$elemMatch':
      return elements(field, operand);
    case '$type':
      return leaf(field, typeTest(operand));
    case '$mod':
      return leaf(field, modulo(operand));
    default:
      if (/^\$(bits|geo|near|within|expr|where|text|jsonSchema)/.test(name))
        throw notSupported(name);
      throw badValue(`unknown operator: ${name}`);
  }
}

function leaf(field: string, test: Test, operand?: Operand, whole = false): Leaf {
  return { kind: 'leaf', path: splitPath(field), field, test, whole, operand };
}

/** Truth as commands and projections read it: everything but false, null and numeric zero. */
export function truth(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumber(value) || toDouble(value) !== 0;
}

/** null, missing and the deprecated undefined are one in queries. */
const isNull = (value: Value | undefined): boolean =>
  value === undefined || value === null || rank(value) === RANK.undefined;

function comparison(field: string, op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte', value: Value): Leaf {
  return leaf(field, comparisonTest(op, value), { op, value });
}

function comparisonTest(op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte', value: Value): Test {
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

function membership(field: string, name: string, operand: Value): Leaf {
  if (!Array.isArray(operand)) throw badValue(`${name} needs an array`);
  const patterns: Pattern[] = [];
  const values: Value[] = [];
  for (const item of operand) {
    if (item instanceof Regex) patterns.push(compilePattern(item.pattern, item.flags));
    else if (isOperators(item)) throw badValue(`cannot nest $ under ${name}`);
    else values.push(item);
  }
  values.sort(compare);
  const hasNull = values.some(isNull);
  const test: Test = (value) => {
    if (isNull(value)) return hasNull;
    if (value === undefined) return false;
    return includesSorted(values, value) || patterns.some((each) => testPattern(each, value));
  };
  return leaf(field, test, patterns.length === 0 ? { op: 'in', values } : undefined);
}

function includesSorted(values: readonly Value[], value: Value): boolean {
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

function existence(field: string, wanted: boolean): Filter {
  const exists = leaf(field, (value) => value !== undefined, { op: 'exists' }, true);
  return wanted ? exists : not(exists);
}

function negation(field: string, operand: Value): Filter {
  if (operand instanceof Regex) return not(pattern(field, operand.pattern, operand.flags));
  if (!isOperators(operand)) throw badValue('$not needs a regex or a document');
  return not({ kind: 'and', of: parseOperators(field, operand) });
}

function size(field: string, operand: Value): Leaf {
  const wanted = isNumber(operand) ? toDouble(operand) : -1;
  if (!Number.isInteger(wanted) || wanted < 0)
    throw badValue('$size must be a whole number, not negative');
  return leaf(field, (value) => Array.isArray(value) && value.length === wanted, undefined, true);
}

function containsAll(field: string, operand: Value): Filter {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return { kind: 'or', of: [] };
  return {
    kind: 'and',
    of: operand.flatMap((item) => {
      if (!isOperators(item)) return parseField(field, item);
      if (item.size !== 1 || !item.has('$elemMatch')) throw badValue('no $ expressions in $all');
      return parseOperators(field, item);
    }),
  };
}

function elements(field: string, operand: Value): Filter {
  if (!(operand instanceof Map)) throw badValue('$elemMatch needs an Object');
  const path = splitPath(field);
  const first = operand.keys().next().value;
  const onValues = isOperators(operand) && first !== '$and' && first !== '$or' && first !== '$nor';
  if (!onValues) return { kind: 'elements', path, field, inner: parseFilter(operand) };
  const tests = parseOperators('', operand).map(asTest);
  return { kind: 'elements', path, field, inner: tests };
}

/** A filter without a path, as a test of the value itself. */
function asTest(filter: Filter): Test {
  switch (filter.kind) {
    case 'leaf':
      return filter.test;
    case 'elements':
      return (value) =>
        Array.isArray(value) && value.some((item) => matchesElement(filter.inner, item));
    case 'and':
    case 'or':
    case 'nor': {
      const tests = filter.of.map(asTest);
      if (filter.kind === 'and') return (value) => tests.every((test) => test(value));
      if (filter.kind === 'or') return (value) => tests.some((test) => test(value));
      return (value) => !tests.some((test) => test(value));
    }
  }
}

function modulo(operand: Value): Test {
  const numbers = Array.isArray(operand) ? operand.filter(isNumber).map(toDouble) : [];
  const [divisor, remainder] = numbers.map(Math.trunc);
  if (numbers.length !== 2 || divisor === undefined || remainder === undefined || divisor === 0)
    throw badValue('$mod needs a divisor (not 0) and a remainder');
  return (value) => isNumber(value) && Math.trunc(toDouble(value)) % divisor === remainder;
}

const testPattern = (compiled: Pattern, value: Value | undefined): boolean => {
  if (typeof value === 'string') return compiled.test(value);
  return value instanceof SymbolValue && compiled.test(value.value);
};

function pattern(field: string, source: string, flags: string): Leaf {
  const compiled = compilePattern(source, flags);
  const same = new Regex(source, flags);
  return leaf(
    field,
    (value) =>
      testPattern(compiled, value) || (value instanceof Regex && compare(value, same) === 0),
    compiled.prefix === undefined ? undefined : { op: 'prefix', prefix: compiled.prefix },
  );
}

function parsePattern(field: string, operand: Value, options: Value | undefined): Leaf {
  const flags = options ?? (operand instanceof Regex ? operand.flags : '');
  const source = operand instanceof Regex ? operand.pattern : operand;
  if (typeof source !== 'string' || typeof flags !== 'string')
    throw badValue('$regex and $options must be strings');
  return pattern(field, source, flags);
}

import { visitPath, visitWhole } from './path.ts';

/** Whether a document passes a filter. */
export function matches(filter: Filter, document: Document): boolean {
  switch (filter.kind) {
    case 'leaf':
      return (filter.whole ? visitWhole : visitPath)(document, filter.path, filter.test);
    case 'and':
      return filter.of.every((each) => matches(each, document));
    case 'or':
      return filter.of.some((each) => matches(each, document));
    case 'nor':
      return !filter.of.some((each) => matches(each, document));
    case 'elements':
      return visitWhole(
        document,
        filter.path,
        (value) => Array.isArray(value) && value.some((item) => matchesElement(filter.inner, item)),
      );
  }
}

function matchesElement(inner: Filter | readonly Test[], item: Value): boolean {
  if ('kind' in inner) {
    if (item instanceof Map) return matches(inner, item);
    // An array inside the array is looked at as a document of its positions.
    if (Array.isArray(item))
      return matches(inner, new Map(item.map((value, index) => [String(index), value])));
    return false;
  }
  return inner.every((test) => test(item));
}
