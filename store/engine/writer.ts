import { decode } from '../bson/decode.ts';
import { document as fields } from '../bson/values.ts';
import type { Document } from '../bson/values.ts';
import type { Catalog } from './catalog.ts';
import type { Collection, Index } from './collection.ts';
import { errorCode } from './database.ts';
import type { Sql } from './database.ts';
import { WireFault } from '../faults.ts';
import { filterFields } from '../query/filter.ts';
import { indexKeys, indexValues } from './index-keys.ts';

/** How many rows one SQL statement writes when many are written. */
const ROWS = 50;
/** From so many index entries of one document on they are written many in a statement. */
const MANY_KEYS = 25;

/** A document to insert: what it says, and the bytes to keep. */
export interface NewDocument {
  readonly document: Document;
  readonly bytes: Buffer;
}

interface Entry {
  readonly index: Index;
  readonly keys: readonly Buffer[];
}

/** The bytes of a document to insert, and where it is filed. */
interface Row {
  readonly bytes: Buffer;
  readonly entries: readonly Entry[];
}

/** Keeps documents and their index entries together; runs inside the engine's transaction. */
export class Writer {
  private readonly catalog: Catalog;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /**
   * Inserts documents in order.
   * @returns what each failed insert failed with, by position; stops at the first when `ordered`
   */
  insert(
    collection: Collection,
    documents: readonly NewDocument[],
    ordered: boolean,
  ): Map<number, WireFault> {
    if (documents.length > 1 && this.insertTogether(collection, documents))
      return new Map<number, WireFault>();
    const faults = new Map<number, WireFault>();
    for (const [at, each] of documents.entries()) {
      try {
        this.insertOne(collection, each);
      } catch (error) {
        if (!(error instanceof WireFault)) throw error;
        faults.set(at, error);
        if (ordered) break;
      }
    }
    return faults;
  }

  insertOne(collection: Collection, { document, bytes }: NewDocument): void {
    const entries = this.entries(collection.indexes, document);
    const keys = entries.reduce((sum, entry) => sum + entry.keys.length, 0);
    if (keys > MANY_KEYS && this.writeTogether(collection, [{ bytes, entries }])) return;
    for (const entry of entries) this.refuseTaken(collection, entry, document, undefined);
    const rid = collection.takeRows(1);
    collection.statement(`INSERT INTO ${collection.table} VALUES (?, ?)`).run([rid, bytes]);
    for (const { index, keys } of entries)
      for (const key of keys) this.addKey(collection, index, key, rid);
    collection.changeSize(1);
  }

  /** Inserts all or, when a unique key is taken, none; false asks to go one by one. */
  private insertTogether(collection: Collection, documents: readonly NewDocument[]): boolean {
    try {
      return this.writeTogether(
        collection,
        documents.map(({ document, bytes }) => ({
          bytes,
          entries: this.entries(collection.indexes, document),
        })),
      );
    } catch (error) {
      if (error instanceof WireFault) return false;
      throw error;
    }
  }

  /** Writes rows with their index entries, in the order of their keys; false, and none, when a key is taken. */
  private writeTogether(collection: Collection, rows: readonly Row[]): boolean {
    const byIndex = new Map<Index, [Buffer, number][]>();
    for (const index of collection.indexes) byIndex.set(index, []);
    const first = collection.takeRows(rows.length);
    for (const [at, { entries }] of rows.entries())
      for (const { index, keys } of entries)
        for (const key of keys) byIndex.get(index)?.push([key, first + at]);
    this.catalog.file.exec('SAVEPOINT together');
    try {
      this.writeRows(
        collection,
        collection.table,
        rows.flatMap(({ bytes }, at) => [first + at, bytes]),
      );
      for (const [index, filed] of byIndex) {
        filed.sort((a, b) => a[0].compare(b[0]));
        this.writeRows(collection, index.table, filed.flat());
      }
    } catch (error) {
      this.catalog.file.exec('ROLLBACK TO together; RELEASE together');
      if (errorCode(error).startsWith('SQLITE_CONSTRAINT')) return false;
      throw error;
    }
    this.catalog.file.exec('RELEASE together');
    collection.changeSize(rows.length);
    return true;
  }

  private writeRows(collection: Collection, table: string, values: readonly Sql[]): void {
    const many = collection.statement(
      `INSERT INTO ${table} VALUES ${new Array(ROWS).fill('(?, ?)').join()}`,
    );
    const one = collection.statement(`INSERT INTO ${table} VALUES (?, ?)`);
    let at = 0;
    for (; at + ROWS * 2 <= values.length; at += ROWS * 2)
      many.run(values.slice(at, at + ROWS * 2));
    for (; at < values.length; at += 2) one.run(values.slice(at, at + 2));
  }

