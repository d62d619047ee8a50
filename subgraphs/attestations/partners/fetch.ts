import { MAX_DOCUMENT_LENGTH } from '../verification/index.ts';

/** Milliseconds that a partner may take to answer. */
const DEADLINE_MS = 10_000;
/** Most bytes taken: those of a status list or a trust bundle. */
const MAX_BYTES = MAX_DOCUMENT_LENGTH;

/** The text at an address of a partner, in a media type; null when it does not give one. */
export type FetchText = (url: string, accept?: string) => Promise<string | null>;

/**
 * Fetches from a registered address, and only from there: a redirect is an answer that is not taken, and
 * so is one that comes late or does not end.
 */
export const fetchText: FetchText = async (url, accept = '*/*') => {
  try {
    const response = await fetch(url, {
      redirect: 'error',
      headers: { accept },
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (!response.ok) return null;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      const bytes = chunk as Uint8Array;
      size += bytes.length;
      if (size > MAX_BYTES) return null;
      chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch {
    return null; // not reached, or cut off: `fetch` says neither by a class of its own
  }
};
