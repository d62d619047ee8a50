import { randomBytes } from 'node:crypto';
import { CacheBudget, setCacheBudget } from '../../lib/cache-budget.ts';
import { openFacts } from '../../facts/ledger/facts-store.ts';
import type { SubgraphName } from '../../subgraphs/registry.ts';
import type { Config } from '../config/config.ts';
import { createIdentify, openTokenKey } from '../identity/index.ts';
import { createLog } from '../observability/log.ts';
import { createMetrics } from '../observability/metrics.ts';
import { openStore } from '../bootstrap/open-store.ts';
import { storeCheck } from '../bootstrap/readiness.ts';
import { createSubgraphs } from '../bootstrap/subgraphs.ts';
import { watchUnreadable } from '../observability/unreadable.ts';
import { listenForMetrics } from '../routes/metrics.ts';
import { countDropped, openTracing } from '../observability/tracing/index.ts';
import { createAuthenticate } from './authenticate.ts';
import { createCredentialVerifier } from '../identity/service-credentials.ts';
import { findServiceKeys } from '../identity/service-keys.ts';
import { createSubgraphService } from './server.ts';

/** A subgraph service that answers. */
export interface RunningService {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one subgraph as a service of its own, over the store that it shares with the gateway. */
export async function startSubgraphService(
  name: SubgraphName,
  config: Config,
  now: () => Date = () => new Date(),
): Promise<RunningService> {
  setCacheBudget(new CacheBudget(config.cacheMb));
  const log = createLog(config).child({ subgraph: name });
  for (const warning of config.warnings) log.warn(warning);
  const metrics = createMetrics();
  let unreadable = 0;
  const stopWatching = watchUnreadable(log, metrics, () => {
    unreadable += 1;
  });
  const store = await openStore(config, log, metrics);
  const facts = await openFacts(store.mongoose, { now });
  const random = (size: number): Uint8Array => randomBytes(size);
  const subgraphs = await createSubgraphs({ config, store, facts, now, random, metrics });
  const subgraph = subgraphs.byName[name];
  const tracing = await openTracing(config, `symbolon-${name}`, countDropped(metrics));
  const app = createSubgraphService({
    subgraph,
    config,
    authenticate: createAuthenticate(
      createCredentialVerifier(config.hubId, name, findServiceKeys(store.mongoose), now),
      createIdentify(config, await openTokenKey(config.dataDir), now),
    ),
    log,
    metrics,
    now,
    unreadable: () => unreadable,
    isReady: storeCheck(store),
    tracing,
  });
  const stopMetrics = await listenForMetrics(metrics, config);
  await subgraphs.warm();
  const address = await app.listen({ host: config.host, port: config.port });
  return {
    url: `${address}/graphql`,
    async stop() {
      await app.close();
      stopMetrics?.();
      await tracing?.close();
      facts.close();
      stopWatching();
      metrics.close();
      await store.close();
    },
  };
}
