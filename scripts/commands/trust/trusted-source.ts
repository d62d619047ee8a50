import { readFile } from 'node:fs/promises';
import { MAX_DOCUMENT_LENGTH } from '../../../subgraphs/attestations/verification/index.ts';
import { CommandError, EXIT } from '../terminal.ts';

/** Most bytes of a key set, a status list, a trust bundle or a proof. */
const MAX_BYTES = MAX_DOCUMENT_LENGTH;
/** Most bytes of what holds several of them: what `symbolon trust export` saves. */
export const MAX_EXPORT_BYTES = 2 * MAX_BYTES;
/** How long an address may take to answer, in milliseconds. */
const DEADLINE = 10_000;

export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);

/**
 * The bytes of a file or an http(s) address that the person at the terminal has named. Never follows
 * a redirect: what is trusted is what was named.
 */
export async function readTrusted(
  place: string,
  option: string,
  limit = MAX_BYTES,
): Promise<Buffer> {
  return isUrl(place) ? readUrl(place, option, limit) : readNamedFile(place, option, limit);
}

const mebibytes = (bytes: number): string => `${bytes / 1024 / 1024} MiB`;

async function readNamedFile(path: string, option: string, limit: number): Promise<Buffer> {
  const bytes = await readFile(path).catch(() => {
    throw new CommandError('FILE_UNREADABLE', `${option} ${path} cannot be read.`);
  });
  if (bytes.length > limit)
    throw new CommandError(
      'FILE_TOO_LARGE',
      `${option} ${path} is larger than ${mebibytes(limit)}.`,
    );
  return bytes;
}

async function readUrl(place: string, option: string, limit: number): Promise<Buffer> {
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
    if (size > limit) throw unavailable(`sends more than ${mebibytes(limit)}`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
