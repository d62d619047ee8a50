import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Store } from '../../store/index.ts';
import type { AttestationService } from '../../subgraphs/attestations/index.ts';
import { CacheBudget, setCacheBudget } from '../../lib/cache-budget.ts';
import { openFacts } from '../../facts/ledger/facts-store.ts';
import type { FactsStore } from '../../facts/ledger/facts-store.ts';
import { createApp } from './app.ts';
import type { AppOptions } from './app.ts';
import { registerAttestationRoutes } from '../routes/attestations/index.ts';
import type { Config } from '../config/config.ts';
import type { Check, Hub } from '../routes/context.ts';
import { createEngine } from '../executor/index.ts';
import { supergraphFile, watchSupergraph } from '../executor/supergraph.ts';
import { createFeed } from '../routes/feed/feed.ts';
import { ownManifest } from '../config/manifest.ts';
import { PersistedOperations } from '../graphql/persisted.ts';
import { startGraphql } from '../graphql/service.ts';
import { jobListener } from './job-listener.ts';
import { startBackgroundJobs } from './background-jobs.ts';
import { limitConnections } from '../limits/connections.ts';
import { createFront } from '../http/front.ts';
import type { ListeningServer } from '../http/front.ts';
import { listen } from '../http/listener.ts';
import type { DrainTimes, Listener } from '../http/listener.ts';
import { createIdentify, openTokenKey } from '../identity/index.ts';
import type { Quota } from '../limits/rate.ts';
import { createLog } from '../observability/log.ts';
import type { Logger } from '../observability/log.ts';
import { createMetrics, watchConflicts } from '../observability/metrics.ts';
import { preload } from './preload.ts';
import { openStore } from './open-store.ts';
import { storeCheck, indexCheck } from './readiness.ts';
import { readiness } from '../routes/health.ts';
import { listenForMetrics } from '../routes/metrics.ts';
import { registerFactsRoutes } from '../routes/facts.ts';
import { registerRecognitionsRoute } from '../routes/recognitions/recognitions.ts';
import type { RecognitionsDependencies } from '../routes/recognitions/recognitions.ts';
import { watchUnreadable } from '../observability/unreadable.ts';
import { createSubgraphs } from './subgraphs.ts';
import type { LocalSubgraphs } from './subgraphs.ts';
import { countDropped, openTracing } from '../observability/tracing/index.ts';
import { remoteCredentials } from './remote-credentials.ts';

/** Options of a hub beside its configuration. */
export interface HubOptions {
  readonly config: Config;
  readonly log?: Logger;
  readonly now?: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random?: (size: number) => Uint8Array;
  /** Loads the bundled data into a store that has none; called when the configuration says so. */
  readonly seed?: (facts: FactsStore) => Promise<void>;
  /** Null: not limited, since a limiter stands in front. */
  readonly quota?: Quota | null;
  readonly drain?: DrainTimes;
  /** Path of the supergraph, which is taken into use again when it changes; the default: our own. */
  readonly supergraph?: string;
  /** Makes another engine than the configuration asks for, to measure ours beside it. */
  readonly createEngine?: typeof createEngine;
}

/** A hub that serves. */
export interface RunningHub {
  readonly url: string;
  readonly log: Logger;
  /** Answers with whether every check of readiness holds. */
  ready(): Promise<boolean>;
  /**
   * Takes the supergraph into use as its file now is. Answers false, and goes on with the one in
   * use, when that is faulty.
   */
  reload(): Promise<boolean>;
  /** Loads what is loaded late, so that packages may be replaced while it runs. */
  preload(): Promise<void>;
  /** Stops without losing an answer. */
  stop(): Promise<void>;
}

/** Things to be undone, last first. */
class Closers {
  readonly #closers: (() => Promise<void> | void)[] = [];

  add(close: () => Promise<void> | void): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) await close();
  }
}

/**
 * Starts a hub, part by part: listener → store → facts → seed → subgraphs → engine → routes. What
 * was started is stopped again when a later part fails.
 */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const { config, drain } = options;
  const front = createFront();
  const { limits, trustedProxies } = config;
  limitConnections(front.server, { perAddress: limits.connectionsPerAddress, trustedProxies });
  const listener = await listen(front.server, config, drain);
  const closers = new Closers();
  try {
    return await start(options, front, listener, closers);
  } catch (error) {
    listener.abort();
    await closers.close();
    throw error;
  }
}

