import type { Entity, Selection, TypeTest } from './planning/plan.ts';

/** A representation with a key that is equal for equal representations. */
export interface Representation {
  readonly value: Entity;
  readonly key: string;
}

/** Builds the `_Any` representation of an entity; null when a required value is missing. */
export type Represent = (entity: Entity) => Representation | null;

type Build = (source: Entity, target: Entity, key: KeyWriter) => boolean;

/** Compiles the `requires` of a fetch (Federation subgraph specification, `_entities`). */
export function compileRepresentation(
  requires: readonly Selection[],
  isOfType: TypeTest,
): Represent {
  const build = compileSelections(requires, isOfType);
  return (entity) => {
    const value: Entity = {};
    const key = new KeyWriter();
    if (!build(entity, value, key) || value['__typename'] === undefined) return null;
    return { value, key: key.text };
  };
}

function compileSelections(selections: readonly Selection[], isOfType: TypeTest): Build {
  const builds = selections.map((selection) =>
    selection.kind === 'Field'
      ? compileField(selection, isOfType)
      : compileFragment(selection, isOfType),
  );
  const [only] = builds;
  if (builds.length === 1 && only) return only;
  return (source, target, key) => builds.every((build) => build(source, target, key));
}

function compileField(field: Selection & { kind: 'Field' }, isOfType: TypeTest): Build {
  const { from, to } = field;
  const nested = field.selections && compileSelections(field.selections, isOfType);
  const represent = (value: unknown, key: KeyWriter): unknown => {
    if (value === null || value === undefined) return key.leaf(null);
    if (Array.isArray(value)) {
      key.open();
      const items = value.map((item) => represent(item, key));
      key.close();
      return items;
    }
    if (!nested) return key.leaf(value);
    const target: Entity = {};
    key.open();
    const complete = nested(value as Entity, target, key);
    key.close();
    return complete ? target : null;
  };
  return (source, target, key) => {
    const value = Object.hasOwn(source, from) ? source[from] : undefined;
    if (value === undefined) return false;
    target[to] = represent(value, key);
    return true;
  };
}

function compileFragment(
  fragment: Selection & { kind: 'InlineFragment' },
  isOfType: TypeTest,
): Build {
  const build = compileSelections(fragment.selections, isOfType);
  const condition = fragment.typeCondition;
  if (condition === undefined) return build;
  return (source, target, key) => {
    const typename = source['__typename'];
    if (typeof typename !== 'string' || !isOfType(typename, condition)) return true;
    const part: Entity = {};
    // A fragment with a missing value adds nothing; another fragment may still represent it.
    if (build(source, part, key)) Object.assign(target, part);
    return true;
  };
}

/** Identity of values that a subgraph in this process passes by reference. */
const references = new WeakMap<object, number>();
let nextReference = 0;

/** Collects the leaves of a representation, in order, into a text that tells them apart. */
class KeyWriter {
  text = '';

  leaf(value: unknown): unknown {
    if (typeof value === 'object' && value !== null) {
      let reference = references.get(value);
      if (reference === undefined) references.set(value, (reference = nextReference++));
      this.text += `#${reference},`;
    } else if (typeof value === 'string') this.text += `${value.length}:${value},`;
    else this.text += `${String(value)},`;
    return value;
  }

  open(): void {
    this.text += '(';
  }

  close(): void {
    this.text += ')';
  }
}
