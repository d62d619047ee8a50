/** The hub's own keys: made on first use, one file each, rotated, and never shown. */
export { openKeys, KeyRing, PUBLISHED_BEFORE_USE_DAYS, ROTATED_AFTER_DAYS } from './ring.ts';
export type { KeyRingOptions, PublicKey, Rotation } from './ring.ts';
export { SIGNATURE_BYTES, digestsOf } from './bulk.ts';
export type { SigningTexts } from './bulk.ts';
export { checkedSigner, localSigner, verifyRaw, SigningFault } from './signer.ts';
export type { Signer, SignatureAlgorithm } from './signer.ts';
export { publicJwk, thumbprint } from './record.ts';
export type { KeyState } from './record.ts';
export type { Purpose } from './purpose.ts';
export { didDocument, historicalKeySet, keySetDocument, logKeySet } from './documents.ts';
export { keepCalendar } from './calendar.ts';
export { openKeyStore } from './stores/open.ts';
export type { KeyStoreConfig } from './stores/open.ts';
export { KeyStoreError } from './stores/store.ts';
export type { KeyStore } from './stores/store.ts';
