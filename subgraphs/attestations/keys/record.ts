import { createHash, generateKeyPairSync } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { SignatureAlgorithm } from './signer.ts';

/**
 * What a key signs. Keys of different purposes are never shared, so that bytes signed for one can
 * never pass for another.
 */
export type Purpose = 'attestation' | 'status' | 'log' | 'witness';

export const ALGORITHM_OF: Readonly<Record<Purpose, SignatureAlgorithm>> = {
  attestation: 'ES256',
  status: 'ES256',
  log: 'Ed25519',
  witness: 'Ed25519',
};

/** next: published, not yet used; active: signs; retired: verifies only; revoked: not believed. */
export type KeyState = 'next' | 'active' | 'retired' | 'revoked';

/** A key as it is kept in its file. Instants in ISO 8601 UTC. */
export interface KeyRecord {
  readonly purpose: Purpose;
  /** Counts the keys of a purpose from 1. */
  readonly serial: number;
  readonly state: KeyState;
  readonly createdAt: string;
  readonly activatedAt?: string;
  readonly retiredAt?: string;
  readonly revokedAt?: string;
  readonly reason?: string;
  readonly privateJwk: JsonWebKey;
}

/** The public members of a key, in the order of RFC 7638. */
export function publicJwk({ kty, crv, x, y }: JsonWebKey): JsonWebKey {
  return Object.fromEntries(
    Object.entries({ crv, kty, x, y }).filter(([, value]) => value !== undefined),
  );
}

/** RFC 7638 thumbprint: base64url SHA-256 of the required members in lexicographic order. */
export function thumbprint(jwk: JsonWebKey): string {
  return createHash('sha256')
    .update(JSON.stringify(publicJwk(jwk)))
    .digest('base64url');
}

/** A new key pair for the purpose, in the state given. */
export function generateKey(
  purpose: Purpose,
  serial: number,
  state: 'next' | 'active',
  now: Date,
): KeyRecord {
  const { privateKey } =
    ALGORITHM_OF[purpose] === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('ed25519');
  const at = now.toISOString();
  return {
    purpose,
    serial,
    state,
    createdAt: at,
    ...(state === 'active' ? { activatedAt: at } : {}),
    privateJwk: privateKey.export({ format: 'jwk' }),
  };
}
