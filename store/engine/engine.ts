import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { ObjectId } from '../bson/values.ts';
import { Catalog } from './catalog.ts';
import { Cursors } from './cursors.ts';
import { SqlFile, errorCode } from './database.ts';
import { WireFault } from '../faults.ts';
import { Transaction } from './transaction.ts';
import { upgrade } from './upgrade.ts';
import { Writer } from './writer.ts';

/** The embedded engine over one data directory: everything the commands work with. */
export class Engine {
  readonly catalog: Catalog;
  readonly transaction: Transaction;
  readonly writer: Writer;
  readonly cursors = new Cursors();
  readonly startedAt = Date.now();
  private readonly file: SqlFile;

  /** @throws StoreError when the data directory cannot be opened */
  constructor(dataDir: string) {
    this.file = SqlFile.open(dataDir);
    this.catalog = new Catalog(this.file);
    this.transaction = new Transaction(this.catalog);
    this.writer = new Writer(this.catalog);
    this.transaction.write(() => {
      this.catalog.dropUnfinished();
      upgrade(this.catalog, this.writer);
    });
    this.transaction.commit();
  }

  now(): number {
    return Date.now();
  }

  /** A new ObjectId: seconds, five random bytes of this process, a counter. */
  readonly newId = objectIds(() => this.now());

  /**
   * Writes everything to a new file, readable by the owner only. Nothing else is done meanwhile.
   * @throws Fault when the file exists or cannot be written
   */
  copyTo(file: string): void {
    this.transaction.commit();
    try {
      closeSync(openSync(file, 'wx', 0o600)); // SQLite would make it readable by others
      this.file.prepare('VACUUM INTO ?').run([file]);
    } catch (error) {
      throw new WireFault(
        'OperationFailed',
        `The store cannot be copied there (${errorCode(error)}).`,
      );
    }
  }

  /** Commits what is pending and lets go of the data directory. */
  close(): void {
    this.transaction.commit();
    this.file.close();
  }
}

function objectIds(now: () => number): () => ObjectId {
  const process = randomBytes(5);
  let counter = randomBytes(3).readUIntBE(0, 3);
  return () => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt32BE(Math.floor(now() / 1000) >>> 0, 0);
    process.copy(bytes, 4);
    counter = (counter + 1) & 0xffffff;
    bytes.writeUIntBE(counter, 9, 3);
    return new ObjectId(bytes);
  };
}
