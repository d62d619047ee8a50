import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { Purpose } from '../purpose.ts';
import { HubError } from '../../../../lib/errors/hub-error.ts';

/** Where private keys may live besides the key folder. */
export type StoreName = 'pkcs11' | 'command';

/** A key made in a store: its public half, and the name under which the store finds the rest. */
export interface StoredKey {
  readonly publicJwk: JsonWebKey;
  readonly handle: string;
}

/**
 * Keeps private keys that never leave it: a hardware token, a key management service. Only P-256
 * keys for ES256: the log's Ed25519 keys stay in files, since few devices know the curve.
 */
export interface KeyStore {
  readonly name: StoreName;
  /** Makes a key pair that cannot be taken out. */
  generate(purpose: Purpose): StoredKey;
  /** The raw ES256 signature (r‖s) over the bytes, by the key of this handle. */
  sign(handle: string, bytes: Uint8Array, publicKey: KeyObject): Promise<Uint8Array>;
  /** Removes a key that was made and then not used; best effort. */
  discard(handle: string): void;
}

export type KeyStoreFault =
  | 'KEY_STORE_NOT_CONFIGURED'
  | 'PKCS11_NOT_INSTALLED'
  | 'PKCS11_MODULE_UNUSABLE'
  | 'PKCS11_TOKEN_NOT_FOUND'
  | 'PKCS11_LOGIN_REFUSED'
  | 'KEY_NOT_IN_STORE'
  | 'KEY_STORE_UNAVAILABLE'
  | 'KEY_STORE_REFUSED';

/** A store of keys cannot be used as configured, or did not do what it was asked. */
export class KeyStoreError extends HubError<KeyStoreFault> {}
