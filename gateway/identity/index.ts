import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import type { Identity } from '../../subgraphs/federation/subgraph.ts';
import type { Config } from '../config/config.ts';
import { AuthenticationError, CLOCK_TOLERANCE_S, identityOf } from './claims.ts';
import { verifyDevelopmentToken } from './development-issuer.ts';
import { isBoundedToken } from './form.ts';
import { OidcVerifier } from './oidc.ts';
import type { TokenKey } from './token-key.ts';

export { AuthenticationError } from './claims.ts';
export { issueToken } from './development-issuer.ts';
export type { TokenRequest } from './development-issuer.ts';
export { IdentityProviderUnavailable } from './provider-documents.ts';
export { ROLES, isRole } from './roles.ts';
export type { Role } from './roles.ts';
export { openTokenKey, SERVICE_KEY } from './token-key.ts';
export type { TokenKey } from './token-key.ts';

/** Milliseconds a verified token is remembered: how long a withdrawn signing key may go on. */
const REMEMBERED_FOR_MS = 60_000;

/** Tells who is asking. Null: nobody in particular, who may read. */
export type Identify = (authorization: string | undefined) => Promise<Identity | null>;

/**
 * Makes the check of access tokens: of the OpenID provider when one is configured, else of the hub's
 * own development issuer. A request with a bad token is refused, never taken for anonymous.
 */
export function createIdentify(
  config: Pick<Config, 'oidc' | 'publicUrl'>,
  key: TokenKey,
  now: () => Date,
): Identify {
  const provider = config.oidc && new OidcVerifier(config.oidc);
  const verify = (token: string): Promise<JWTPayload> =>
    provider
      ? provider.verify(token, now())
      : verifyDevelopmentToken(key, config.publicUrl, token, now());
  const verified = boundedCache<JWTPayload>('tokens', {
    sizeOf: memoryOf,
    ttl: REMEMBERED_FOR_MS,
  });

  return async (authorization) => {
    if (authorization === undefined) return null;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (token === undefined || !isBoundedToken(token))
      throw new AuthenticationError('not a bearer token');
    const digest = createHash('sha256').update(token).digest('base64');
    let claims = verified.get(digest);
    if (!claims) {
      claims = await verify(token);
      verified.set(digest, claims);
    } else if ((Number(claims.exp) + CLOCK_TOLERANCE_S) * 1000 <= now().getTime()) {
      throw new AuthenticationError('expired');
    }
    return identityOf(claims, now());
  };
}
