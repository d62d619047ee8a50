import { KeyWriter } from '../bson/keys.ts';
import { UNDEFINED } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { matches } from '../query/filter.ts';
import { WireFault } from '../faults.ts';
import type { Index } from './collection.ts';

/** A field still to be followed: its place in the index and the part of its path to come. */
interface Pending {
  readonly at: number;
  readonly from: number;
}

export interface IndexKeys {
  /** Distinct keys, in no order. */
  readonly keys: readonly Buffer[];
  /** Bit i is set when field i passed through an array. */
  readonly multikey: number;
}

const NONE: IndexKeys = { keys: [], multikey: 0 };
const writer = new KeyWriter();

/** The values under which an index files a document, one list for each key. */
export function indexValues(index: Index, document: Document): readonly (readonly Value[])[] {
  return new Expansion(index).run(document).rows;
}

/**
 * The keys of a document in an index: one for each element when a field is an array; none when the
 * index is sparse and no field is there, or partial and its filter does not match.
 * @throws Fault CannotIndexParallelArrays when two fields are different arrays
 */
export function indexKeys(index: Index, document: Document): IndexKeys {
  if (index.partial !== undefined && !matches(index.partial, document)) return NONE;
  const { rows, multikey, found } = new Expansion(index).run(document);
  if (index.sparse && !found) return NONE;
  const keys: Buffer[] = [];
  const seen = rows.length > 1 ? new Set<string>() : undefined;
  for (const row of rows) {
    writer.rewind(0);
    for (const [at, field] of index.fields.entries()) writer.add(row[at] ?? null, field.descending);
    const key = writer.key();
    if (seen !== undefined) {
      const text = key.toString('latin1');
      if (seen.has(text)) continue;
      seen.add(text);
    }
    keys.push(key);
  }
  return { keys, multikey };
}

class Expansion {
  readonly rows: Value[][] = [];
  multikey = 0;
  found = false;
  private readonly index: Index;

  constructor(index: Index) {
    this.index = index;
  }

  run(document: Document): this {
    const { fields } = this.index;
    this.expand(
      document,
      fields.map((_, at) => ({ at, from: 0 })),
      new Array<Value>(fields.length).fill(null),
    );
    return this;
  }

  private path(pending: Pending): readonly string[] {
    return this.index.fields[pending.at]?.path ?? [];
  }

  private expand(document: Document, pending: readonly Pending[], values: Value[]): void {
    let array: Value[] | undefined;
    const inArray: Pending[] = [];
    for (const each of pending) {
      const path = this.path(each);
      let value: Value | undefined = document;
      let from = each.from;
      while (from < path.length && value instanceof Map) value = value.get(path[from++] ?? '');
      if (Array.isArray(value)) {
        if (array !== undefined && array !== value)
          throw new WireFault('CannotIndexParallelArrays', 'cannot index parallel arrays');
        array = value;
        this.multikey |= 1 << each.at;
        inArray.push({ at: each.at, from });
      } else if (value !== undefined && from === path.length) {
        values[each.at] = value;
        this.found = true;
      }
    }
    if (array === undefined) this.rows.push(values);
    else this.expandItems(array, inArray, values);
  }

  private expandItems(array: readonly Value[], inArray: readonly Pending[], values: Value[]): void {
    this.found = true;
    const atEnd = (each: Pending): boolean => each.from === this.path(each).length;
    if (array.length === 0) {
      for (const each of inArray) if (atEnd(each)) values[each.at] = UNDEFINED;
      this.rows.push(values);
      return;
    }
    const deeper = inArray.filter((each) => !atEnd(each));
    for (const item of array) {
      const row = [...values];
      for (const each of inArray) if (atEnd(each)) row[each.at] = item;
      if (item instanceof Map) this.expand(item, deeper, row);
      else this.rows.push(row);
    }
  }
}
