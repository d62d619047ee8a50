import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { own, put } from '../canonical/entity.ts';
import type { Entity } from './planning/plan.ts';

/** Merges an answer (or a part of it) into an object of the response. */
export type Merge = (target: Entity, received: Entity) => void;

/** The composite fields of a selection by response name; leaves are not in it. */
type Shape = Map<string, Shape>;

const EMPTY: Shape = new Map();

/** How the answer of one fetch is merged. */
export interface FetchMerge {
  readonly root: Merge;
  /** Merges the objects of one root field, given by its response name. */
  readonly of: (field: string) => Merge;
}

/**
 * Compiles the merging of a fetch's answer from its operation, which tells objects (merged) from
 * leaves (replaced, even when a custom scalar's value is itself an object).
 */
export function compileMerge(document: DocumentNode): FetchMerge {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let selectionSet: SelectionSetNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) selectionSet = definition.selectionSet;
  }
  const shape: Shape = new Map();
  if (selectionSet) collect(selectionSet, fragments, shape);
  return { root: merger(shape), of: (field) => merger(shape.get(field) ?? EMPTY) };
}

function collect(
  selectionSet: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  shape: Shape,
): void {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      if (!selection.selectionSet) continue;
      const name = (selection.alias ?? selection.name).value;
      let inner = shape.get(name);
      if (!inner) shape.set(name, (inner = new Map() as Shape));
      collect(selection.selectionSet, fragments, inner);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, fragments, shape);
    } else {
      const fragment = fragments.get(selection.name.value);
      if (fragment) collect(fragment.selectionSet, fragments, shape);
    }
  }
}

function merger(shape: Shape): Merge {
  const nested = new Map<string, Merge>();
  for (const [name, inner] of shape) nested.set(name, merger(inner));
  return (target, received) => {
    for (const name of Object.keys(received)) {
      const value = received[name];
      const merge = nested.get(name);
      const present = own(target, name);
      if (merge && isComposite(present) && isComposite(value)) into(present, value, merge);
      else if (value !== undefined && !(value === null && present !== undefined))
        put(target, name, value);
    }
  };
}

const isComposite = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

function into(present: object, value: object, merge: Merge): void {
  if (present === value) return;
  if (!Array.isArray(present) || !Array.isArray(value)) {
    merge(present as Entity, value as Entity);
    return;
  }
  value.forEach((item: unknown, index) => {
    const before: unknown = present[index];
    if (isComposite(before) && isComposite(item)) into(before, item, merge);
    else if (before === undefined || before === null) present[index] = item;
  });
}
