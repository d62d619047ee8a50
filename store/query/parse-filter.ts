import { compare } from '../bson/compare.ts';
import { isNumber, toDouble, truth } from '../bson/numbers.ts';
import { Regex, SymbolValue } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { badValue, notSupported } from '../faults.ts';
import { comparisonTest, includesSorted, isNull, modulo } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { hasElement } from './filter.ts';
import type { Filter, Leaf, Operand, Test } from './filter.ts';
import { splitPath } from './path.ts';
import { compilePattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { typeTest } from './types.ts';

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
      return comparison(field, name.slice(1) as Comparison, operand);
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

function comparison(field: string, op: Comparison, value: Value): Leaf {
  return leaf(field, comparisonTest(op, value), { op, value });
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
      return (value) => hasElement(filter.inner, value);
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
    compiled.prefix === undefined
      ? undefined
      : { op: 'prefix', prefix: compiled.prefix, pattern: same },
  );
}

function parsePattern(field: string, operand: Value, options: Value | undefined): Leaf {
  const flags = options ?? (operand instanceof Regex ? operand.flags : '');
  const source = operand instanceof Regex ? operand.pattern : operand;
  if (typeof source !== 'string' || typeof flags !== 'string')
    throw badValue('$regex and $options must be strings');
  return pattern(field, source, flags);
}
