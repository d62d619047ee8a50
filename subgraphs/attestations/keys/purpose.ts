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
