/** The checks of a verifier, in this order. */
export type CheckName =
  | 'format'
  | 'header'
  | 'signature'
  | 'key'
  | 'issuer'
  | 'audience'
  | 'time'
  | 'lifetime'
  | 'content'
  | 'scope'
  | 'status'
  | 'log';

/** NOT_CHECKED: nobody asked, so nothing is known of it and nothing is claimed. */
export type Outcome = 'PASS' | 'FAIL' | 'UNKNOWN' | 'NOT_CHECKED';

/** Why a check did not pass. Stable: programs may rely on them; docs/verifiers.md explains each. */
export type CheckCode =
  | 'NOT_COMPACT_JWS'
  | 'NOT_A_QR_CODE'
  | 'PAYLOAD_NOT_JSON'
  | 'WRONG_HEADER'
  | 'BAD_SIGNATURE'
  | 'UNKNOWN_KEY'
  | 'UNKNOWN_ISSUER'
  | 'WRONG_PURPOSE'
  | 'REVOKED_KEY'
  | 'RETIRED_KEY'
  | 'TRUST_BUNDLE_EXPIRED'
  | 'ISSUER_MISMATCH'
  | 'NO_AUDIENCE'
  | 'OTHER_AUDIENCE'
  | 'BAD_TIME'
  | 'NO_TRUSTED_TIME'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'BAD_PERIOD'
  | 'PERIOD_MISMATCH'
  | 'UNKNOWN_MEMBER'
  | 'UNKNOWN_CONTEXT'
  | 'WRONG_TYPE'
  | 'NO_IDENTIFIER'
  | 'SUBJECT_MISMATCH'
  | 'NO_RECOGNITION'
  | 'DIGEST_MISMATCH'
  | 'CLAIMS_DISAGREE'
  | 'OTHER_DOCUMENT'
  | 'OUT_OF_SCOPE'
  | 'NO_STATUS_LIST'
  | 'STATUS_LIST_EXPIRED'
  | 'STATUS_LIST_STALE'
  | 'BAD_STATUS_REFERENCE'
  | 'OUTSIDE_STATUS_LIST'
  | 'UNKNOWN_STATUS_VALUE'
  | 'NOT_RECORDED'
  | 'REVOKED'
  | 'SUSPENDED'
  | 'NO_LOG_PROOF'
  | 'BAD_LOG_PROOF';

/** One named check. */
export interface Check {
  readonly name: CheckName;
  readonly outcome: Outcome;
  /** One sentence for people; the same for every cause, so that it tells an attacker nothing. */
  readonly message: string;
  /** Why it did not pass, for the verifier. A server does not send it to strangers. */
  readonly code?: CheckCode;
  /** Seconds since what it rests on was said, where that should have been asked for anew. */
  readonly age?: number;
}

/** `unknown` means: nothing is wrong, but something that must be known is not. */
export type Verdict = 'valid' | 'invalid' | 'unknown';

/** Without these nobody knows whether it holds: they must be checked for it to be valid. */
const NECESSARY: ReadonlySet<CheckName> = new Set(['time', 'status']);

/**
 * One failed check makes the whole invalid; one open question makes the rest unknown, and so does a
 * necessary one that nobody asked.
 */
export function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.some(({ outcome }) => outcome === 'FAIL')) return 'invalid';
  const isOpen = ({ name, outcome }: Check): boolean =>
    outcome === 'UNKNOWN' || (outcome === 'NOT_CHECKED' && NECESSARY.has(name));
  return checks.some(isOpen) ? 'unknown' : 'valid';
}

export const pass = (name: CheckName, message: string): Check => ({
  name,
  outcome: 'PASS',
  message,
});

export const fail = (name: CheckName, code: CheckCode, message: string): Check => ({
  name,
  outcome: 'FAIL',
  message,
  code,
});

export const unknown = (name: CheckName, code: CheckCode, message: string): Check => ({
  name,
  outcome: 'UNKNOWN',
  message,
  code,
});

export const notChecked = (name: CheckName, message: string): Check => ({
  name,
  outcome: 'NOT_CHECKED',
  message,
});
