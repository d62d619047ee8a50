import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { StoreError } from '../errors.ts';

/** The layout of the tables and keys; a later one is refused rather than misread, an earlier one upgraded. */
export const FORMAT = 2;

/** One SQL value as libsql gives and takes it. */
export type Sql = Buffer | number | string | null;

/** A prepared statement. Values always travel as an array: libsql aborts on one lone Buffer. */
export class Statement {
  private readonly statement: Database.Statement;

  constructor(statement: Database.Statement) {
    this.statement = statement;
  }

  run(values: readonly Sql[]): number {
    return this.statement.run(values).changes;
  }

  rows(values: readonly Sql[]): readonly (readonly Sql[])[] {
    return this.statement.raw().all(values) as Sql[][];
  }
}

/** The SQLite file of a data directory, held exclusively until closed. */
export class SqlFile {
  private readonly database: Database.Database;
  private readonly statements = new Map<string, Statement>();

  private constructor(database: Database.Database) {
    this.database = database;
  }

  /**
   * Opens `<dataDir>/store.db`, making it when it is missing.
   * @throws StoreError STORE_LOCKED while another process holds it; STORE_UNREADABLE,
   *   STORE_DAMAGED, STORE_NEWER_FORMAT, STORE_DISK_FULL for what is wrong with it
   */
  static open(dataDir: string): SqlFile {
    try {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      if (!statSync(dataDir).isDirectory()) throw new Error('not a directory');
    } catch (error) {
      throw openingError(dataDir, error);
    }
    let file: SqlFile | undefined;
    try {
      const path = join(dataDir, 'store.db');
      file = new SqlFile(new Database(path));
      chmodSync(path, 0o600);
      file.prepareFile(dataDir);
      return file;
    } catch (error) {
      file?.close();
      throw openingError(dataDir, error);
    }
  }

  private prepareFile(dataDir: string): void {
    this.exec('PRAGMA locking_mode = EXCLUSIVE');
    this.exec('PRAGMA page_size = 8192');
    this.exec('PRAGMA journal_mode = WAL');
    this.exec('PRAGMA synchronous = FULL');
    this.exec('PRAGMA cache_size = -65536');
    this.exec('PRAGMA wal_autocheckpoint = 4000');
    this.exec('PRAGMA journal_size_limit = 67108864');
    this.exec('BEGIN IMMEDIATE');
    const version = this.format();
    if (version > FORMAT)
      throw new StoreError(
        'STORE_NEWER_FORMAT',
        `The data in ${dataDir} was written by a newer version (format ${version}, this one reads ${FORMAT}); use that version or another data directory.`,
      );
    if (version === 0) this.create();
    this.exec('COMMIT');
  }

  /** The format of what is stored; 0 before anything is. */
  format(): number {
    return Number(this.prepare('PRAGMA user_version').rows([])[0]?.[0]);
  }

  /** Notes, within a transaction, that what is stored has this version's format. */
  setFormat(): void {
    this.exec(`PRAGMA user_version = ${FORMAT}`);
  }

  private create(): void {
    this.exec(`
      CREATE TABLE collections (
        id INTEGER PRIMARY KEY, db TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (db, name));
      CREATE TABLE indexes (
        id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, name TEXT NOT NULL,
        spec BLOB NOT NULL, multikey INTEGER NOT NULL, ready INTEGER NOT NULL,
        UNIQUE (collection, name));`);
    this.setFormat();
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  /** A statement, prepared once for each text. */
  prepare(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = new Statement(this.database.prepare(sql));
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** Lets go of the statements on a table that is about to be dropped. */
  forget(table: string): void {
    for (const sql of this.statements.keys()) if (sql.includes(table)) this.statements.delete(sql);
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }
}

/** The stable code in an error of SQLite or of the file system, if it has one. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

function openingError(dataDir: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = errorCode(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (/BUSY|LOCKED/.test(code) || reason.includes('database is locked'))
    return new StoreError(
      'STORE_LOCKED',
      `The data directory ${dataDir} is in use by another process; stop it or use another directory.`,
    );
  if (/FULL|ENOSPC/.test(code))
    return new StoreError(
      'STORE_DISK_FULL',
      `The disk of ${dataDir} is full; free some space and start again.`,
    );
  if (/NOTADB|CORRUPT/.test(code) || /not a database|malformed/.test(reason))
    return new StoreError(
      'STORE_DAMAGED',
      `The file store.db in ${dataDir} is damaged (${reason}); restore it from a backup.`,
    );
  return new StoreError(
    'STORE_UNREADABLE',
    `Cannot open the data directory ${dataDir} (${reason}); check the path and its permissions.`,
  );
}
