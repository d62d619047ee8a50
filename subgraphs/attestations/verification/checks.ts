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
  | 'status'
  | 'log';

export type Outcome = 'PASS' | 'FAIL' | 'UNKNOWN';

/** One named check. */
export interface Check {
  readonly name: CheckName;
  readonly outcome: Outcome;
  /** One sentence for people; the same for every cause, so that it tells an attacker nothing. */
  readonly message: string;
  /** Why, for the verifier's own log. Never sent to a stranger. */
  readonly cause?: string;
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

export const fail = (name: CheckName, message: string, cause?: string): Check => ({
  name,
  outcome: 'FAIL',
  message,
  ...(cause === undefined ? {} : { cause }),
});

export const unknown = (name: CheckName, message: string, cause?: string): Check => ({
  name,
  outcome: 'UNKNOWN',
  message,
  ...(cause === undefined ? {} : { cause }),
});
