import { notChecked, verdictOf } from './checks.ts';
import type { Check, Verdict } from './checks.ts';
import {
  DEFAULT_SKEW_SECONDS,
  MAX_SKEW_SECONDS,
  checkAudience,
  checkIssuer,
  checkLifetime,
  checkTime,
} from './claims.ts';
import { checkContent } from './content.ts';
import type { JsonObject } from './format/json.ts';
import type { HeaderProfile } from './jws.ts';
import { checkKey, checkLog } from './key-period.ts';
import type { LogSource } from './key-period.ts';
import type { KeySet } from './keyset.ts';
import { verifySignature } from './verify-signature.ts';
import type { StatusCheck, VerifiedJws, Platform } from './verify-signature.ts';
import type { AttestationReading } from './reading.ts';
import { statusListCheck } from './status-list.ts';

/** Header of an attestation, member by member (VC-JOSE-COSE §3.1.1). */
export const ATTESTATION_HEADER: HeaderProfile = { typ: 'vc+jwt', cty: 'vc' };

export interface VerifyOptions {
  /** The keys that the verifier trusts. Never taken from the token. */
  readonly keys: KeySet;
  /** No keys are missing: an issuer of whom there are none is refused instead of left unknown. */
  readonly knowsEveryIssuer?: boolean;
  /** The verifier's clock, or null when it has none that it trusts; absent: no time is asked about. */
  readonly now?: Date | null;
  /** Who the verifier is, by one name or several: one must be among the audiences. */
  readonly audience?: string | readonly string[];
  /** Seconds of clock difference forgiven; at most 300. */
  readonly skewSeconds?: number;
  /** `sha-256:<base64url>` of the certificate record that is shown with the attestation. */
  readonly sourceDigest?: string;
  readonly platform?: Platform;
  /** The log in which it must be; absent: the log is not asked. */
  readonly log?: LogSource;
  /** When, in seconds, the verifier itself recorded the issue of this token; undefined: it did not. */
  readonly recordedAt?: (attestation: VerifiedJws) => Promise<number | undefined>;
  /** How its status is found out; absent: from no list, so that it is unknown where one is named. */
  readonly enquiries?: readonly StatusCheck[];
}

export interface Verification {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  /** The signed claims; absent unless the signature is good. */
  readonly claims?: JsonObject;
  /** The claims; absent unless the signature is good, and issuer, period and content are in order. */
  readonly reading?: AttestationReading;
}

/**
 * Verifies a recognition attestation strictly. Never throws for a bad token and never makes a
 * request: everything it needs is given. Checks stop at the first that leaves nothing to believe.
 */
export async function verifyAttestation(
  token: string,
  options: VerifyOptions,
): Promise<Verification> {
  const { keys, platform, knowsEveryIssuer } = options;
  const { checks, opened } = await verifySignature(
    token,
    ATTESTATION_HEADER,
    'attestation',
    keys,
    platform,
    {
      knowsEveryIssuer,
    },
  );
  if (!opened) return { verdict: verdictOf(checks), checks };
  const { claims, key } = opened;
  const { now, skew } = clockOf(options);
  const logged = options.log && (await checkLog(opened.jws, claims, options.log, now));
  const hasEnded = key.retiredAt !== undefined || key.revokedAt !== undefined;
  const recordedAt = hasEnded ? await options.recordedAt?.(opened) : undefined;
  const { check: content, reading } = await checkContent(claims, {
    ...options,
    ...(platform?.sha256 === undefined ? {} : { sha256: platform.sha256 }),
  });
  const [issuer, lifetime] = [checkIssuer(claims, key.issuer), checkLifetime(claims)];
  const all = [
    ...checks,
    checkKey(key, claims, recordedAt ?? logged?.seenAt),
    issuer,
    checkAudience(claims, options.audience),
    checkTime(claims, now, skew),
    lifetime,
    content,
  ];
  const isOne = [issuer, lifetime, content].every(({ outcome }) => outcome === 'PASS');
  const read = isOne && reading ? { reading } : {};
  for (const enquire of options.enquiries ?? [statusListCheck([], options)])
    all.push(await enquire({ ...opened, ...read }));
  if (!all.some(({ name }) => name === 'status'))
    all.push(notChecked('status', 'Whether it has been revoked was not asked.'));
  all.push(logged?.check ?? notChecked('log', 'Whether it is in the log was not asked.'));
  return { verdict: verdictOf(all), checks: all, claims, ...read };
}

/** The verifier's clock in seconds, and how far it may be wrong. */
export function clockOf({ now, skewSeconds = DEFAULT_SKEW_SECONDS }: VerifyOptions): {
  readonly now: number | null | undefined;
  readonly skew: number;
} {
  return {
    now: now && Math.floor(now.getTime() / 1000),
    skew: Math.min(skewSeconds, MAX_SKEW_SECONDS),
  };
}
