import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { isNumber, toDouble, truth } from '../bson/numbers.ts';
import { document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { parseDirections } from '../query/sort.ts';
import { Collection } from './collection.ts';
import type { Index } from './collection.ts';
import type { SqlFile } from './database.ts';
import { WireFault } from '../faults.ts';

/** The collections and indexes there are: a copy in memory of the tables that describe them. */
export class Catalog {
  readonly file: SqlFile;
  private collections = new Map<string, Collection>();

  constructor(file: SqlFile) {
    this.file = file;
    this.reload();
  }

  /**
   * Reads everything anew, after a transaction was undone. Collections that are still there stay
   * the same objects, since requests may be at work on them.
   */
  reload(): void {
    const former = this.collections;
    this.collections = new Map();
    const byId = new Map<number, Collection>();
    for (const [id, db, name] of this.file
      .prepare('SELECT id, db, name FROM collections ORDER BY id')
      .rows([])) {
      const known = former.get(`${String(db)}.${String(name)}`);
      const collection =
        known !== undefined && known.id === id
          ? known
          : new Collection(this.file, Number(id), String(db), String(name));
      collection.forget();
      byId.set(collection.id, collection);
      this.collections.set(collection.namespace, collection);
    }
    for (const collection of former.values())
      if (!byId.has(collection.id)) collection.dropped = true;
    for (const [id, owner, spec, multikey, ready] of this.file
      .prepare('SELECT id, collection, spec, multikey, ready FROM indexes ORDER BY id')
      .rows([])) {
      const index = readIndex(Number(id), decode(spec as Buffer));
      index.multikey = Number(multikey);
      index.ready = ready === 1;
      byId.get(Number(owner))?.indexes.push(index);
    }
  }

  /** Removes the indexes whose building was cut short by the end of an earlier process. */
  dropUnfinished(): void {
    for (const collection of this.collections.values())
      for (const index of [...collection.indexes])
        if (!index.ready) this.dropIndex(collection, index);
  }

  find(db: string, name: string): Collection | undefined {
    return this.collections.get(`${db}.${name}`);
  }

  list(db: string): Collection[] {
    return [...this.collections.values()].filter((collection) => collection.db === db);
  }

  databases(): string[] {
    return [...new Set(Array.from(this.collections.values(), (each) => each.db))].sort();
  }

  /** The collection of that name, made with its _id index when it is missing. */
  ensure(db: string, name: string): Collection {
    const existing = this.find(db, name);
    if (existing !== undefined) return existing;
    checkName(db, name);
    const id = this.nextId('collections');
    this.file
      .prepare('INSERT INTO collections (id, db, name) VALUES (?, ?, ?)')
      .run([id, db, name]);
    this.file.exec(`CREATE TABLE c${id} (rid INTEGER PRIMARY KEY, doc BLOB NOT NULL)`);
    const collection = new Collection(this.file, id, db, name);
    this.collections.set(collection.namespace, collection);
    const spec = document({ v: 2, key: document({ _id: 1 }), name: '_id_', unique: true });
    this.addIndex(collection, spec).ready = true;
    this.setReady(collection.idIndex);
    return collection;
  }

  private nextId(table: 'collections' | 'indexes'): number {
    const [row] = this.file.prepare(`SELECT coalesce(max(id), 0) + 1 FROM ${table}`).rows([]);
    return Number(row?.[0]);
  }

  /** Adds an empty index, not yet ready. */
  addIndex(collection: Collection, spec: Document): Index {
    const index = readIndex(this.nextId('indexes'), spec);
    this.file
      .prepare('INSERT INTO indexes VALUES (?, ?, ?, ?, 0, 0)')
      .run([index.id, collection.id, index.name, encode(spec)]);
    const primary = index.unique ? 'k' : 'k, rid';
    this.file.exec(
      `CREATE TABLE ${index.table} (k BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (${primary})) WITHOUT ROWID`,
    );
    collection.indexes.push(index);
    return index;
  }

  setReady(index: Index): void {
    index.ready = true;
    this.file.prepare('UPDATE indexes SET ready = 1 WHERE id = ?').run([index.id]);
  }

  /** Notes that fields of an index have passed through arrays. */
  addMultikey(index: Index, mask: number): void {
    index.multikey |= mask;
    this.file
      .prepare('UPDATE indexes SET multikey = ? WHERE id = ?')
      .run([index.multikey, index.id]);
  }

  dropIndex(collection: Collection, index: Index): void {
    this.dropTable(index.table);
    this.file.prepare('DELETE FROM indexes WHERE id = ?').run([index.id]);
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
  }

  drop(collection: Collection): void {
    for (const index of collection.indexes) this.dropTable(index.table);
    this.dropTable(collection.table);
    this.file.prepare('DELETE FROM indexes WHERE collection = ?').run([collection.id]);
    this.file.prepare('DELETE FROM collections WHERE id = ?').run([collection.id]);
    this.collections.delete(collection.namespace);
    collection.dropped = true;
    collection.indexes.length = 0;
  }

  private dropTable(table: string): void {
    this.file.forget(` ${table}`);
    this.file.exec(`DROP TABLE ${table}`);
  }
}

function checkName(db: string, name: string): void {
  const invalid =
    db === '' ||
    name === '' ||
    /[\0/\\. "$]/.test(db) ||
    /[\0$]/.test(name) ||
    /^\.|\.$/.test(name);
  if (invalid || name.startsWith('system.') || db.length > 63 || name.length > 255)
    throw new WireFault('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
}

/** Builds the description in memory from what listIndexes tells. */
function readIndex(id: number, spec: Document): Index {
  const key = spec.get('key');
  const partial = spec.get('partialFilterExpression');
  const unique = truth(spec.get('unique'));
  const name = spec.get('name');
  return {
    id,
    name: typeof name === 'string' ? name : '',
    table: `${unique ? 'u' : 'x'}${id}`,
    fields: parseDirections(key instanceof Map ? key : new Map<string, Value>()),
    unique,
    sparse: truth(spec.get('sparse')),
    partial: partial instanceof Map ? parseFilter(partial) : undefined,
    spec,
    multikey: 0,
    ready: false,
  };
}

/** Whether two index keys ask for the same fields and directions. */
export function sameKeys(a: Document, b: Document): boolean {
  const text = (key: Document): string =>
    JSON.stringify(
      Array.from(key, ([field, value]) => [field, isNumber(value) ? toDouble(value) : 0]),
    );
  return text(a) === text(b);
}
