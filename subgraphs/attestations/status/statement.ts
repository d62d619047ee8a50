import { hash } from 'node:crypto';
import type { RecordedStatus, StatusCause } from '../rules.ts';
import type { StoredChange } from './model.ts';

/**
 * One change of status as everyone may know it. It names the attestation by its digest, not by its
 * address: who holds the attestation recognises it, nobody else learns where it is.
 */
export interface StatusStatement {
  /** SHA-256 of the attestation's signing input, base64url: its leaf in the log. */
  readonly digest: string;
  /** Place in a status list. */
  readonly list: number;
  readonly index: number;
  /** Counts the changes of this attestation from 1. */
  readonly number: number;
  readonly from: RecordedStatus;
  readonly to: RecordedStatus;
  /** AUTHORITY: an officer ordered it. FACTS: the facts as recorded demand it. */
  readonly cause: StatusCause;
  readonly reason: string;
  /** ISO 8601 instant in UTC. */
  readonly at: string;
}

/** Which change of its attestation it is, from 1. */
export const numberOf = ({ _id }: Pick<StoredChange, '_id'>): number =>
  Number(_id.slice(_id.lastIndexOf(':') + 1));

/** What is logged and published of a stored change. */
export function statementOf(change: StoredChange): StatusStatement {
  const { digest, list, index, from, to, cause, reason, at } = change;
  return { digest, list, index, number: numberOf(change), from, to, cause, reason, at };
}

/**
 * The entry in the log: SHA-256 of the canonical JSON (RFC 8785) of the statement, base64url. Its members
 * are written in their canonical order, so that they need not be sorted for each of many.
 */
export const entryOf = ({
  at,
  cause,
  digest,
  from,
  index,
  list,
  number,
  reason,
  to,
}: StatusStatement): string =>
  hash(
    'sha256',
    JSON.stringify({ at, cause, digest, from, index, list, number, reason, to }),
    'base64url',
  );
