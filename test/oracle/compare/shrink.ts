import type { FactsDocument } from '../../../schema/generated/facts.ts';

type Json = unknown;

/**
 * The smallest facts found on which `holds` still holds: drops list items and properties, one at a
 * time and at every depth, until nothing more can go. `holds` must refuse facts that are not valid.
 */
export function shrink(
  facts: FactsDocument,
  holds: (facts: FactsDocument) => boolean,
): FactsDocument {
  let smallest: Json = facts;
  for (let progress = true; progress;) {
    progress = false;
    for (const path of pathsOf(smallest)) {
      const candidate = without(smallest, path);
      if (candidate === undefined || !holds(candidate as FactsDocument)) continue;
      smallest = candidate;
      progress = true;
    }
  }
  return smallest as FactsDocument;
}

type Path = readonly string[];

/** Every place inside the value, outer and later places first, so that big pieces go first and positions stay right. */
function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value).reverse();
  const here = keys.map((key) => [...path, key]);
  return [...here, ...keys.flatMap((key) => pathsOf(Reflect.get(value, key), [...path, key]))];
}

/** A copy without the place; undefined if the place is no longer there. */
function without(value: Json, path: Path): Json {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null || !(key in value))
    return undefined;
  const copy: object = Array.isArray(value) ? [...(value as Json[])] : { ...value };
  if (rest.length > 0) {
    const inner = without(Reflect.get(value, key), rest);
    if (inner === undefined) return undefined;
    Reflect.set(copy, key, inner);
  } else if (Array.isArray(copy)) {
    // An empty list may mean something else than a shorter one; the whole property can still go.
    if (copy.length === 1) return undefined;
    copy.splice(Number(key), 1);
  } else Reflect.deleteProperty(copy, key);
  return copy;
}
