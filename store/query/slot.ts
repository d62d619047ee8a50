import type { Document, Value } from '../bson/values.ts';
import { WireFault } from '../faults.ts';
import { arrayIndex } from './path.ts';
import type { Path } from './path.ts';

/** How far an update may stretch an array with nulls. */
const MAX_PADDING = 100_000;

/** The place that an update path names: inside a document or an array. */
export class Slot {
  private readonly container: Document | Value[];
  private readonly name: string;

  constructor(container: Document | Value[], name: string) {
    this.container = container;
    this.name = name;
  }

  get(): Value | undefined {
    if (this.container instanceof Map) return this.container.get(this.name);
    return this.container[Number(this.name)];
  }

  set(value: Value): void {
    if (this.container instanceof Map) this.container.set(this.name, value);
    else {
      const index = Number(this.name);
      if (index > this.container.length + MAX_PADDING)
        throw new WireFault('BadValue', `cannot grow an array to position ${index}`);
      while (this.container.length < index) this.container.push(null);
      this.container[index] = value;
    }
  }

  /** Removes a field; an array element becomes null, so that the others keep their places. */
  remove(): void {
    if (this.container instanceof Map) this.container.delete(this.name);
    else if (Number(this.name) < this.container.length) this.container[Number(this.name)] = null;
  }
}

function step(container: Document | Value[], name: string): Slot | undefined {
  if (container instanceof Map) return new Slot(container, name);
  return arrayIndex(name) === undefined ? undefined : new Slot(container, name);
}

const viable = (value: Value | undefined): value is Document | Value[] =>
  value instanceof Map || Array.isArray(value);

/** The place at the end of a path if everything on the way is there. */
export function findSlot(document: Document, path: Path): Slot | undefined {
  let container: Document | Value[] = document;
  for (const [at, name] of path.entries()) {
    const slot = step(container, name);
    if (slot === undefined || at === path.length - 1) return slot;
    const value = slot.get();
    if (!viable(value)) return undefined;
    container = value;
  }
  return undefined;
}

/**
 * The place at the end of a path, creating documents on the way.
 * @throws Fault PathNotViable when something on the way is neither a document nor a fitting array
 */
export function makeSlot(document: Document, path: Path): Slot {
  let container: Document | Value[] = document;
  for (const [at, name] of path.entries()) {
    const slot = step(container, name);
    if (slot === undefined) throw notViable(path, at);
    if (at === path.length - 1) return slot;
    let value = slot.get();
    if (value === undefined) {
      value = new Map<string, Value>();
      slot.set(value);
    }
    if (!viable(value)) throw notViable(path, at + 1);
    container = value;
  }
  throw new WireFault('BadValue', 'an update path must not be empty');
}

function notViable(path: Path, at: number): WireFault {
  const parent = path.slice(0, at).join('.');
  return new WireFault(
    'PathNotViable',
    `Cannot create field '${path[at] ?? ''}' in element {${parent}}: not a document`,
  );
}
