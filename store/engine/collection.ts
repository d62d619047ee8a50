import type { Document } from '../bson/values.ts';
import type { Filter } from '../query/filter.ts';
import type { SortField } from '../query/sort.ts';
import type { SqlFile, Statement } from './database.ts';

/** An index of a collection; the SQL table is `u<id>` when it is unique, else `x<id>`. */
export interface Index {
  readonly id: number;
  readonly name: string;
  readonly table: string;
  readonly fields: readonly SortField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Filter | undefined;
  /** What listIndexes tells. */
  readonly spec: Document;
  /** Bit i is set once a document had an array on the way of field i. */
  multikey: number;
  /** False while it is being built: writers keep it, the planner leaves it alone. */
  ready: boolean;
}

/** A collection as held in memory; its documents are in the SQL table `c<id>`. */
export class Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly table: string;
  readonly indexes: Index[] = [];
  /** Set when it is dropped, for requests that are still at work on it. */
  dropped = false;
  /** The number of documents, counted when it is first asked for and kept from then on. */
  private count: number | undefined;
  private next: number | undefined;
  private readonly file: SqlFile;

  constructor(file: SqlFile, id: number, db: string, name: string) {
    this.file = file;
    this.id = id;
    this.db = db;
    this.name = name;
    this.table = `c${id}`;
  }

  get namespace(): string {
    return `${this.db}.${this.name}`;
  }

  get idIndex(): Index {
    const [index] = this.indexes;
    if (index === undefined) throw new Error(`${this.namespace} has no _id index`);
    return index;
  }

  /** Forgets what was counted, after a transaction was undone. */
  forget(): void {
    this.count = undefined;
    this.next = undefined;
    this.indexes.length = 0;
  }

  statement(sql: string): Statement {
    return this.file.prepare(sql);
  }

  /** Row numbers grow and are never given twice while the process lives. */
  takeRows(count: number): number {
    this.next ??=
      Number(this.statement(`SELECT max(rid) FROM ${this.table}`).rows([])[0]?.[0] ?? 0) + 1;
    const first = this.next;
    this.next += count;
    return first;
  }

  size(): number {
    this.count ??= Number(
      this.statement(`SELECT count(*) FROM ${this.idIndex.table}`).rows([])[0]?.[0] ?? 0,
    );
    return this.count;
  }

  changeSize(by: number): void {
    if (this.count !== undefined) this.count += by;
  }
}
