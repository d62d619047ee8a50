import { fail, pass, unknown } from './checks.ts';
import type { Check } from './checks.ts';
import { verifyProof, readProof } from './checkpoint.ts';
import type { TrustedLog } from './checkpoint.ts';
import { isTime } from './claims.ts';
import { isObject } from './format/json.ts';
import type { JsonObject } from './format/json.ts';
import type { ParsedJws } from './jws.ts';
import type { PinnedKey } from './keyset.ts';
import { readVerifierKey } from './note.ts';

/** Seconds after issue within which every attestation is in the log under a checkpoint. */
export const MAX_MERGE_DELAY_S = 86_400;

/** Where to look whether an attestation was logged. */
export interface LogSource {
  readonly log: TrustedLog;
  /** The proof as received (C2SP tlog-proof); null: there is none. */
  readonly proof: string | null;
}

/** Evidence of when an attestation was issued, besides its own claim. */
export interface LogEvidence {
  readonly check: Check;
  /** Earliest time, in seconds, at which a witness saw it in the log. */
  readonly seenAt?: number;
}

/** SHA-256 of the signing input: the entry of an attestation in the log. */
export async function entryOf({ signingInput }: ParsedJws): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(signingInput);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** Checks that an attestation is in a log that the verifier trusts. */
export async function checkLog(
  jws: ParsedJws,
  claims: JsonObject,
  { log, proof }: LogSource,
  now: number | null | undefined,
): Promise<LogEvidence> {
  if (proof === null) {
    const { iat } = claims;
    const isYoung = typeof now !== 'number' || (isTime(iat) && now - iat < MAX_MERGE_DELAY_S);
    const message = 'No proof was given that it is in the log.';
    return { check: (isYoung ? unknown : fail)('log', 'NO_LOG_PROOF', message) };
  }
  const parsed = readProof(proof);
  const checkpoint = parsed && (await verifyProof(parsed, await entryOf(jws), log));
  if (!checkpoint)
    return { check: fail('log', 'BAD_LOG_PROOF', 'The proof does not show it to be in the log.') };
  const times = checkpoint.cosignatures.map(({ time }) => time);
  return {
    check: pass('log', 'It is in the log.'),
    ...(times.length === 0 ? {} : { seenAt: Math.min(...times) }),
  };
}

/**
 * A key that has ended counts only for what is known to have been there before its end: before its
 * retirement, or before its secret may have been in other hands. A date in a token is only what it says.
 * @param seenAt when, in seconds, a witness saw it in the log, or the verifier itself recorded its issue
 */
export function checkKey(key: PinnedKey, claims: JsonObject, seenAt?: number): Check {
  const { retiredAt = Infinity, revokedAt = Infinity } = key;
  const { iat } = claims;
  const inUse = pass('key', 'The key was in use at the time of issue.');
  // By its own word it came afterwards: then nothing that others saw can be of it.
  if (revokedAt !== Infinity && !(isTime(iat) && iat < revokedAt))
    return fail('key', 'REVOKED_KEY', 'The key has been revoked.');
  if (seenAt !== undefined && seenAt < revokedAt && seenAt <= retiredAt) return inUse;
  if (revokedAt !== Infinity) return fail('key', 'REVOKED_KEY', 'The key has been revoked.');
  if (retiredAt === Infinity) return inUse;
  if (!isTime(iat) || iat > retiredAt)
    return fail('key', 'RETIRED_KEY', 'The key had been retired.');
  return seenAt === undefined
    ? unknown(
        'key',
        'RETIRED_KEY',
        'The key has been retired; whether it was used before that, only a proof from the log shows.',
      )
    : fail('key', 'RETIRED_KEY', 'The log took it only after the key had been retired.');
}

/** Log keys that a JWK set names beside its keys (`mra_log`), or null. */
export async function readTrustedLog(document: JsonObject): Promise<TrustedLog | null> {
  const named = document['mra_log'];
  if (!isObject(named)) return null;
  const { origin, key, witnesses } = named;
  if (typeof origin !== 'string' || typeof key !== 'string' || !Array.isArray(witnesses))
    return null;
  const verifier = await readVerifierKey(key);
  const read = await Promise.all(witnesses.map((text) => readVerifierKey(String(text))));
  const known = read.flatMap((witness) => (witness?.type === 'cosignature/v1' ? [witness] : []));
  return verifier?.type === 'ed25519' ? { origin, verifier, witnesses: known } : null;
}
