import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

/** ES256 for what strangers verify with JOSE; Ed25519 for the log's checkpoints (C2SP). */
export type SignatureAlgorithm = 'ES256' | 'Ed25519';

/**
 * Signs bytes with one private key, wherever that key lives: a file, a PKCS#11 token, a key
 * management service. A signature that does not verify never leaves.
 */
export interface Signer {
  readonly alg: SignatureAlgorithm;
  readonly kid: string;
  /** The raw signature: r‖s of 64 bytes for ES256 (RFC 7518 §3.4), 64 bytes for Ed25519. */
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A signature came out wrong (faulty memory or hardware, or a tampered key) and was withheld. */
export class SigningFault extends Error {
  override readonly name = 'SigningFault';
  readonly code = 'SIGNATURE_NOT_VERIFIED';
}

/** True when the raw signature is the key's over the bytes. Synchronous: twice as fast as WebCrypto. */
export function verifyRaw(
  alg: SignatureAlgorithm,
  key: KeyObject,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  return alg === 'ES256'
    ? verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)
    : verify(null, bytes, key, signature);
}

/** A signer whose private key is in this process. */
export function localSigner(alg: SignatureAlgorithm, kid: string, jwk: JsonWebKey): Signer {
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  return checkedSigner(alg, kid, publicKey, (bytes) =>
    alg === 'ES256'
      ? sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      : sign(null, bytes, privateKey),
  );
}

/** Wraps a way of signing so that every signature is verified before it leaves. */
export function checkedSigner(
  alg: SignatureAlgorithm,
  kid: string,
  publicKey: KeyObject,
  signRaw: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Signer {
  const check = (bytes: Uint8Array, signature: Uint8Array): Uint8Array => {
    if (!verifyRaw(alg, publicKey, bytes, signature))
      throw new SigningFault('A signature did not verify and was withheld; check the key store.');
    return signature;
  };
  return {
    alg,
    kid,
    sign(bytes) {
      const signature = signRaw(bytes);
      return signature instanceof Promise
        ? signature.then((value) => check(bytes, value))
        : check(bytes, signature);
    },
  };
}
