/** What a verifier looks at, in this order. */
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

export type Outcome = 'PASS' | 'FAIL' | 'UNKNOWN';

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
  | 'OTHER_DOCUMENT'
  | 'OUT_OF_SCOPE'
  | 'NO_STATUS_LIST'
  | 'STATUS_LIST_EXPIRED'
  | 'BAD_STATUS_REFERENCE'
  | 'OUTSIDE_STATUS_LIST'
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
}

/** `unknown` means: nothing is wrong, but something that must be known is not. */
export type Verdict = 'valid' | 'invalid' | 'unknown';

/** One failed check makes the whole invalid; one open question makes the rest unknown. */
export function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.some(({ outcome }) => outcome === 'FAIL')) return 'invalid';
  return checks.some(({ outcome }) => outcome === 'UNKNOWN') ? 'unknown' : 'valid';
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
