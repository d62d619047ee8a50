import { createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { SignatureWriter, signingTexts } from './bulk.ts';
import type { Payloads, Signatures } from './bulk.ts';
import { signingKey } from './signing-key.ts';
import type { SignatureAlgorithm } from './signing-key.ts';

/** What is to be signed, with which key. */
export interface SigningJob {
  readonly number: number;
  readonly alg: SignatureAlgorithm;
  readonly key: KeyObject;
  readonly payloads: Payloads;
}

/** What was signed; absent when a signature did not verify. */
export interface SigningResult {
  readonly number: number;
  readonly signed?: Signatures;
}

/** Of signatures made in this process in bulk, one of so many is verified, and always the last. */
const SAMPLED = 64;

function signed({ alg, key, payloads }: SigningJob): Signatures | undefined {
  const [digest, secret] = signingKey(alg, key);
  const [, open] = signingKey(alg, createPublicKey(key));
  const writer = new SignatureWriter(payloads.ends.length);
  let left = payloads.ends.length;
  for (const text of signingTexts(payloads)) {
    const signature = sign(digest, text, secret);
    left -= 1;
    if (left % SAMPLED === 0 && !verify(digest, text, open, signature)) return undefined;
    writer.add(text, signature);
  }
  const { signatures, digests } = writer;
  return { signatures, digests };
}

parentPort?.on('message', (job: SigningJob) => {
  const { number } = job;
  const result = signed(job);
  parentPort?.postMessage({ number, ...(result && { signed: result }) } satisfies SigningResult);
});