async function start(
  options: HubOptions,
  front: ListeningServer,
  listener: Listener,
  closers: Closers,
): Promise<RunningHub> {
  const { config, now = () => new Date(), random = (size: number) => randomBytes(size) } = options;
  setCacheBudget(new CacheBudget(config.cacheMb));
  const log = options.log ?? createLog(config);
  for (const warning of config.warnings) log.warn(warning);
  const metrics = createMetrics();
  closers.add(() => {
    metrics.close();
  });
  const stopMetrics = await listenForMetrics(metrics, config);
  if (stopMetrics) closers.add(stopMetrics);
  const store = await openStore(config, log, metrics);
  closers.add(() => store.close());
  const facts = await openFacts(store.mongoose, { now });
  closers.add(() => {
    facts.close();
  });
  if (config.seed === 'demo') await options.seed?.(facts);

  const tracing = await openTracing(config, 'symbolon', countDropped(metrics));
  if (tracing) closers.add(() => tracing.close());
  const subgraphs = await createSubgraphs({ config, store, facts, now, random, metrics });
  const supergraph = options.supergraph ?? supergraphFile();
  const operations = new Map([...ownManifest(), ...config.operations.manifest]);
  let outages = 0;
  const onUnreadable = (): void => {
    outages += 1;
  };
  closers.add(watchUnreadable(log, metrics, onUnreadable));
  const engine = await (options.createEngine ?? createEngine)({
    config,
    supergraphSdl: readFileSync(supergraph, 'utf8'),
    schemas: subgraphs.schemas,
    operations: [...operations.values()],
    ...(await remoteCredentials(config, store, now, tracing)),
    log,
    tracing,
    observe: (event) => {
      metrics.engine.inc({ event });
    },
    onFetch: (subgraph, ms) => {
      metrics.fetches.observe(ms / 1000, subgraph);
    },
    onUnreadable,
    onOutage: (subgraph) => {
      outages += 1;
      metrics.outages.inc({ subgraph });
    },
  });
  closers.add(() => engine.close());
  const graphql = await startGraphql({
    engine: engine.gateway,
    log,
    feedUrl: `${config.publicUrl}/feed/stream`,
    pipeline: config.engine,
    // Both only grow. An answer in which a subgraph has failed already is not joined: who joins
    // would see no failure since, and let it be kept.
    version: () => facts.horizon.current() + outages,
    ...(Object.hasOwn(config.subgraphUrls, 'certificates')
      ? {}
      : { size: () => ({ certificates: facts.horizon.recorded('certificates') }) }),
    onShared: () => {
      metrics.engine.inc({ event: 'shared' });
    },
    observe: (kind, code) => {
      metrics.operations.inc({ kind, code });
      if (code === 'LIMIT_EXCEEDED') metrics.limited.inc({ limit: 'operation' });
    },
  });
  closers.add(watchSupergraph(supergraph, (sdl) => void engine.reload(sdl)));
  closers.add(() => graphql.stop());

  const ends: (() => void)[] = [];
  const hub: Hub = {
    config,
    log,
    metrics,
    now,
    graphql,
    persisted: new PersistedOperations(operations, config.operations.allowed),
    outages: () => outages,
    identify: createIdentify(config, await openTokenKey(config.dataDir), now),
    checks: checksOf(listener, store, facts, () => !metrics.loopIsBlocked()),
    onDrain: (end) => ends.push(end),
    turns: subgraphs.turns,
    feed: createFeed(store.mongoose, facts, subgraphs.attestations),
  };
  await subgraphs.warm();
  const { quota } = options;
  const service = subgraphs.attestations;
  watchConflicts(metrics, () => service.conflicts.count());
  await service.ready();
  closers.add(service.watch(jobListener(log, 'upholding attestations')));
  closers.add(await startBackgroundJobs(service, log));
  const app = await open(hub, { facts, service, manifests: subgraphs }, { front, quota, tracing });
  closers.add(() => app.close());
  metrics.forgetBlocks();
  log.info({ url: config.publicUrl, store: store.engine, engine: config.engine }, 'ready');

  let stopped: Promise<void> | undefined;
  return {
    url: config.publicUrl,
    log,
    // A file that cannot be read is refused as an empty one is.
    reload: async () => engine.reload(await readFile(supergraph, 'utf8').catch(() => '')),
    preload: () => preload(log, metrics),
    ready: async () => Object.values(await readiness(hub)).every(Boolean),
    stop: () => (stopped ??= stop(listener, ends, closers)),
  };
}

/** The listener goes first: it stops accepting and waits, while everything else still works. */
async function stop(
  listener: Listener,
  ends: readonly (() => void)[],
  closers: Closers,
): Promise<void> {
  const drained = listener.drain();
  for (const end of ends) end();
  await drained;
  await closers.close();
}

const checksOf = (
  listener: Listener,
  store: Store,
  facts: FactsStore,
  responsive: Check,
): Hub['checks'] => ({
  accepting: () => !listener.isDraining(),
  store: storeCheck(store),
  indexes: indexCheck(Object.values(facts.models)),
  facts: () => facts.horizon.top() >= 0,
  responsive,
});

async function open(
  hub: Hub,
  {
    facts,
    service,
    manifests,
  }: {
    facts: FactsStore;
    service: AttestationService;
    manifests: RecognitionsDependencies & Pick<LocalSubgraphs, 'checks'>;
  },
  options: AppOptions,
): Promise<FastifyInstance> {
  const { identify, config } = hub;
  const app = createApp(hub, {
    ...options,
    routes: [
      (routes) => {
        const { uploads, pace } = config.limits;
        registerFactsRoutes(routes, { facts, identify, dataDir: config.dataDir, uploads, pace });
      },
      (routes) => {
        registerAttestationRoutes(routes, service, manifests.checks);
      },
      (routes) => {
        const { manifests: places, pace } = config.limits;
        registerRecognitionsRoute(routes, hub, { ...manifests, manifests: places, pace });
      },
    ],
  });
  await app.ready();
  return app;
}
