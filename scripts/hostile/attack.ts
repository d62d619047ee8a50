import type { Calls, Reply } from './calls.ts';

/** Tokens that clients may have, by what they permit. */
export interface Tokens {
  /** Issues attestations for any holder. */
  readonly issuer: string;
  /** Issues attestations of one holder, who has no certificate here. */
  readonly holder: string;
  /** Writes facts of another territory than that of the certificates attacked. */
  readonly foreign: string;
}

/** What clients know before they begin. */
export interface Target {
  /** A certificate that is there, and what the hub says of it when nobody disturbs it. */
  readonly number: string;
  readonly level: string;
  readonly issuer: string;
  readonly territory: string;
  readonly status: string;
  /** An attestation of this hub. */
  readonly jws: string;
}

/** A fault of the hub, in words; undefined: it answered as it should, or refused as it may. */
export type Verdict = string | undefined;

/** What one hostile client does, again and again; the number makes each request a new one. */
export interface Attack {
  readonly name: string;
  /** The part of the threat that it tries, as docs/security.md names it. */
  readonly token?: keyof Tokens;
  /** Requests at the same moment; fewer moments then, so that all clients send as much. */
  readonly atOnce?: number;
  readonly run: (calls: Calls, target: Target, number: number) => Promise<Verdict>;
}

/** Codes by which a hub may refuse work that is too much. */
const TOO_MUCH = ['RATE_LIMITED', 'LIMIT_EXCEEDED', 'UNAVAILABLE'];

const shown = ({ status, text }: Reply): string => `${status} ${text.slice(0, 300)}`;

/** No answer to a stranger's request is an error of the program, or none at all. */
export const sound = (reply: Reply): Verdict =>
  reply.status === 0 ||
  (reply.status >= 500 && reply.status !== 503) ||
  reply.text.includes('INTERNAL_SERVER_ERROR')
    ? shown(reply)
    : undefined;

/** The answer is this one. */
export const exactly = (reply: Reply, expected: unknown): Verdict =>
  reply.status === 200 && reply.text.trim() === JSON.stringify(expected)
    ? undefined
    : isTooMuch(reply)
      ? undefined
      : shown(reply);

/** The answer has this status, or says this code. */
export const refusedWith = (reply: Reply, ...expected: readonly (string | number)[]): Verdict =>
  expected.some((one) => one === reply.status || reply.text.includes(`"${one}"`)) ||
  isTooMuch(reply)
    ? sound(reply)
    : shown(reply);

/** Refused for being too much, with a code that says so. */
export const isTooMuch = ({ text }: Reply): boolean =>
  TOO_MUCH.some((code) => text.includes(`"${code}"`));

/** Data and no errors, or refused for being too much. */
export const answered = (reply: Reply): Verdict =>
  (reply.status === 200 && !reply.text.startsWith('{"errors"')) || isTooMuch(reply)
    ? sound(reply)
    : shown(reply);

/** The first fault of several answers. */
export const worst = (verdicts: readonly Verdict[]): Verdict => verdicts.find(Boolean);
