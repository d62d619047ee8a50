import type { JWTPayload } from 'jose';
import type { Identity } from '../../subgraphs/federation/subgraph.ts';
import { HubError } from '../../lib/errors/hub-error.ts';

/** Clocks of issuer and hub may differ by this much. */
export const CLOCK_TOLERANCE_S = 60;

/**
 * Longest life of an access token, seconds: what a token permits cannot be taken back before it
 * expires, so this bounds how long a removed role goes on.
 */
export const MAX_TOKEN_LIFETIME_S = 12 * 60 * 60;

/** RFC 9068 §2.2, without `client_id`, which the hub does not use. */
export const REQUIRED_CLAIMS = ['iss', 'aud', 'exp', 'iat', 'sub', 'jti'];

/** Media type of an access token (RFC 9068 §2.1). */
export const ACCESS_TOKEN_TYPE = 'at+jwt';

/** The token is not accepted. It never says why: a caller with a good token has no need to know. */
export class AuthenticationError extends HubError<'UNAUTHENTICATED'> {
  /** For the audit log only. */
  readonly reason: string;

  constructor(reason: string) {
    super('UNAUTHENTICATED', 'The access token is not accepted.');
    this.reason = reason;
  }
}

/**
 * Who a token speaks for, from claims whose signature, issuer, audience and type were verified.
 * Checks what JOSE libraries leave open: times that are not sane, an issue date in the future.
 * @throws {@link AuthenticationError}
 */
export function identityOf(claims: JWTPayload, now: Date): Identity {
  const seconds = now.getTime() / 1000;
  const issued = instant(claims.iat, 'iat');
  const expires = instant(claims.exp, 'exp');
  if (issued > seconds + CLOCK_TOLERANCE_S) throw new AuthenticationError('issued in the future');
  if (expires - issued > MAX_TOKEN_LIFETIME_S) throw new AuthenticationError('lives too long');
  if (typeof claims.jti !== 'string' || claims.jti === '') throw new AuthenticationError('jti');
  const subject = text(claims, 'sub');
  if (subject === undefined) throw new AuthenticationError('sub');
  const territory = text(claims, 'territory');
  const holder = text(claims, 'holder');
  return {
    subject,
    scopes: new Set((text(claims, 'scope') ?? '').split(' ').filter((scope) => scope !== '')),
    ...(territory === undefined ? {} : { territory }),
    ...(holder === undefined ? {} : { holder }),
  };
}

function instant(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(Math.trunc(value)) || value < 0)
    throw new AuthenticationError(name);
  return value;
}

function text(claims: JWTPayload, name: string): string | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') throw new AuthenticationError(name);
  return value;
}
