import { equal } from '../bson/compare.ts';
import type { ObjectId, Document, Value } from '../bson/values.ts';
import { WireFault, badValue, notSupported } from '../faults.ts';
import type { Filter } from './filter.ts';
import { MODIFIERS } from './modifiers.ts';
import type { Modifier, UpdateContext } from './modifiers.ts';
import { arrayIndex, splitPath } from './path.ts';
import type { Path } from './path.ts';
import { findSlot, makeSlot } from './slot.ts';

interface Change {
  readonly path: Path;
  readonly modifier: Modifier;
}

/** A parsed update: a whole new document, or changes in the order in which MongoDB applies them. */
export type Update =
  | { readonly kind: 'replacement'; readonly document: Document }
  | { readonly kind: 'changes'; readonly changes: readonly Change[] };

/**
 * Parses an update.
 * @throws Fault when it is malformed, two changes conflict, or it needs what the engine lacks
 */
export function parseUpdate(update: Value | undefined): Update {
  if (Array.isArray(update)) throw notSupported('an update by an aggregation pipeline');
  if (!(update instanceof Map)) throw new WireFault('TypeMismatch', 'an update must be a document');
  if (update.keys().next().value?.startsWith('$') !== true)
    return { kind: 'replacement', document: replacement(update) };
  const changes: Change[] = [];
  for (const [name, fields] of update) {
    if (name === '$rename' || name === '$bit') throw notSupported(name);
    const make = MODIFIERS.get(name);
    if (make === undefined)
      throw new WireFault(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update`,
      );
    if (!(fields instanceof Map))
      throw new WireFault(
        'FailedToParse',
        `Modifiers operate on fields but ${name} got no document`,
      );
    for (const [field, operand] of fields)
      changes.push({ path: updatePath(field), modifier: make(operand) });
  }
  changes.sort((a, b) => comparePaths(a.path, b.path));
  refuseConflicts(changes);
  return { kind: 'changes', changes };
}

/** The top-level fields that an update may change; undefined: any. */
export const touchedBy = (update: Update): ReadonlySet<string> | undefined =>
  update.kind === 'changes' ? new Set(update.changes.map(({ path }) => path[0] ?? '')) : undefined;

function replacement(document: Document): Document {
  for (const name of document.keys())
    if (name.startsWith('$'))
      throw new WireFault(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' is not allowed in a replacement`,
      );
  return document;
}

function updatePath(field: string): Path {
  const path = splitPath(field);
  if (path.includes(''))
    throw new WireFault(
      'EmptyFieldName',
      `The update path '${field}' contains an empty field name`,
    );
  for (const part of path)
    if (part === '$' || part.startsWith('$['))
      throw notSupported(`the positional operator “${part}”`);
  return path;
}

/** Names in their order, array positions as numbers: the order in which new fields appear. */
function comparePaths(a: Path, b: Path): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const left = a[at] ?? '';
    const right = b[at] ?? '';
    if (left === right) continue;
    const leftIndex = arrayIndex(left);
    const rightIndex = arrayIndex(right);
    if (leftIndex !== undefined && rightIndex !== undefined) return leftIndex - rightIndex;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

function refuseConflicts(sorted: readonly Change[]): void {
  const seen = new Set<string>();
  for (const { path } of sorted) {
    const field = path.join('.');
    for (let length = 1; length <= path.length; length++)
      if (seen.has(path.slice(0, length).join('.')))
        throw new WireFault(
          'ConflictingUpdateOperators',
          `Updating the path '${field}' would create a conflict at '${path.slice(0, length).join('.')}'`,
        );
    seen.add(field);
  }
}

/**
 * Applies an update to a freshly decoded document, which it may change in place.
 * @returns the new document, with the same _id as before
 * @throws Fault ImmutableField when the update would change _id
 */
export function applyUpdate(document: Document, update: Update, context: UpdateContext): Document {
  const id = document.get('_id');
  if (update.kind === 'replacement') return withId(update.document, id);
  for (const { path, modifier } of update.changes) {
    if (modifier.creates === 'onInsert' && !context.inserting) continue;
    const slot = modifier.creates === false ? findSlot(document, path) : makeSlot(document, path);
    if (slot !== undefined && (modifier.creates !== false || slot.get() !== undefined))
      modifier.apply(slot, context);
  }
  const after = document.get('_id');
  if (id !== undefined && (after === undefined || !equal(after, id))) throw immutableId();
  return document;
}

function withId(replacement: Document, id: Value | undefined): Document {
  const given = replacement.get('_id');
  if (id === undefined) return new Map(replacement);
  if (given !== undefined && !equal(given, id)) throw immutableId();
  const result: Document = new Map([['_id', id]]);
  for (const [name, value] of replacement) if (name !== '_id') result.set(name, value);
  return result;
}

const immutableId = (): WireFault =>
  new WireFault(
    'ImmutableField',
    "After applying the update, the (immutable) field '_id' was found to have been altered",
  );

/** The fields that a filter fixes by equality: what an upsert starts from. */
function fixedFields(filter: Filter, into: Document): Document {
  if (filter.kind === 'and') for (const each of filter.of) fixedFields(each, into);
  if (filter.kind === 'leaf' && filter.operand?.op === 'eq') {
    const slot = makeSlot(into, filter.path);
    if (slot.get() !== undefined)
      throw badValue(`cannot infer query fields to set, path '${filter.field}' is matched twice`);
    slot.set(filter.operand.value);
  }
  return into;
}

/** The document that an upsert inserts; `_id` comes first, made by `newId` when nothing names it. */
export function upsertDocument(
  filter: Filter,
  update: Update,
  newId: () => ObjectId,
  now: number,
): Document {
  const fixed = fixedFields(filter, new Map());
  const id = fixed.get('_id');
  const base: Document =
    update.kind === 'changes' ? fixed : new Map(id === undefined ? [] : [['_id', id]]);
  const result = applyUpdate(base, update, { inserting: true, now });
  const made = result.get('_id');
  const ordered: Document = new Map([['_id', made === undefined ? newId() : made]]);
  for (const [name, value] of result) if (name !== '_id') ordered.set(name, value);
  return ordered;
}
