import { hash } from 'node:crypto';
import type { RecordedStatus, StatusCause } from '../rules.ts';
import type { StoredChanges } from './model.ts';

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

/** The statement in canonical JSON (RFC 8785): its members are written in their order. */
export const statementText = ({
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
  JSON.stringify({ at, cause, digest, from, index, list, number, reason, to });

/** The entry in the log: SHA-256 of the canonical JSON of a statement. */
export const entryOfText = (text: string): Buffer => hash('sha256', text, 'buffer');

/** The entry of a statement in the log. */
export const entryOf = (statement: StatusStatement): Buffer =>
  entryOfText(statementText(statement));

/** The log entries of some changes, in order. */
export const statementsOf = ({
  statements,
}: Pick<StoredChanges, 'statements'>): readonly StatusStatement[] =>
  JSON.parse(statements) as StatusStatement[];

/** The entries of changes in the log, one after the other. */
export const entriesOf = (statements: readonly StatusStatement[]): Buffer =>
  Buffer.concat(statements.map(entryOf));
