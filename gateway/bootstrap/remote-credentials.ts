import type { Store } from '../../store/index.ts';
import type { Config } from '../config/config.ts';
import type { EngineOptions } from '../executor/index.ts';
import { openTokenKey } from '../identity/index.ts';
import { SERVICE_KEY } from '../identity/index.ts';
import { CALLER_HEADER, callerHeader } from '../identity/service-caller.ts';
import { CREDENTIAL_HEADER } from '../identity/service-credentials.ts';
import { createCredentialSigner } from '../identity/service-credentials.ts';
import { publishServiceKey } from '../identity/service-keys.ts';
import type { Tracing } from '../observability/tracing/index.ts';

/** Headers for subgraph services: the identity, signed, and the request. */
export async function remoteCredentials(
  config: Config,
  store: Store,
  now: () => Date,
  tracing: Tracing | undefined,
): Promise<Pick<EngineOptions, 'remoteHeaders'>> {
  if (Object.keys(config.subgraphUrls).length === 0) return {};
  const key = await openTokenKey(config.dataDir, SERVICE_KEY);
  await publishServiceKey(store.mongoose, key);
  const sign = createCredentialSigner(config.hubId, key, now);
  return {
    remoteHeaders: async ({ identity, requestId, caller = requestId }, subgraph) => ({
      [CREDENTIAL_HEADER]: await sign(identity, subgraph),
      'x-request-id': requestId,
      [CALLER_HEADER]: callerHeader(caller),
      ...tracing?.headers(),
    }),
  };
}
