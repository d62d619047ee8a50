import { createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { SIGNATURE_BYTES, eachOf } from './bulk.ts';
import type { SigningTexts } from './bulk.ts';
import { signingKey } from './signing-key.ts';
import type { SignatureAlgorithm } from './signing-key.ts';

/** A signing input, and the key for it. */
export interface SigningJob {
  readonly number: number;
  readonly alg: SignatureAlgorithm;
  readonly key: KeyObject;
  readonly texts: SigningTexts;
}

/** Signatures of 64 bytes each; absent when one did not verify. */
export interface SigningResult {
  readonly number: number;
  readonly signatures?: Uint8Array;
}

/** Of signatures made in this process in bulk, one of so many is verified, and always the last. */
const SAMPLED = 64;

function signaturesOf({ alg, key, texts }: SigningJob): Uint8Array | undefined {
  const [digest, secret] = signingKey(alg, key);
  const [, open] = signingKey(alg, createPublicKey(key));
  let left = texts.ends.length;
  const signatures = new Uint8Array(left * SIGNATURE_BYTES);
  for (const text of eachOf(texts)) {
    const signature = sign(digest, text, secret);
    signatures.set(signature, signatures.length - left * SIGNATURE_BYTES);
    left -= 1;
    if (left % SAMPLED === 0 && !verify(digest, text, open, signature)) return undefined;
  }
  return signatures;
}

parentPort?.on('message', (job: SigningJob) => {
  const { number } = job;
  const signatures = signaturesOf(job);
  const result: SigningResult = { number, ...(signatures && { signatures }) };
  parentPort?.postMessage(result);
});
