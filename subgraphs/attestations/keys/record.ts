import { createHash, generateKeyPairSync } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { KeyStore, StoreName } from './stores/store.ts';
import { ALGORITHM_OF, type Purpose } from './purpose.ts';

/** next: published, not yet used; active: signs; retired: verifies only; revoked: not believed. */
export type KeyState = 'next' | 'active' | 'retired' | 'revoked';

/** The secret itself, or where it is kept and what is public of it. */
export type KeyMaterial =
  | { readonly privateJwk: JsonWebKey }
  | { readonly publicJwk: JsonWebKey; readonly store: StoreName; readonly handle: string };

/** The record of a key, without the key. Instants in ISO 8601 UTC. */
export interface KeyLife {
  readonly purpose: Purpose;
  /** Counts the keys of a purpose from 1. */
  readonly serial: number;
  readonly state: KeyState;
  readonly createdAt: string;
  readonly activatedAt?: string;
  readonly retiredAt?: string;
  readonly revokedAt?: string;
  /** From when on the secret may have been in other hands: nothing later counts. */
  readonly compromisedAt?: string;
  readonly reason?: string;
}

/** A key as it is kept in its file. */
export type KeyRecord = KeyLife & KeyMaterial;

/** The public half of a key, wherever its secret is. */
export const publicHalf = (material: KeyMaterial): JsonWebKey =>
  publicJwk('privateJwk' in material ? material.privateJwk : material.publicJwk);

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

/**
 * A new key pair for the purpose, in the state given; in the store if there is one and it takes keys
 * of this kind.
 */
export function generateKey(
  purpose: Purpose,
  serial: number,
  state: 'next' | 'active',
  { now, store }: { readonly now: Date; readonly store?: KeyStore | undefined },
): KeyRecord {
  const at = now.toISOString();
  return {
    purpose,
    serial,
    state,
    createdAt: at,
    ...(state === 'active' ? { activatedAt: at } : {}),
    ...materialOf(purpose, store),
  };
}

function materialOf(purpose: Purpose, store: KeyStore | undefined): KeyMaterial {
  if (ALGORITHM_OF[purpose] === 'Ed25519')
    return { privateJwk: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) };
  if (store) return { ...store.generate(purpose), store: store.name };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateJwk: privateKey.export({ format: 'jwk' }) };
}
