import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { eachOf } from './bulk.ts';
import type { SigningTexts } from './bulk.ts';
import { signingKey } from './signing-key.ts';
import type { SignatureAlgorithm } from './signing-key.ts';
import { SigningThread } from './signing-thread.ts';
import { errorClass } from '../../../lib/errors/hub-error.ts';

export type { SignatureAlgorithm } from './signing-key.ts';

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
   * Signs many tokens, and gives 64 bytes for each, in order. Signatures from outside this process are all
   * verified, those made in it by sample: verifying costs twice as much as signing, and there is no
   * second party to be wrong.
   */
  signMany(texts: SigningTexts): Promise<Uint8Array>;
}

/** A signature came out wrong (faulty memory or hardware, or a tampered key) and was withheld. */
export class SigningFault extends errorClass('SIGNATURE_NOT_VERIFIED') {}

/** True when the raw signature is the key's over the bytes. Synchronous: twice as fast as WebCrypto. */
export function verifyRaw(
  alg: SignatureAlgorithm,
  key: KeyObject,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  const [digest, open] = signingKey(alg, key);
  return verify(digest, bytes, open, signature);
}

/** Fewer are signed at once: a thread is not worth waking. */
const FEW = 8;
/** Shared by all keys of the process. */
const thread = new SigningThread();

/** A signer whose private key is in this process. @throws SigningFault when it does not fit its public half */
export function localSigner(alg: SignatureAlgorithm, kid: string, jwk: JsonWebKey): Signer {
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const [digest, secret] = signingKey(alg, key);
  const signer = checkedSigner(alg, kid, createPublicKey(key), (bytes) =>
    sign(digest, bytes, secret),
  );
  return {
    ...signer,
    async signMany(texts) {
      if (texts.ends.length < FEW) return signer.signMany(texts);
      const signatures = await thread.sign(alg, key, texts);
      if (!signatures) throw new SigningFault(WITHHELD);
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
  const mustVerify = (bytes: Uint8Array, signature: Uint8Array): Uint8Array => {
    if (!verifyRaw(alg, publicKey, bytes, signature)) throw new SigningFault(WITHHELD);
    return signature;
  };
  const checked = (bytes: Uint8Array): Uint8Array | Promise<Uint8Array> => {
    const signature = signRaw(bytes);
    return signature instanceof Promise
      ? signature.then((value) => mustVerify(bytes, value))
      : mustVerify(bytes, signature);
  };
  return {
    alg,
    kid,
    sign: checked,
    async signMany(texts) {
      const signatures: Uint8Array[] = [];
      // One after the other: a device or a service is asked no faster than it answers.
      for (const text of eachOf(texts)) signatures.push(await checked(text));
      return Buffer.concat(signatures);
    },
  };
}

const WITHHELD = 'A signature did not verify and was withheld; check the key store.';
