import { isPublished } from './ring.ts';
import type { KeyRing, PublicKey } from './ring.ts';

/** Purposes whose tokens strangers verify with the published key set. */
const PUBLISHED_PURPOSES: ReadonlySet<string> = new Set(['attestation', 'status']);

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** One key of a published set; `iat` and `exp` as in OpenID Federation 1.0 §8.7.2. */
function entry(key: PublicKey): object {
  const { jwk, kid, alg, purpose, state, createdAt, retiredAt } = key;
  return {
    ...jwk,
    kid,
    alg,
    use: 'sig',
    mra_purpose: purpose,
    mra_state: state,
    iat: seconds(createdAt),
    ...(retiredAt === undefined ? {} : { exp: seconds(retiredAt) }),
  };
}

function published(keys: KeyRing, now: Date): readonly PublicKey[] {
  for (const purpose of ['attestation', 'status'] as const) keys.signer(purpose);
  return keys.keys().filter((key) => PUBLISHED_PURPOSES.has(key.purpose) && isPublished(key, now));
}

/** The JWK Set (RFC 7517 §5) served at /.well-known/jwks.json: ES256 keys only, never a secret. */
export function keySetDocument(keys: KeyRing, now: Date): { readonly keys: readonly object[] } {
  return { keys: published(keys, now).map(entry) };
}

/**
 * Every ES256 key that there has been, with its period, in the form of historical keys of OpenID
 * Federation 1.0 §8.7.2. For ever: an attestation of years ago must still find its key, and a
 * revoked key must be known to be one.
 */
export function historicalKeySet(keys: KeyRing): { readonly keys: readonly object[] } {
  const all = keys.keys().filter(({ purpose }) => PUBLISHED_PURPOSES.has(purpose));
  return { keys: all.map((key) => ({ ...entry(key), ...revocationOf(key) })) };
}

/** `revoked_at` is the time from which on nothing counts: see KeyLife.compromisedAt. */
function revocationOf({ state, compromisedAt, revokedAt, createdAt, reason }: PublicKey): object {
  if (state !== 'revoked') return {};
  const from = compromisedAt ?? revokedAt ?? createdAt;
  return { revoked: { revoked_at: seconds(from), ...(reason === undefined ? {} : { reason }) } };
}

/** The keys of other algorithms, apart from those that JOSE tools load: Ed25519 for the log. */
export function logKeySet(keys: KeyRing): { readonly keys: readonly object[] } {
  const all = keys.keys().filter(({ purpose }) => !PUBLISHED_PURPOSES.has(purpose));
  return { keys: all.map((key) => ({ ...entry(key), ...revocationOf(key) })) };
}

/** The DID document (DID Core 1.0; did:web) served at /.well-known/did.json. */
export function didDocument(hubId: string, keys: KeyRing, now: Date): object {
  const methods = published(keys, now);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: hubId,
    verificationMethod: methods.map((key) => ({
      id: key.kid,
      type: 'JsonWebKey2020',
      controller: hubId,
      publicKeyJwk: { ...key.jwk, kid: key.kid, alg: key.alg, use: 'sig' },
    })),
    assertionMethod: methods.map(({ kid }) => kid),
  };
}
