import type { Document, Regex, Value } from '../bson/values.ts';
import { visitPath, visitWhole } from './path.ts';
import type { Path } from './path.ts';

/** A test of one value; undefined stands for a missing field. */
export type Test = (value: Value | undefined) => boolean;

/** What a leaf compares with, for the planner; leaves without bounds have none. */
export type Operand =
  | { readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Value }
  | { readonly op: 'in'; readonly values: readonly Value[] }
  | { readonly op: 'prefix'; readonly prefix: string; readonly pattern: Regex }
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
      return visitWhole(document, filter.path, (value) => hasElement(filter.inner, value));
  }
}

/** Whether a value is an array with an element that passes everything an $elemMatch asks. */
export function hasElement(inner: Filter | readonly Test[], value: Value | undefined): boolean {
  return Array.isArray(value) && value.some((item) => matchesElement(inner, item));
}

function matchesElement(inner: Filter | readonly Test[], item: Value): boolean {
  if (!('kind' in inner)) return inner.every((test) => test(item));
  if (item instanceof Map) return matches(inner, item);
  // An array inside the array is looked at as a document of its positions.
  return (
    Array.isArray(item) &&
    matches(inner, new Map(item.map((value, index) => [String(index), value])))
  );
}

/** The top-level fields that a filter looks at; the others need not be decoded. */
export function filterFields(filter: Filter, into = new Set<string>()): Set<string> {
  if (filter.kind === 'leaf' || filter.kind === 'elements') into.add(filter.path[0] ?? '');
  else for (const each of filter.of) filterFields(each, into);
  return into;
}
