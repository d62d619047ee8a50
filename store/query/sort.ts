import { compare } from '../bson/compare.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { UNDEFINED } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { badValue, notSupported } from '../faults.ts';
import { splitPath, visitWhole } from './path.ts';
import type { Path } from './path.ts';

export interface SortField {
  readonly field: string;
  readonly path: Path;
  readonly descending: boolean;
}

/** An order over documents: `key` takes what it looks at, `compare` orders two such keys. */
export interface Order {
  readonly fields: readonly SortField[];
  key(document: Document): Value[];
  compare(a: readonly Value[], b: readonly Value[]): number;
}

/** Reads {field: 1 | -1, …}, of sorts and index keys. */
export function parseDirections(sort: Document): SortField[] {
  return Array.from(sort, ([field, direction]) => {
    if (direction instanceof Map && direction.has('$meta')) throw notSupported('$meta');
    const number = isNumber(direction) ? toDouble(direction) : 0;
    if (number !== 1 && number !== -1)
      throw badValue(`the direction of “${field}” must be 1 (ascending) or -1 (descending)`);
    if (field === '' || field.startsWith('$') || field.split('.').includes(''))
      throw badValue(`“${field}” is not a field to sort by`);
    return { field, path: splitPath(field), descending: number < 0 };
  });
}

/**
 * The value a document is ordered by: of an array its least element (ascending) or its greatest
 * (descending); an empty array comes before null; a missing field is null.
 */
function sortValue(document: Document, { path, descending }: SortField): Value {
  let best: Value | undefined;
  const consider = (value: Value): void => {
    if (best === undefined || compare(value, best) < 0 !== descending) best = value;
  };
  visitWhole(document, path, (value) => {
    if (!Array.isArray(value)) consider(value ?? null);
    else if (value.length === 0) consider(UNDEFINED);
    else value.forEach(consider);
    return false;
  });
  return best ?? null;
}

/** Compiles a sort document. @throws Fault BadValue when it is malformed */
export function compileSort(sort: Document): Order {
  const fields = parseDirections(sort);
  return {
    fields,
    key: (document) => fields.map((field) => sortValue(document, field)),
    compare(a, b) {
      for (const [at, { descending }] of fields.entries()) {
        const difference = compare(a[at] ?? null, b[at] ?? null);
        if (difference !== 0) return descending ? -difference : difference;
      }
      return 0;
    },
  };
}
