import type { Document, Value } from '../bson/values.ts';

/** A dotted path, split once. */
export type Path = readonly string[];

export const splitPath = (path: string): Path => path.split('.');

const INDEX = /^(0|[1-9]\d{0,9})$/;

/** The array index that a path part names, or undefined. */
export function arrayIndex(part: string): number | undefined {
  return INDEX.test(part) ? Number(part) : undefined;
}

type Visit = (value: Value | undefined) => boolean;

/**
 * Calls `visit` with each value that a query on this path looks at, until it returns true: the
 * elements of arrays on the way and, at its end, both the elements and the array itself. A missing
 * field is visited as undefined, but not for the elements of an array that are no documents.
 * @returns whether a visit returned true
 */
export function visitPath(document: Document, path: Path, visit: Visit): boolean {
  return visitWhole(
    document,
    path,
    (value) => (Array.isArray(value) && value.some(visit)) || visit(value),
  );
}

/** Like {@link visitPath}, but an array at the end of the path is visited only as a whole. */
export function visitWhole(document: Document, path: Path, visit: Visit): boolean {
  return inDocument(document, path, 0, visit);
}

function inDocument(document: Document, path: Path, at: number, visit: Visit): boolean {
  const value = document.get(path[at] ?? '');
  return at === path.length - 1 ? visit(value) : below(value, path, at + 1, visit);
}

function below(value: Value | undefined, path: Path, at: number, visit: Visit): boolean {
  if (value instanceof Map) return inDocument(value, path, at, visit);
  if (!Array.isArray(value)) return visit(undefined);
  const index = arrayIndex(path[at] ?? '');
  if (index !== undefined && index < value.length) {
    const item = value[index];
    if (at === path.length - 1 ? visit(item) : below(item, path, at + 1, visit)) return true;
  }
  return value.some((item) => item instanceof Map && inDocument(item, path, at, visit));
}
