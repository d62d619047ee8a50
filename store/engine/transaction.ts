import type { Catalog } from './catalog.ts';
import { errorCode } from './database.ts';
import { WireFault } from '../faults.ts';

/**
 * One SQL transaction at a time, shared by all writers that arrive together and committed (with one
 * fsync) before any of them, or any reader of what they wrote, is answered.
 */
export class Transaction {
  private readonly catalog: Catalog;
  private open = false;
  private waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  private scheduled = false;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  /** Runs a write. A failure of SQLite (not a {@link WireFault}) undoes all that is not yet committed. */
  write<T>(work: () => T): T {
    if (!this.open) {
      this.catalog.file.exec('BEGIN IMMEDIATE');
      this.open = true;
    }
    try {
      return work();
    } catch (error) {
      if (error instanceof WireFault) throw error;
      const fault = storageFault(error);
      this.undo(fault);
      throw fault;
    }
  }

  /** Resolves once everything written so far is on disk; at once when nothing is pending. */
  async settled(): Promise<void> {
    if (!this.open) return;
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      if (this.scheduled) return;
      this.scheduled = true;
      setImmediate(() => {
        this.commit();
      });
    });
  }

  /** Commits now. */
  commit(): void {
    this.scheduled = false;
    if (!this.open) return;
    try {
      this.catalog.file.exec('COMMIT');
    } catch (error) {
      this.undo(storageFault(error));
      return;
    }
    this.open = false;
    const waiting = this.waiting;
    this.waiting = [];
    for (const { resolve } of waiting) resolve();
  }

  private undo(fault: WireFault): void {
    try {
      this.catalog.file.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back by itself after some errors (disk full, I/O).
    }
    this.open = false;
    this.catalog.reload();
    const waiting = this.waiting;
    this.waiting = [];
    for (const { reject } of waiting) reject(fault);
  }
}

function storageFault(error: unknown): WireFault {
  const code = errorCode(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return new WireFault('OutOfDiskSpace', 'the disk is full; nothing of this request was stored');
  return new WireFault(
    'InternalError',
    `the store could not write${code === '' ? '' : ` (${code})`}; nothing of this request was stored`,
  );
}
