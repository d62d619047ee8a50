import { AuthenticationError } from '../identity/index.ts';
import type { Identify } from '../identity/index.ts';
import { Problem } from '../../lib/errors/problem.ts';
import { CredentialError } from '../identity/service-credentials.ts';
import type { VerifyCredential } from '../identity/service-credentials.ts';
import type { Authenticate } from './server.ts';

/**
 * Scope of a token that another vendor's router carries in the credential header. Such a router
 * passes the caller's own token on, as `Authorization`.
 */
export const ROUTER_SCOPE = 'subgraph:query';

/** Accepts our own gateway's credentials, and routers whose token has the scope. */
export function createAuthenticate(verify: VerifyCredential, identify: Identify): Authenticate {
  return async ({ credential, authorization }) => {
    try {
      return await verify(credential);
    } catch (error) {
      if (!(error instanceof CredentialError)) throw error;
    }
    const refused = new Problem('UNAUTHENTICATED', 'Only routers of the hub may ask a subgraph.');
    if (credential === undefined) throw refused;
    const router = await identify(`Bearer ${credential}`).catch(because(refused));
    if (!router?.scopes.has(ROUTER_SCOPE)) throw refused;
    return identify(authorization).catch(because(new Problem('UNAUTHENTICATED')));
  };
}

/** A token that cannot be checked, at the moment or by a mistake of ours, is not a bad one. */
const because =
  (refused: Problem) =>
  (error: unknown): never => {
    throw error instanceof AuthenticationError ? refused : error;
  };
