import { randomUUID } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import {
  ACCESS_TOKEN_TYPE,
  AuthenticationError,
  CLOCK_TOLERANCE_S,
  REQUIRED_CLAIMS,
} from './claims.ts';
import type { Role } from './roles.ts';
import { TOKEN_ALGORITHM } from './token-key.ts';
import type { TokenKey } from './token-key.ts';

/** Life of a development token: a working day. */
const LIFETIME_S = 8 * 60 * 60;

/** Claims of a development token. */
export interface TokenRequest {
  /** One role, or several separated by spaces. */
  readonly role: Role | (string & {});
  readonly subject?: string | undefined;
  readonly territory?: string | undefined;
  /** Holder id whose certificates the subject may have attested. */
  readonly holder?: string | undefined;
}

/**
 * Signs a development token: an RFC 9068 access token of the hub's own issuer, for its own audience.
 * @param issuer the hub's public URL, which is both `iss` and `aud`
 */
export function issueToken(
  key: TokenKey,
  issuer: string,
  request: TokenRequest,
  now: Date,
): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({
    scope: request.role,
    ...(request.territory === undefined ? {} : { territory: request.territory }),
    ...(request.holder === undefined ? {} : { holder: request.holder }),
  })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: key.id })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(request.subject ?? 'developer')
    .setJti(randomUUID())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + LIFETIME_S)
    .sign(key.privateKey);
}

/** Verifies a development token. @throws {@link AuthenticationError} */
export async function verifyDevelopmentToken(
  key: TokenKey,
  issuer: string,
  token: string,
  now: Date,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: [TOKEN_ALGORITHM],
      typ: ACCESS_TOKEN_TYPE,
      issuer,
      audience: issuer,
      requiredClaims: REQUIRED_CLAIMS,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: now,
    });
    return payload;
  } catch (error) {
    // A token that cannot be verified is not accepted, whatever the reason, which the refusal logs.
    throw new AuthenticationError(error instanceof Error ? error.message : 'not verified');
  }
}
