import { isNumber, toDouble } from '../bson/numbers.ts';
import type { Document, Value } from '../bson/values.ts';
import { badValue, notSupported } from '../faults.ts';
import { compileExpression } from './expression.ts';
import { matches } from './filter.ts';
import { parseFilter } from './parse-filter.ts';
import type { Filter } from './filter.ts';
import { compileGroup } from './group.ts';
import { splitPath } from './path.ts';
import { compileProjection } from './projection.ts';
import { compileSort } from './sort.ts';
import type { Order } from './sort.ts';

/** A stage over a stream of documents; null in the stream is a moment for a pause. */
type Stream = Generator<Document | null, void>;
export type Stage = (input: Stream) => Stream;

/** A pipeline: what its beginning asks of the collection, then the stages that remain. */
export interface Pipeline {
  readonly filter: Filter;
  readonly sort: Order | undefined;
  readonly skip: number;
  readonly limit: number;
  readonly stages: readonly Stage[];
}

/** The most documents that $sort, $group or $push may hold; a guard for the server's memory. */
const MOST_HELD = 1_000_000;

/** @throws Fault for malformed stages and those the engine lacks */
export function parsePipeline(stages: Value | undefined): Pipeline {
  if (!Array.isArray(stages)) throw badValue("the 'pipeline' must be an array");
  const parsed = stages.map((stage) => {
    const [entry, ...others] = stage instanceof Map ? [...stage] : [];
    if (entry === undefined || others.length > 0)
      throw badValue('A pipeline stage specification object must contain exactly one field.');
    return { name: entry[0], operand: entry[1] };
  });
  let at = 0;
  const take = (name: string): Value | undefined => {
    if (parsed[at]?.name !== name) return undefined;
    return parsed[at++]?.operand;
  };
  const match = take('$match');
  const sort = take('$sort');
  const skip = take('$skip');
  const limit = take('$limit');
  return {
    filter: parseFilter(
      match === undefined ? new Map<string, Value>() : asDocument('$match', match),
    ),
    sort: sort === undefined ? undefined : compileSort(asDocument('$sort', sort)),
    skip: skip === undefined ? 0 : count('$skip', skip, 0),
    limit: limit === undefined ? 0 : count('$limit', limit, 1),
    stages: parsed.slice(at).map(({ name, operand }) => compileStage(name, operand)),
  };
}

function compileStage(name: string, operand: Value): Stage {
  switch (name) {
    case '$match': {
      const filter = parseFilter(asDocument(name, operand));
      return each((document) => (matches(filter, document) ? [document] : []));
    }
    case '$sort':
      return sorted(compileSort(asDocument(name, operand)));
    case '$skip':
      return windowed(count(name, operand, 0), Infinity);
    case '$limit':
      return windowed(0, count(name, operand, 1));
    case '$project':
      return project(asDocument(name, operand));
    case '$group':
      return grouped(operand);
    case '$count':
      return counted(operand);
    case '$unwind':
      return unwind(operand);
    default:
      throw name.startsWith('$')
        ? notSupported(`the aggregation stage ${name}`)
        : badValue(`Unrecognized pipeline stage name: '${name}'`);
  }
}

function asDocument(name: string, operand: Value): Document {
  if (!(operand instanceof Map)) throw badValue(`the ${name} stage needs an object`);
  return operand;
}

function count(name: string, operand: Value, least: number): number {
  const number = isNumber(operand) ? toDouble(operand) : NaN;
  if (!Number.isSafeInteger(number) || number < least)
    throw badValue(`${name} needs a whole number of at least ${least}`);
  return number;
}

function each(work: (document: Document) => Iterable<Document>): Stage {
  return function* (input) {
    for (const document of input)
      if (document === null) yield null;
      else yield* work(document);
  };
}

