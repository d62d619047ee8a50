import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { randomUUID } from 'node:crypto';
import { fileSource, systemCode, type Format, type Source } from './source.ts';
import type { TableOptions } from './table/table.ts';
import { DocumentError } from '../model/fault.ts';
import { HubError } from '../../lib/errors/hub-error.ts';

/** The document could not be kept while it was read. Nothing was stored. */
export class SpoolError extends HubError<'SPOOL_FULL' | 'SPOOL_FAILED' | 'SPOOL_TOO_LARGE'> {}

export interface SpoolOptions {
  /** Folder of the hub's data; the file is readable by its owner only. */
  readonly dataDir: string;
  readonly name: string;
  readonly format?: Format | undefined;
  /** How a table is to be read. */
  readonly table?: TableOptions | undefined;
  /** Longest stream taken, in bytes. */
  readonly maxBytes?: number;
}

/**
 * Keeps a stream in a file while `use` reads it, as often as it wants; then removes the file.
 * @throws SpoolError
 */
export async function spooled<T>(
  stream: AsyncIterable<Uint8Array>,
  options: SpoolOptions,
  use: (source: Source) => Promise<T>,
): Promise<T> {
  const folder = join(options.dataDir, 'incoming');
  const file = join(folder, randomUUID());
  await sweep(folder);
  try {
    await write(stream, folder, file, options.maxBytes ?? Infinity);
    return await use(await fileSource(file, options));
  } finally {
    await rm(file, { force: true });
  }
}

/** Age at which a file in the folder is one that a killed process left, in milliseconds. */
const ABANDONED_AFTER = 24 * 60 * 60 * 1000;

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > ABANDONED_AFTER) await rm(file, { force: true });
  }
}

async function write(
  stream: AsyncIterable<Uint8Array>,
  folder: string,
  file: string,
  maxBytes: number,
): Promise<void> {
  async function* limited(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        throw new SpoolError('SPOOL_TOO_LARGE', `The document is longer than ${maxBytes} bytes.`);
      yield chunk;
    }
  }
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await pipeline(limited(), createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    if (error instanceof SpoolError || error instanceof DocumentError) throw error;
    if (systemCode(error) === 'ENOSPC')
      throw new SpoolError('SPOOL_FULL', 'The disk of the data directory is full.');
    throw new SpoolError(
      'SPOOL_FAILED',
      `The document could not be received whole (${systemCode(error)}).`,
    );
  }
}
