import { isNumber, truth } from '../bson/numbers.ts';
import type { Document, Value } from '../bson/values.ts';
import { badValue, notSupported } from '../faults.ts';
import { splitPath } from './path.ts';

/** A projection as a tree of names; a leaf stands for the whole field. */
interface Branch {
  readonly children: Map<string, Branch>;
}

export type Projection = (document: Document) => Document;

function grow(root: Branch, field: string): void {
  if (field === '' || field.startsWith('.') || field.endsWith('.') || field.includes('..'))
    throw badValue(`“${field}” is not a field to project`);
  if (/(^|\.)\$/.test(field)) throw notSupported('a positional projection');
  let branch = root;
  const path = splitPath(field);
  for (const [at, name] of path.entries()) {
    const next = branch.children.get(name);
    if (next !== undefined && (next.children.size === 0 || at === path.length - 1))
      throw badValue(`Path collision at ${field}`);
    const child = next ?? { children: new Map<string, Branch>() };
    branch.children.set(name, child);
    branch = child;
  }
}

/**
 * Compiles a projection of inclusions (1) or exclusions (0); `_id` may differ from the rest.
 * @returns undefined for an empty projection
 * @throws Fault for mixtures, collisions, and for expressions, which are not supported
 */
export function compileProjection(projection: Document | undefined): Projection | undefined {
  if (projection === undefined || projection.size === 0) return undefined;
  const root: Branch = { children: new Map() };
  let including: boolean | undefined;
  let id: boolean | undefined;
  for (const [field, value] of projection) {
    if (!isNumber(value) && typeof value !== 'boolean')
      throw notSupported('a projection with anything but 0 and 1');
    const wanted = truth(value);
    if (field === '_id') {
      id = wanted;
      continue;
    }
    if (including !== undefined && including !== wanted)
      throw badValue(`Cannot do ${wanted ? 'inclusion' : 'exclusion'} on field ${field} here`);
    including = wanted;
    grow(root, field);
  }
  const inclusive = including ?? id ?? true;
  if (inclusive ? id !== false : id === false) root.children.set('_id', { children: new Map() });
  return inclusive ? (document) => include(document, root) : (document) => exclude(document, root);
}

function include(document: Document, branch: Branch): Document {
  const result: Document = new Map();
  for (const [name, value] of document) {
    const child = branch.children.get(name);
    if (child === undefined) continue;
    const kept = child.children.size === 0 ? value : includeBelow(value, child);
    if (kept !== undefined) result.set(name, kept);
  }
  return result;
}

function includeBelow(value: Value, branch: Branch): Value | undefined {
  if (value instanceof Map) return include(value, branch);
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => includeBelow(item, branch)).filter((item) => item !== undefined);
}

function exclude(document: Document, branch: Branch): Document {
  const result: Document = new Map();
  for (const [name, value] of document) {
    const child = branch.children.get(name);
    if (child === undefined) result.set(name, value);
    else if (child.children.size > 0) result.set(name, excludeBelow(value, child));
  }
  return result;
}

function excludeBelow(value: Value, branch: Branch): Value {
  if (value instanceof Map) return exclude(value, branch);
  return Array.isArray(value) ? value.map((item) => excludeBelow(item, branch)) : value;
}
