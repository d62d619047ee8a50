import { errorClass } from '../../lib/errors/hub-error.ts';

/** Milliseconds a provider may take for one document. */
const FETCH_TIMEOUT_MS = 5_000;
/** Bytes of a discovery document or key set. */
const MAX_DOCUMENT_BYTES = 262_144;

/** The provider cannot be asked, or answers nonsense, so no token can be checked. */
export class IdentityProviderUnavailable extends errorClass('AUTH_UNAVAILABLE') {}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * A JSON object that a provider publishes. Redirects are not followed, and neither long nor slow answers
 * are read to their end.
 * @throws {@link IdentityProviderUnavailable}
 */
export async function fetchDocument(
  fetchUrl: Fetch,
  url: string,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetchUrl(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (response.status !== 200) throw new IdentityProviderUnavailable('another status than 200');
    const document: unknown = JSON.parse(await bounded(response));
    if (typeof document !== 'object' || document === null || Array.isArray(document))
      throw new IdentityProviderUnavailable('no JSON object');
    return document as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof IdentityProviderUnavailable) throw error;
    throw new IdentityProviderUnavailable('not reached, or no JSON', { cause: error });
  }
}

/** The text of a response, up to {@link MAX_DOCUMENT_BYTES}; of a longer one the rest is not read. */
async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > MAX_DOCUMENT_BYTES) throw new IdentityProviderUnavailable('document too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
