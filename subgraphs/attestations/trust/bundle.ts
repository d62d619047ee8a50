import {
  MAX_DOCUMENT_LENGTH,
  ifMalformed,
  isObject,
  verifySignature,
  readKeySet,
  readTrustedLog,
} from '../verification/index.ts';
import type { JsonObject, KeySet, TrustedLog } from '../verification/index.ts';
import { readScope } from './scope.ts';
import type { Scope } from './scope.ts';

/** Header of a trust bundle. */
export const TRUST_BUNDLE_HEADER = { typ: 'trust-bundle+jwt' } as const;
/** Longest life of a bundle in seconds: 90 days. */
export const MAX_BUNDLE_LIFE_S = 90 * 86_400;

/** A hub in a bundle, and what it may speak for. */
export interface TrustedParty {
  /** Its DID. */
  readonly id: string;
  /** Base of its links; the only place from which anything of it is fetched. */
  readonly url: string;
  readonly scope: Scope;
  readonly log: TrustedLog | null;
}

/** Whose keys to believe, for what: signed by the root of one hub. */
export interface TrustBundle {
  /** DID of the hub whose root signed it. */
  readonly issuer: string;
  /** Grows with every bundle. */
  readonly seq: number;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly hub: TrustedParty;
  readonly partners: readonly TrustedParty[];
  /** The keys of all of them. */
  readonly keys: KeySet;
  readonly claims: JsonObject;
}

export type BundleFault =
  'BUNDLE_MALFORMED' | 'BUNDLE_WRONG_ROOT' | 'BUNDLE_ROLLED_BACK' | 'BUNDLE_NOT_YET_VALID';

/** TRUSTED: use it. EXPIRED: it was good; what it says is unknown now. REFUSED: do not look at it. */
export type VerifiedBundle =
  | { readonly outcome: 'TRUSTED' | 'EXPIRED'; readonly bundle: TrustBundle }
  | { readonly outcome: 'REFUSED'; readonly code: BundleFault; readonly message: string };

export interface BundleOptions {
  /** Root keys, held beforehand; never taken from a bundle. */
  readonly roots: KeySet;
  /** The verifier's clock; null: none that it trusts, so no bundle is known to be in its time. */
  readonly now: Date | null;
  /** Highest `seq` seen before: a lower one is an older bundle played back. */
  readonly seen?: number;
  readonly skewSeconds?: number;
}

const DEFAULT_SKEW_S = 60;

/** Opens a trust bundle: strict JWS by a pinned root key, a `seq` not below the last, in its time. */
export async function verifyTrustBundle(
  token: string,
  { roots, now, seen = 0, skewSeconds = DEFAULT_SKEW_S }: BundleOptions,
): Promise<VerifiedBundle> {
  const { opened } = await verifySignature(token, TRUST_BUNDLE_HEADER, 'trust', roots, undefined, {
    maxLength: MAX_DOCUMENT_LENGTH,
  });
  if (!opened)
    return refused('BUNDLE_WRONG_ROOT', 'It is no trust bundle signed by the root key given.');
  const { claims, key } = opened;
  const bundle = await readBundle(claims).catch(ifMalformed);
  if (bundle?.issuer !== key.issuer || key.revokedAt !== undefined)
    return refused(
      'BUNDLE_MALFORMED',
      'It is signed by the root, but not of the form of a bundle.',
    );
  if (bundle.seq < seen)
    return refused(
      'BUNDLE_ROLLED_BACK',
      `Its number is ${bundle.seq}; number ${seen} has been seen already.`,
    );
  if (now === null) return { outcome: 'EXPIRED', bundle };
  const seconds = Math.floor(now.getTime() / 1000);
  if (bundle.issuedAt > seconds + skewSeconds)
    return refused('BUNDLE_NOT_YET_VALID', 'It was signed in the future: look at the clock.');
  return { outcome: seconds - skewSeconds < bundle.expiresAt ? 'TRUSTED' : 'EXPIRED', bundle };
}

const refused = (code: BundleFault, message: string): VerifiedBundle => ({
  outcome: 'REFUSED',
  code,
  message,
});

/** The content of a bundle; null when a member is missing or odd. Throws for keys that are none. */
async function readBundle(claims: JsonObject): Promise<TrustBundle | null> {
  const { iss, seq, iat, exp, hub, keys, log, partners } = claims;
  if (typeof iss !== 'string' || !isCount(seq) || !isCount(iat) || !isCount(exp)) return null;
  if (exp <= iat || exp - iat > MAX_BUNDLE_LIFE_S || !Array.isArray(keys)) return null;
  if (!Array.isArray(partners) || !isObject(hub) || hub['id'] !== iss) return null;
  const all = [...(keys as unknown[])];
  const parties: TrustedParty[] = [];
  for (const partner of partners as readonly unknown[]) {
    const party = isObject(partner) ? await readParty(partner) : null;
    const theirs = isObject(partner) ? partner['keys'] : null;
    if (!party || !Array.isArray(theirs) || !theirs.every((key) => isKeyOf(key, party.id)))
      return null;
    parties.push(party);
    all.push(...(theirs as unknown[]));
  }
  if (!keys.every((key) => isKeyOf(key, iss))) return null;
  const own = await readParty({ ...hub, ...(log === undefined ? {} : { log }) });
  return (
    own && {
      issuer: iss,
      seq,
      issuedAt: iat,
      expiresAt: exp,
      hub: own,
      partners: parties,
      keys: await readKeySet({ keys: all }),
      claims,
    }
  );
}

async function readParty(value: JsonObject): Promise<TrustedParty | null> {
  const { id, url, log } = value;
  const scope = readScope(value);
  if (typeof id !== 'string' || typeof url !== 'string' || !scope) return null;
  return { id, url, scope, log: log === undefined ? null : await readTrustedLog({ mra_log: log }) };
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

const isKeyOf = (key: unknown, issuer: string): boolean =>
  isObject(key) && typeof key['kid'] === 'string' && key['kid'].startsWith(`${issuer}#`);
