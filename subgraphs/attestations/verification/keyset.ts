import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { importJWK } from 'jose/key/import';
import type { CryptoKey, JWK } from 'jose';
import { decodeBase64url } from './format/base64url.ts';
import { isObject } from './format/json.ts';
import { ALGORITHM, parseKid } from './jws.ts';

/** What a key may sign. A key without a purpose in its set may sign attestations only. */
export type KeyPurpose = 'attestation' | 'status' | 'trust';

/** A public key that the verifier holds beforehand; never taken from a token. */
export interface PinnedKey {
  readonly kid: string;
  /** The DID in the key identifier: the only issuer that this key may speak for. */
  readonly issuer: string;
  readonly purpose: KeyPurpose;
  readonly jwk: JWK;
  readonly key: CryptoKey;
  /** Seconds since 1970. From then on the key signs nothing new. */
  readonly retiredAt?: number;
  /** Seconds since 1970. Nothing signed with it is believed any more. */
  readonly revokedAt?: number;
}

/** Keys by `kid`. A Map, so that a hostile `kid` can never name a property of an object. */
export type KeySet = ReadonlyMap<string, PinnedKey>;

export type KeySetFault =
  | 'NOT_A_KEY_SET'
  | 'TOO_MANY_KEYS'
  | 'DUPLICATE_KEY'
  | 'PRIVATE_KEY'
  | 'UNSUPPORTED_KEY'
  | 'BAD_KEY_ID'
  | 'BAD_KEY';

/** A key set that must not be used, and why. */
export class KeySetError extends Error {
  override readonly name = 'KeySetError';
  readonly code: KeySetFault;
  constructor(code: KeySetFault, message: string) {
    super(message);
    this.code = code;
  }
}

/** For `catch`: nothing, where a document is malformed; anything else that went wrong is thrown on. */
export function ifMalformed(error: unknown): null {
  if (error instanceof KeySetError) return null;
  throw error;
}

const MAX_KEYS = 1000;
const COORDINATE_BYTES = 32;

/**
 * Reads a JWK Set (RFC 7517 §5) of ES256 keys. One bad key spoils the set: duplicates, private or
 * symmetric keys, other curves, points off the curve, and key identifiers that do not end in the
 * key's own thumbprint (RFC 7638) are refused with a KeySetError.
 */
export async function readKeySet(document: unknown): Promise<KeySet> {
  const keys = isObject(document) ? document['keys'] : undefined;
  if (!Array.isArray(keys))
    throw new KeySetError('NOT_A_KEY_SET', 'Expected a JSON object with an array "keys".');
  if (keys.length > MAX_KEYS)
    throw new KeySetError('TOO_MANY_KEYS', `A key set may hold ${MAX_KEYS} keys at most.`);
  const set = new Map<string, PinnedKey>();
  const thumbprints = new Set<string>();
  for (const jwk of keys as readonly unknown[]) {
    const pinned = await readKey(jwk);
    const thumbprint = parseKid(pinned.kid)?.thumbprint ?? '';
    if (set.has(pinned.kid) || thumbprints.has(thumbprint))
      throw new KeySetError('DUPLICATE_KEY', 'The key set holds the same key twice.');
    set.set(pinned.kid, pinned);
    thumbprints.add(thumbprint);
  }
  return set;
}

/** Reads one public ES256 key with its period; see readKeySet for what is refused. */
export async function readKey(value: unknown): Promise<PinnedKey> {
  if (!isObject(value)) throw new KeySetError('NOT_A_KEY_SET', 'A key must be a JSON object.');
  if ('d' in value || 'k' in value)
    throw new KeySetError('PRIVATE_KEY', 'The set holds a secret key: publish public keys only.');
  const { kty, crv, x, y, alg, use, kid } = value;
  const isSigningKey = use === undefined || use === 'sig';
  if (kty !== 'EC' || crv !== 'P-256' || (alg !== undefined && alg !== ALGORITHM) || !isSigningKey)
    throw new KeySetError('UNSUPPORTED_KEY', 'Only ES256 keys on P-256 are accepted.');
  if (!isCoordinate(x) || !isCoordinate(y))
    throw new KeySetError('BAD_KEY', 'A coordinate is not 32 bytes of canonical base64url.');
  const jwk: JWK = { kty, crv, x, y };
  const named = parseKid(kid);
  if (named?.thumbprint !== (await calculateJwkThumbprint(jwk, 'sha256')))
    throw new KeySetError(
      'BAD_KEY_ID',
      'A kid must be <did:web>#<RFC 7638 thumbprint of the key>.',
    );
  return {
    kid: kid as string,
    issuer: named.issuer,
    purpose: readPurpose(value['mra_purpose']),
    jwk,
    key: await importPoint(jwk),
    ...readPeriod(value),
  };
}

const isCoordinate = (value: unknown): value is string =>
  typeof value === 'string' && decodeBase64url(value)?.length === COORDINATE_BYTES;

async function importPoint(jwk: JWK): Promise<CryptoKey> {
  try {
    return (await importJWK(jwk, ALGORITHM)) as CryptoKey;
  } catch {
    throw new KeySetError('BAD_KEY', 'The key is not a point on P-256.');
  }
}

function readPurpose(value: unknown): KeyPurpose {
  if (value === undefined || value === 'attestation') return 'attestation';
  if (value === 'status' || value === 'trust') return value;
  throw new KeySetError('UNSUPPORTED_KEY', 'Unknown purpose of a key.');
}

/** `exp` and `revoked` as in OpenID Federation 1.0 §8.7.2 (historical keys). */
function readPeriod(value: Readonly<Record<string, unknown>>): {
  retiredAt?: number;
  revokedAt?: number;
} {
  const { exp, revoked } = value;
  const revokedAt = isObject(revoked) ? revoked['revoked_at'] : undefined;
  const faulty = [exp, revokedAt].some((time) => time !== undefined && !Number.isSafeInteger(time));
  if (faulty || (revoked !== undefined && revokedAt === undefined))
    throw new KeySetError('BAD_KEY', 'The period of a key must be whole seconds since 1970.');
  return {
    ...(exp === undefined ? {} : { retiredAt: exp as number }),
    ...(revokedAt === undefined ? {} : { revokedAt: revokedAt as number }),
  };
}

/**
 * Keys with the ends that others know of: the earliest retirement and the earliest revocation of each
 * counts. What ends belief may come from anywhere; what gives it, only from the keys themselves.
 */
export function withEnds(keys: KeySet, known: KeySet): KeySet {
  const ended = new Map(keys);
  for (const [kid, key] of keys) {
    const other = known.get(kid);
    const retiredAt = earliest(key.retiredAt, other?.retiredAt);
    const revokedAt = earliest(key.revokedAt, other?.revokedAt);
    ended.set(kid, {
      ...key,
      ...(retiredAt === undefined ? {} : { retiredAt }),
      ...(revokedAt === undefined ? {} : { revokedAt }),
    });
  }
  return ended;
}

const earliest = (...times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};