  /**
   * Replaces a document; `_id` is the same in both.
   * @param before the bytes to be replaced
   * @param touched the top-level fields in which the two may differ; absent: any
   * @throws Fault DuplicateKey and keeps the old
   */
  update(
    collection: Collection,
    rid: number,
    before: Buffer,
    after: NewDocument,
    touched?: ReadonlySet<string>,
  ): void {
    const indexes = collection.indexes.filter(
      (index) => !touched || [...fieldsOf(index)].some((field) => touched.has(field)),
    );
    const needed = new Set(indexes.flatMap((index) => [...fieldsOf(index)]));
    // Decoded anew for its keys, since an update changes documents in place.
    const old = this.entries(indexes, decode(before, 0, needed));
    const entries = this.entries(indexes, after.document);
    const changes = entries.map(({ index, keys }, at) => {
      const had = old[at]?.keys ?? [];
      return {
        index,
        added: keys.filter((key) => !had.some((other) => other.equals(key))),
        removed: had.filter((key) => !keys.some((other) => other.equals(key))),
      };
    });
    for (const { index, added } of changes)
      this.refuseTaken(collection, { index, keys: added }, after.document, rid);
    for (const { index, added, removed } of changes) {
      for (const key of removed) this.removeKey(collection, index, key, rid);
      for (const key of added) this.addKey(collection, index, key, rid);
    }
    collection
      .statement(`UPDATE ${collection.table} SET doc = ? WHERE rid = ?`)
      .run([after.bytes, rid]);
  }

  remove(collection: Collection, rid: number, document: Document): void {
    for (const { index, keys } of this.entries(collection.indexes, document))
      for (const key of keys) this.removeKey(collection, index, key, rid);
    collection.statement(`DELETE FROM ${collection.table} WHERE rid = ?`).run([rid]);
    collection.changeSize(-1);
  }

  /** Enters existing documents into an index that is being built. */
  fill(collection: Collection, index: Index, rows: readonly (readonly [number, Buffer])[]): void {
    for (const [rid, bytes] of rows) {
      const document = decode(bytes);
      const keys = this.keys(index, document);
      this.refuseTaken(collection, { index, keys }, document, rid);
      for (const key of keys) this.addKey(collection, index, key, rid);
    }
  }

  private entries(indexes: readonly Index[], document: Document): Entry[] {
    return indexes.map((index) => ({ index, keys: this.keys(index, document) }));
  }

  private keys(index: Index, document: Document): readonly Buffer[] {
    const { keys, multikey } = indexKeys(index, document);
    if ((index.multikey | multikey) !== index.multikey) this.catalog.addMultikey(index, multikey);
    return keys;
  }

  private addKey(collection: Collection, index: Index, key: Buffer, rid: number): void {
    collection.statement(`INSERT OR IGNORE INTO ${index.table} VALUES (?, ?)`).run([key, rid]);
  }

  private removeKey(collection: Collection, index: Index, key: Buffer, rid: number): void {
    collection.statement(`DELETE FROM ${index.table} WHERE k = ? AND rid = ?`).run([key, rid]);
  }

  /** @throws Fault DuplicateKey when another document has one of the keys of a unique index */
  private refuseTaken(
    collection: Collection,
    { index, keys }: Entry,
    document: Document,
    own: number | undefined,
  ): void {
    if (!index.unique) return;
    for (const key of keys) {
      const [row] = collection.statement(`SELECT rid FROM ${index.table} WHERE k = ?`).rows([key]);
      if (row !== undefined && row[0] !== own) throw duplicateKey(collection, index, document);
    }
  }
}

/** The top-level fields on which the keys of a document in an index depend. */
function fieldsOf(index: Index): ReadonlySet<string> {
  const known = fieldsByIndex.get(index);
  if (known) return known;
  const fields = new Set(index.fields.map(({ path }) => path[0] ?? ''));
  if (index.partial) filterFields(index.partial, fields);
  fieldsByIndex.set(index, fields);
  return fields;
}

const fieldsByIndex = new WeakMap<Index, ReadonlySet<string>>();

/** MongoDB's error, without the values in the text: they are in keyValue. */
function duplicateKey(collection: Collection, index: Index, document: Document): WireFault {
  const pattern = index.spec.get('key');
  const [values] = indexValues(index, document);
  const keyValue: Document = new Map(
    index.fields.map(({ field }, at) => [field, values?.[at] ?? null]),
  );
  const names = index.fields.map(({ field }) => field).join(', ');
  return new WireFault(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} dup key: { ${names} }`,
    fields({ keyPattern: pattern ?? null, keyValue }),
  );
}
