import { codedError } from './errors.ts';
import type { Identity, RequestContext } from './subgraph.ts';

/** The scope that permits everything. */
export const ADMIN_SCOPE = 'hub:admin';

/**
 * The caller, if the token carries one of the scopes (or `hub:admin`). Enforced where the data is, so
 * that it holds behind any router.
 * @throws UNAUTHENTICATED without a token, FORBIDDEN without the scope
 */
export function requireScope(context: RequestContext, scopes: readonly string[]): Identity {
  const { identity } = context;
  if (!identity) throw codedError('UNAUTHENTICATED', 'Send an access token.');
  if (identity.scopes.has(ADMIN_SCOPE) || scopes.some((scope) => identity.scopes.has(scope)))
    return identity;
  throw codedError('FORBIDDEN', `The access token needs the scope ${scopes.join(' or ')}.`);
}