function windowed(skip: number, limit: number): Stage {
  return function* (input) {
    let place = 0;
    for (const document of input) {
      if (document === null) yield null;
      else if (++place > skip) {
        yield document;
        if (place - skip >= limit) return;
      }
    }
  };
}

function* gathered(input: Stream, into: Document[]): Generator<null, void> {
  for (const document of input) {
    if (document === null) {
      yield null;
      continue;
    }
    into.push(document);
    if (into.length > MOST_HELD)
      throw badValue(`an aggregation may hold ${MOST_HELD} documents at once; narrow it by $match`);
  }
}

function sorted(order: Order): Stage {
  return function* (input) {
    const documents: Document[] = [];
    yield* gathered(input, documents);
    const keyed = documents.map((document) => ({ document, key: order.key(document) }));
    keyed.sort((a, b) => order.compare(a.key, b.key));
    for (const { document } of keyed) yield document;
  };
}

function grouped(operand: Value): Stage {
  const grouping = compileGroup(operand);
  return function* (input) {
    const groups = grouping.start();
    for (const document of input)
      if (document === null) yield null;
      else groups.take(document);
    yield* groups.results();
  };
}

function counted(operand: Value): Stage {
  if (typeof operand !== 'string' || operand === '' || /[$.]/.test(operand))
    throw badValue('the count field must be a plain name');
  return function* (input) {
    let total = 0;
    for (const document of input)
      if (document === null) yield null;
      else total++;
    if (total > 0) yield new Map([[operand, total]]);
  };
}

function unwind(operand: Value): Stage {
  const options = operand instanceof Map ? operand : new Map<string, Value>([['path', operand]]);
  for (const option of options.keys())
    if (option !== 'path' && option !== 'preserveNullAndEmptyArrays')
      throw notSupported(`the $unwind option ${option}`);
  const field = options.get('path');
  if (typeof field !== 'string' || !/^\$[^$.]/.test(field))
    throw badValue('$unwind needs a path that starts with $');
  const keepEmpty = options.get('preserveNullAndEmptyArrays') === true;
  const path = splitPath(field.slice(1));
  return each((document) => unwound(document, path, 0, keepEmpty));
}

/** One document for each element of the array at a path; only what lies on the path is copied. */
function unwound(
  document: Document,
  path: readonly string[],
  at: number,
  keepEmpty: boolean,
): Document[] {
  const name = path[at] ?? '';
  const value = document.get(name);
  const having = (item: Value): Document => new Map(document).set(name, item);
  if (at < path.length - 1) {
    if (!(value instanceof Map)) return keepEmpty ? [document] : [];
    return unwound(value, path, at + 1, keepEmpty).map(having);
  }
  if (Array.isArray(value) && value.length > 0) return value.map(having);
  if (value === undefined || value === null) return keepEmpty ? [document] : [];
  if (!Array.isArray(value)) return [document];
  if (!keepEmpty) return [];
  const without = new Map(document);
  without.delete(name);
  return [without];
}

/** Inclusions and exclusions as in a find; or inclusions together with computed fields. */
function project(specification: Document): Stage {
  if (specification.size === 0) throw badValue('$project needs at least one field');
  const plain: Document = new Map();
  const computed = new Map<string, ReturnType<typeof compileExpression>>();
  for (const [field, value] of specification) {
    if (isNumber(value) || typeof value === 'boolean') plain.set(field, value);
    else if (field.includes('.')) throw notSupported('a computed field with a dotted name');
    else computed.set(field, compileExpression(value));
  }
  if (computed.size > 0 && ![...plain.keys()].some((field) => field !== '_id'))
    plain.set(NOTHING, 1);
  const projection = compileProjection(plain);
  return each((document) => {
    const result = projection?.(document) ?? document;
    for (const [field, compute] of computed) {
      const value = compute(document);
      if (value !== undefined) result.set(field, value);
    }
    return [result];
  });
}

/** A field that no document has: asks for an inclusive projection of nothing. */
const NOTHING = '\0';
