import { writeFile } from 'node:fs/promises';
import { parseObject } from '../../subgraphs/attestations/verification/index.ts';
import type { JsonObject } from '../../subgraphs/attestations/verification/index.ts';
import { CommandError, EXIT, print, tell } from './terminal.ts';
import { readTrusted } from './trust/trusted-source.ts';

/** A JSON object in a file, or at an address, that the person at the terminal has named. */
export async function readJson(place: string, what: string, limit?: number): Promise<JsonObject> {
  const value = parseObject(await readTrusted(place, what, limit));
  if (!value) throw new CommandError('NOT_JSON', `${what} ${place} is not one JSON object.`);
  return value;
}

/** Writes to the file named, or to standard output. */
export async function output(file: string | undefined, text: string): Promise<void> {
  if (file === undefined) return print(text);
  try {
    await writeFile(file, text.endsWith('\n') ? text : `${text}\n`);
  } catch {
    throw new CommandError('FILE_UNWRITABLE', `${file} cannot be written.`, EXIT.unavailable);
  }
  tell(`Written to ${file}.`);
}
