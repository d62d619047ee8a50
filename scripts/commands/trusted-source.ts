import { readFile } from 'node:fs/promises';
import { CommandError, EXIT } from './terminal.ts';

/** Most bytes taken from a file or an address named on the command line. */
const MAX_BYTES = 8 * 1024 * 1024;
/** How long an address may take to answer, in milliseconds. */
const DEADLINE = 10_000;

export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

/**
 * The bytes of a file or an http(s) address that the person at the terminal has named. Never follows
 * a redirect: what is trusted is what was named.
 */
export async function readTrusted(place: string, option: string): Promise<Buffer> {
  return isUrl(place) ? readUrl(place, option) : readNamedFile(place, option);
}

async function readNamedFile(path: string, option: string): Promise<Buffer> {
  const bytes = await readFile(path).catch(() => {
    throw new CommandError('FILE_UNREADABLE', `${option} ${path} cannot be read.`);
  });
  if (bytes.length > MAX_BYTES)
    throw new CommandError('FILE_TOO_LARGE', `${option} ${path} is larger than 8 MiB.`);
  return bytes;
}

async function readUrl(place: string, option: string): Promise<Buffer> {
  const unavailable = (why: string): CommandError =>
    new CommandError('UNAVAILABLE', `${option} ${place} ${why}.`, EXIT.unavailable);
  const response = await fetch(place, {
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE),
  }).catch(() => {
    throw unavailable('does not answer');
  });
  if (!response.ok) throw unavailable(`answers with status ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.length;
    if (size > MAX_BYTES) throw unavailable('sends more than 8 MiB');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
