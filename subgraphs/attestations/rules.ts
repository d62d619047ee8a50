import type { Answer } from '../../schema/generated/question.ts';
import { MAX_LIFETIME_SECONDS } from './verification/index.ts';

const DAY_SECONDS = 86_400;
/** Life of an attestation unless asked otherwise, days. */
export const DEFAULT_VALID_DAYS = 7;
/** Longest life of an attestation, days. */
export const MAX_VALID_DAYS = MAX_LIFETIME_SECONDS / DAY_SECONDS;

/** An answer that may be signed. */
export type RecognisedAnswer = Answer & {
  readonly status: 'RECOGNISED' | 'RECOGNISED_WITH_CONDITIONS';
};

/** Only these two answers are ever signed; not knowing is no recognition. */
export function isRecognised(answer: Answer): answer is RecognisedAnswer {
  return answer.status === 'RECOGNISED' || answer.status === 'RECOGNISED_WITH_CONDITIONS';
}

/**
 * End of an attestation issued at `iat` (both in seconds since 1970): the start, in the market, of the
 * day on which the answer changes, or the days asked for, whichever comes first. The limits of
 * freshness are days on which the answer changes, so `changesOn` holds them already.
 * @param startOf when a day begins in the market, in milliseconds since 1970
 */
export function expiryOf(
  answer: Answer,
  iat: number,
  validDays: number,
  startOf: (day: string) => number,
): number {
  const days = Math.min(validDays, MAX_VALID_DAYS);
  const asked = iat + days * DAY_SECONDS;
  const { changesOn } = answer;
  if (changesOn === undefined || changesOn === null) return asked;
  return Math.min(asked, startOf(changesOn) / 1000);
}

/** Printable ASCII without outer spaces: nothing in it can look like something else. */
const PLAIN = /^[!-~](?:[ -~]{0,198}[!-~])?$/;

/**
 * True when a text may be signed as an identifier: no confusable letters, no invisible or
 * direction-changing characters, one normal form.
 */
export const isPlainIdentifier = (text: string): boolean => PLAIN.test(text);

/** URIs that may stand as an audience: a DID, a URN, or an https URL (http on this machine). */
const AUDIENCE =
  /^(?:did:[a-z0-9]+:[\w.:%-]+|urn:[a-z0-9][a-z0-9-]{0,31}:[!-~]+|https:\/\/[!-~]+|http:\/\/(?:localhost|127\.0\.0\.1)(?:[:/][!-~]*)?)$/;
const MAX_AUDIENCE_LENGTH = 300;

/** True for a URI of the kinds that name an authority. */
export const isAudience = (text: string): boolean =>
  text.length <= MAX_AUDIENCE_LENGTH && AUDIENCE.test(text);

/** Who may ask for an attestation of a certificate that was issued to this holder, if it says to whom. */
export function mayIssue(
  identity: { readonly scopes: ReadonlySet<string>; readonly holder?: string } | null,
  holder: string | undefined,
): boolean {
  if (!identity) return false;
  if (identity.scopes.has('hub:admin')) return true;
  if (!identity.scopes.has('attestation:issue')) return false;
  // A token with a holder is an exporter's; one without is an officer's of the hub.
  return identity.holder === undefined || identity.holder === holder;
}

/** The recorded states of an attestation. EXPIRED follows from the clock. */
export type RecordedStatus = 'VALID' | 'SUSPENDED' | 'REVOKED';

/** Who changed a status: an officer, or the facts as recorded. */
export type StatusCause = 'AUTHORITY' | 'FACTS';

/** The present status, and who set it. */
export interface CausedStatus {
  readonly status: RecordedStatus;
  readonly cause?: StatusCause | undefined;
}

/**
 * Revoked is final. A suspended attestation may be revoked, or restored by whoever suspended it: the
 * facts do not lift what an officer has ordered. One may take over a suspension from the other.
 */
export function mayBecome(from: CausedStatus, to: Required<CausedStatus>): boolean {
  if (from.status === 'REVOKED') return false;
  if (to.status === 'REVOKED') return true;
  const cause = from.cause ?? 'AUTHORITY';
  if (from.status === to.status) return to.status === 'SUSPENDED' && cause !== to.cause;
  return from.status === 'VALID' || to.cause === 'AUTHORITY' || cause === 'FACTS';
}
