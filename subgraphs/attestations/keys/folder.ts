import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { KeyRecord } from './record.ts';
import { assertOwnerOnly, KeyFileError } from '../../../lib/key-file.ts';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const KEY_FILE = /^(?:attestation|status|log|witness)-\d{4}\.json$/;

/** One file for each key, mode 0600, in a folder of mode 0700. Every write is atomic and synced. */
export class KeyFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
    chmodSync(path, FOLDER_MODE);
  }

  /** Changes whenever a file comes, goes or is replaced. */
  version(): number {
    return statSync(this.#path).mtimeMs;
  }

  /** All keys, by purpose and serial. */
  read(): KeyRecord[] {
    const names = readdirSync(this.#path).filter((name) => KEY_FILE.test(name));
    return names.sort().map((name) => this.#readFile(join(this.#path, name)));
  }

  /** Adds a key; false when another process has just added one with the same serial. */
  add(record: KeyRecord): boolean {
    const draft = this.#draft(record);
    try {
      linkSync(draft, this.#fileOf(record)); // unlike rename, never replaces
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft);
      this.#sync();
    }
  }

  /** Replaces a key by its later self. */
  replace(record: KeyRecord): void {
    renameSync(this.#draft(record), this.#fileOf(record));
    this.#sync();
  }

  #fileOf({ purpose, serial }: KeyRecord): string {
    return join(this.#path, `${purpose}-${String(serial).padStart(4, '0')}.json`);
  }

  #readFile(file: string): KeyRecord {
    assertOwnerOnly(file);
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as KeyRecord;
    } catch {
      throw new KeyFileError('KEY_FILE_UNREADABLE', `${file} is damaged: restore it.`);
    }
  }

  #draft(record: KeyRecord): string {
    const draft = join(this.#path, `.${randomUUID()}.tmp`);
    const file = openSync(draft, 'wx', FILE_MODE);
    try {
      writeSync(file, `${JSON.stringify(record, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return draft;
  }

  #sync(): void {
    const folder = openSync(this.#path, 'r');
    fsyncSync(folder);
    closeSync(folder);
  }
}
