import type { Answer, Question } from '../../schema/generated/question.ts';
import type { RecordedStatus, StatusCause } from './rules.ts';

/** Who says it. */
export interface Issuer {
  /** DID of the hub. */
  readonly hubId: string;
  /** Base of every link, without a trailing slash. */
  readonly publicUrl: string;
}

/** How one attestation stands whose status has ever changed. */
export interface MemberStatus {
  /** Index in its status list. */
  readonly index: number;
  readonly status: RecordedStatus;
  /** Number of changes so far. */
  readonly changes: number;
  /** Of the last change. */
  readonly at: string;
  readonly cause: StatusCause;
  readonly reason: string;
}

/** The question that an attestation answers. */
export interface Decision {
  readonly question: Question;
  /** The part of the answer that was signed. */
  readonly answer: Answer;
}

/** Data of an issued attestation beside its token. Only the status ever changes. */
export interface Attestation extends Decision {
  /**
   * Url-safe: the last segment of its address. Nobody finds one by trying. It begins with the identifier of
   * the batch in which it was issued.
   */
  readonly _id: string;
  /** The day, and a digest of what makes a second request of that day the same request. */
  readonly request: string;
  /** Counts the attestations of a request from 1: only one of them is in force. */
  readonly generation: number;
  /** Identifier of the key that signed it. */
  readonly kid: string;
  /** SHA-256 of the signing input, base64url: its entry in the log. */
  readonly digest: string;
  /** Its place in the log. */
  readonly leaf: number;
  /** Number of the certificate. */
  readonly certificate: string;
  /** Body that issued the certificate. */
  readonly issuer?: string | undefined;
  readonly market: string;
  readonly audience: string;
  readonly knownAt: string;
  /** Seconds since 1970, as in the claims. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Subject of the token with which it was asked for. */
  readonly requestedBy: string;
  /** Place in a status list. */
  readonly list: number;
  readonly index: number;
  /** Number of the last document of facts that the decision rests on. */
  readonly horizon: number;
  readonly status: RecordedStatus;
  /** Number of changes of status so far. */
  readonly changes: number;
  readonly statusChangedAt?: string;
  readonly statusReason?: string;
  /** Who changed it last; absent: it never changed. */
  readonly statusCause?: StatusCause;
}

/** An attestation with its token: all that anyone outside ever sees. */
export type IssuedAttestation = Attestation & { readonly jws: string };
