import { fail, pass, verdictOf } from './checks.ts';
import type { Check, Verdict } from './checks.ts';
import {
  DEFAULT_SKEW_SECONDS,
  MAX_SKEW_SECONDS,
  checkAudience,
  checkContent,
  checkIssuer,
  checkLifetime,
  checkTime,
} from './claims.ts';
import { parseObject } from './json.ts';
import type { JsonObject } from './json.ts';
import { checkHeader, hasValidSignature, parseCompact } from './jws.ts';
import type { HeaderProfile, ParsedJws } from './jws.ts';
import { checkKey, checkLog } from './key-period.ts';
import type { LogSource } from './key-period.ts';
import type { KeyPurpose, KeySet, PinnedKey } from './keyset.ts';

/** Header of an attestation, member by member (VC-JOSE-COSE §3.1.1). */
export const ATTESTATION_HEADER: HeaderProfile = { typ: 'vc+jwt', cty: 'vc' };

/** True when the key signed the token. Injected where a faster one than jose's is at hand. */
export type SignatureTest = (jws: ParsedJws, key: PinnedKey) => boolean | Promise<boolean>;

/** A check that needs more than the token: its status, its place in the log. */
export type Enquiry = (attestation: Opened) => Check | Promise<Check>;

export interface VerifyOptions {
  /** The keys that the verifier trusts. Never taken from the token. */
  readonly keys: KeySet;
  /** The verifier's clock, or null when it has none that it trusts. */
  readonly now: Date | null;
  /** Who the verifier is: must be among the audiences. */
  readonly audience?: string;
  /** Seconds of clock difference forgiven; at most 300. */
  readonly skewSeconds?: number;
  /** `sha-256:<base64url>` of the certificate record that is shown with the attestation. */
  readonly sourceDigest?: string;
  readonly testSignature?: SignatureTest;
  /** The log in which it must be; absent: the log is not asked. */
  readonly log?: LogSource;
  /** True when the verifier itself recorded the issue of this token. */
  readonly isRecorded?: (attestation: Opened) => boolean | Promise<boolean>;
  readonly enquiries?: readonly Enquiry[];
}

/** A token whose signature is good. */
export interface Opened {
  readonly jws: ParsedJws;
  readonly claims: JsonObject;
  readonly key: PinnedKey;
}

export interface Verification {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  /** The signed claims; absent unless the signature is good. */
  readonly claims?: JsonObject;
}

const testWithJose: SignatureTest = (jws, { key }) => hasValidSignature(jws, key);

/**
 * Verifies a recognition attestation strictly. Never throws for a bad token and never makes a
 * request: everything it needs is given. Checks stop at the first that leaves nothing to believe.
 */
export async function verifyAttestation(
  token: string,
  options: VerifyOptions,
): Promise<Verification> {
  const test = options.testSignature ?? testWithJose;
  const { checks, opened } = await open(
    token,
    ATTESTATION_HEADER,
    'attestation',
    options.keys,
    test,
  );
  if (!opened) return { verdict: 'invalid', checks };
  const { claims, key } = opened;
  const now = options.now && Math.floor(options.now.getTime() / 1000);
  const skew = Math.min(options.skewSeconds ?? DEFAULT_SKEW_SECONDS, MAX_SKEW_SECONDS);
  const logged = options.log && (await checkLog(opened.jws, claims, options.log, now));
  const isRecorded = key.retiredAt !== undefined && (await options.isRecorded?.(opened)) === true;
  const all = [
    ...checks,
    checkKey(key, claims, isRecorded ? 'recorded' : logged?.seenAt),
    checkIssuer(claims, key.issuer),
    checkAudience(claims, options.audience),
    checkTime(claims, now, skew),
    checkLifetime(claims),
    checkContent(claims, options),
  ];
  for (const enquire of options.enquiries ?? []) all.push(await enquire(opened));
  if (logged) all.push(logged.check);
  return { verdict: verdictOf(all), checks: all, claims };
}

const NO_KEY = 'It is not signed by a key that is trusted here.';

/**
 * Opens a signed token of one kind: form, header, signature by a pinned key of that purpose, JSON.
 * An unknown key costs a signature test all the same and gives the same answer as a bad signature,
 * so that neither time nor text tells which keys are known.
 */
export async function open(
  token: string,
  profile: HeaderProfile,
  purpose: KeyPurpose,
  keys: KeySet,
  test: SignatureTest = testWithJose,
  { maxLength }: { readonly maxLength?: number } = {},
): Promise<{ readonly checks: readonly Check[]; readonly opened?: Opened }> {
  const jws = parseCompact(token, maxLength);
  if (!jws) return { checks: [fail('format', 'It is not a compact JWS in canonical form.')] };
  const format = pass('format', 'It is a compact JWS in canonical form.');
  const kid = checkHeader(jws.header, profile);
  if (kid === null)
    return { checks: [format, fail('header', 'The header is not the one of this kind of token.')] };
  const header = pass('header', 'The header has the members of this kind of token and no others.');
  const known = keys.get(kid);
  const decoy = known ?? keys.values().next().value;
  const signed = decoy !== undefined && (await test(jws, decoy)) && decoy === known;
  if (!signed || known.purpose !== purpose) {
    const cause = !known ? 'UNKNOWN_KEY' : signed ? 'WRONG_PURPOSE' : 'BAD_SIGNATURE';
    return { checks: [format, header, fail('signature', NO_KEY, cause)] };
  }
  const signature = pass('signature', 'It is signed by a key that is trusted here.');
  const claims = parseObject(jws.payload);
  if (!claims)
    return {
      checks: [
        fail('format', 'The payload is not one unambiguous JSON object.'),
        header,
        signature,
      ],
    };
  return {
    checks: [format, header, signature],
    opened: { jws, claims, key: known },
  };
}
