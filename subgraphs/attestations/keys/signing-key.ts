import type { KeyObject, SignKeyObjectInput } from 'node:crypto';

/** ES256 for what strangers verify with JOSE; Ed25519 for the log's checkpoints (C2SP). */
export type SignatureAlgorithm = 'ES256' | 'Ed25519';

/** Digest and key as node:crypto takes them for raw signatures of an algorithm (RFC 7518 §3.4, RFC 8032). */
export const signingKey = (
  alg: SignatureAlgorithm,
  key: KeyObject,
): readonly ['sha256', SignKeyObjectInput] | readonly [null, KeyObject] =>
  alg === 'ES256' ? ['sha256', { key, dsaEncoding: 'ieee-p1363' }] : [null, key];
