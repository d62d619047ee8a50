import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

/** ES256 for what strangers verify with JOSE; Ed25519 for the log's checkpoints (C2SP). */
export type SignatureAlgorithm = 'ES256' | 'Ed25519';

/**
 * Signs bytes with one private key, wherever that key lives: a file, a PKCS#11 token, a key
 * management service. A signature that was found not to verify never leaves.
 */
export interface Signer {
  readonly alg: SignatureAlgorithm;
  readonly kid: string;
  /** The raw signature: r‖s of 64 bytes for ES256 (RFC 7518 §3.4), 64 bytes for Ed25519. */
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /**
   * Signs many, in order. Signatures from outside this process are all verified, those made in it by
   * sample: verifying costs twice as much as signing, and there is no second party to be wrong.
   */
  signMany(many: readonly Uint8Array[]): Promise<readonly Uint8Array[]>;
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

/** Of signatures made in this process in bulk, one of so many is verified, and always the last. */
const SAMPLED = 64;

/** A signer whose private key is in this process. @throws SigningFault when it does not fit its public half */
export function localSigner(alg: SignatureAlgorithm, kid: string, jwk: JsonWebKey): Signer {
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = createPublicKey(key);
  const [digest, secret] =
    alg === 'ES256' ? (['sha256', { key, dsaEncoding: 'ieee-p1363' }] as const) : [null, key];
  const signer = checkedSigner(alg, kid, publicKey, (bytes) => sign(digest, bytes, secret));
  // In libuv's threads: they sign while this one goes on.
  const signAside = (bytes: Uint8Array): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      sign(digest, bytes, secret, (error, signature) => {
        if (error) reject(error);
        else resolve(signature);
      });
    });
  return {
    ...signer,
    async signMany(many) {
      const signatures = await Promise.all(many.map(signAside));
      for (const [at, bytes] of many.entries())
        if (at % SAMPLED === SAMPLED - 1 || at === many.length - 1)
          mustVerify(alg, publicKey, bytes, signatures[at] ?? new Uint8Array());
      return signatures;
    },
  };
}

/** Wraps a way of signing so that every signature is verified before it leaves. */
export function checkedSigner(
  alg: SignatureAlgorithm,
  kid: string,
  publicKey: KeyObject,
  signRaw: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Signer {
  const checked = (bytes: Uint8Array): Uint8Array | Promise<Uint8Array> => {
    const signature = signRaw(bytes);
    return signature instanceof Promise
      ? signature.then((value) => mustVerify(alg, publicKey, bytes, value))
      : mustVerify(alg, publicKey, bytes, signature);
  };
  return {
    alg,
    kid,
    sign: checked,
    async signMany(many) {
      const signatures: Uint8Array[] = [];
      // One after the other: a device or a service is asked no faster than it answers.
      for (const bytes of many) signatures.push(await checked(bytes));
      return signatures;
    },
  };
}

function mustVerify(
  alg: SignatureAlgorithm,
  publicKey: KeyObject,
  bytes: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  if (!verifyRaw(alg, publicKey, bytes, signature))
    throw new SigningFault('A signature did not verify and was withheld; check the key store.');
  return signature;
}
