import {
  parseCompact,
  parseObject,
  readKeySet,
  readQrText,
  statusReference,
} from '../../../subgraphs/attestations/verification/index.ts';
import type { KeySet } from '../../../subgraphs/attestations/verification/index.ts';

/** Lists fetched beforehand: those of the latest attestations. */
const LISTS_AHEAD = 8;

/** Keys and status lists of the hub that served the page, kept for when there is no network. */
export interface Materials {
  readonly keys: KeySet;
  /** The list in which the status of the token stands: the newest that could be had; none if none. */
  readonly listsFor: (token: string) => Promise<string[]>;
}

/** Fetches the keys, and the status lists as far as they can be had. */
export async function fetchMaterials(): Promise<Materials> {
  const keys = await readKeySet(await (await got('/.well-known/jwks.json')).json());
  const kept = new Map<string, string>();
  const refresh = async (number: string): Promise<string | undefined> => {
    const list = await got(`/status/${number}`).then(
      (response) => response.text(),
      () => undefined, // no network: what is kept must do, until it expires
    );
    if (list !== undefined) kept.set(number, list);
    return kept.get(number);
  };
  await Promise.all((await numbersOfLists()).map(refresh));
  return {
    keys,
    listsFor: async (token) => {
      const number = listNumber(token);
      const list = number === undefined ? undefined : await refresh(number);
      return list === undefined ? [] : [list];
    },
  };
}

async function got(path: string): Promise<Response> {
  // Asked anew each time: a list kept on the way may be a minute older than a revocation.
  const response = await fetch(path, { credentials: 'omit', cache: 'no-cache' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function numbersOfLists(): Promise<string[]> {
  try {
    const { status_lists: addresses } = (await (await got('/status')).json()) as {
      status_lists: readonly string[];
    };
    return addresses.flatMap((address) => numberIn(address) ?? []).slice(-LISTS_AHEAD);
  } catch {
    return []; // each is fetched when an attestation names it
  }
}

const numberIn = (address: string): string | undefined =>
  /\/status\/([1-9]\d{0,8})$/.exec(address)?.[1];

/** Of an address in a token only the number is taken: the list comes from this hub or not at all. */
function listNumber(token: string): string | undefined {
  const jws = parseCompact(readQrText(token) ?? token);
  const claims = jws && parseObject(jws.payload);
  const reference = claims && statusReference(claims);
  return reference ? numberIn(reference.uri) : undefined;
}
