import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../subgraphs/federation/subgraph.ts';
import type { SubgraphName } from '../../subgraphs/registry.ts';
import type { Config } from '../config/config.ts';
import { SUBGRAPH_DEADLINE_MS } from '../config/limits.ts';
import type { Logger } from '../observability/log.ts';
import { traced } from './traced.ts';
import type { Tracing } from '../observability/tracing/index.ts';
import { CompiledGateway } from './compiled/gateway.ts';
import { createPlanners } from './compiled/planning/planners.ts';
import type { PlannerEvent } from './compiled/planning/planners.ts';
import { withDeadline } from './deadline.ts';
import { entityKeys, withEntityKeys } from './entity-keys.ts';
import type { EntityKeys } from './entity-keys.ts';
import type { OutageRules } from './compiled/outage.ts';
import { isEvidence } from '../../subgraphs/registry.ts';
import { localSource } from './local-source.ts';
import type { RemoteSource } from './remote-source.ts';
import type { SubgraphSource } from './source.ts';
import { createStockEngine, createStockGateway } from './stock.ts';
import { timed } from './timed.ts';
import type { OnFetch } from './timed.ts';
import type { ReloadableGateway } from './stock.ts';
import { broken, unserved } from './served.ts';
import { localShapes, shapesOfAll } from './subgraph-shapes.ts';
import { subgraphsOf } from './supergraph.ts';

/** Events of an engine, for metrics. */
export type EngineEvent = 'hit' | 'miss' | 'fallback' | 'reload' | 'reload-refused' | PlannerEvent;

/** Parts of an engine. */
export interface EngineOptions {
  readonly config: Pick<Config, 'engine' | 'subgraphUrls'>;
  readonly supergraphSdl: string;
  /** Subgraphs in this process; one that the configuration gives a URL is reached there instead. */
  readonly schemas: Readonly<Record<string, GraphQLSchema>>;
  /** Headers that tell a remote subgraph who asks. */
  readonly remoteHeaders?: (
    context: RequestContext,
    subgraph: SubgraphName,
  ) => Record<string, string> | Promise<Record<string, string>>;
  readonly log: Logger;
  readonly observe?: (event: EngineEvent) => void;
  readonly onOutage?: (subgraph: string) => void;
  /** Told when a subgraph elsewhere could not read all facts: what is made of its answer is not kept. */
  readonly onUnreadable?: () => void;
  readonly onFetch?: OnFetch;
  readonly deadlineMs?: number;
  /** Another planner's program, and other limits: for tests. */
  readonly planners?: Parameters<typeof createPlanners>[1];
  readonly tracing?: Pick<Tracing, 'spanned'> | undefined;
  /** Operations that any supergraph must go on to answer. */
  readonly operations?: Iterable<string>;
}

/** A running engine. */
export interface Engine {
  readonly gateway: ReloadableGateway;
  /**
   * Takes another supergraph into use; requests under way finish on the one they began with.
   * Answers false, and goes on with the one in use, when this one cannot be used.
   */
  reload(supergraphSdl: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Makes the federation engine that the configuration asks for. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { config, supergraphSdl, log, observe } = options;
  // Subgraphs elsewhere may begin after the gateway; those of this process are as they are.
  assertSound(
    unserved(supergraphSdl, localShapes(options.schemas, Object.keys(config.subgraphUrls))),
  );
  const keys = { inUse: entityKeys(supergraphSdl) };
  const { sources, close } = await connectSources(options, keys);
  const outage: OutageRules = {
    isEvidence,
    report: (subgraph, error) => {
      options.onOutage?.(subgraph);
      log.error({ subgraph, err: error }, 'subgraph failed');
    },
  };
  const stock = { sources, outage, log };
  const gateway =
    config.engine === 'apollo'
      ? await createStockGateway({ ...stock, supergraphSdl })
      : new CompiledGateway<RequestContext>({
          supergraphSdl,
          sources,
          outage,
          createPlanner: createPlanners((event, death) => {
            observe?.(event);
            if (death) log.error({ ...death }, "the planner's process ended; another one begins");
          }, options.planners),
          callerOf: ({ caller, identity }) => caller ?? identity?.subject ?? '',
          createFallback: (sdl) => createStockEngine({ ...stock, supergraphSdl: sdl }),
          ...(observe ? { observe } : {}),
        });
  return {
    gateway,
    close,
    async reload(sdl) {
      const before = keys.inUse;
      try {
        assertServed(sdl, sources);
        const remote = Object.keys(config.subgraphUrls);
        const shapes = await shapesOfAll(options.schemas, remote, sources);
        assertSound([...unserved(sdl, shapes), ...broken(sdl, options.operations ?? [])]);
        keys.inUse = entityKeys(sdl);
        await gateway.reload(sdl);
      } catch (error) {
        keys.inUse = before;
        log.error({ err: error }, 'supergraph refused; the one in use stays');
        observe?.('reload-refused');
        return false;
      }
      log.info('supergraph replaced');
      observe?.('reload');
      return true;
    },
  };
}

function assertSound(faults: readonly string[]): void {
  if (faults.length > 0)
    throw new Error(`The supergraph does not fit its subgraphs: ${faults.join('; ')}`);
}

/** A planner takes any schema for a supergraph of no subgraphs. */
function assertServed(supergraphSdl: string, sources: object): void {
  const names = subgraphsOf(supergraphSdl);
  if (names.length === 0) throw new Error('This is not a supergraph');
  const unknown = names.filter((name) => !(name in sources));
  if (unknown.length > 0) throw new Error(`No source for ${unknown.join(', ')}`);
}

/** A source for every subgraph: in this process, or where the configuration says. */
async function connectSources(
  options: EngineOptions,
  keys: { readonly inUse: EntityKeys },
): Promise<{
  readonly sources: Readonly<Record<string, SubgraphSource<RequestContext>>>;
  readonly close: () => Promise<void>;
}> {
  const { config, remoteHeaders, deadlineMs = SUBGRAPH_DEADLINE_MS } = options;
  const sources: Record<string, SubgraphSource<RequestContext>> = {};
  for (const [name, schema] of Object.entries(options.schemas))
    sources[name] = withDeadline(localSource<RequestContext>(schema), deadlineMs);
  const remotes: RemoteSource<RequestContext>[] = [];
  const urls = Object.entries(config.subgraphUrls);
  if (urls.length > 0) {
    // Loaded here: most hubs have no remote subgraph, and start sooner without an HTTP client.
    const { remoteSource } = await import('./remote-source.ts');
    for (const [name, url] of urls) {
      const remote = remoteSource<RequestContext>({
        url,
        deadlineMs,
        ...(options.onUnreadable ? { onUnreadable: options.onUnreadable } : {}),
        ...(remoteHeaders
          ? { headers: (context) => remoteHeaders(context, name as SubgraphName) }
          : {}),
      });
      remotes.push(remote);
      sources[name] = withEntityKeys(remote, () => keys.inUse.get(name));
    }
  }
  const { tracing, onFetch } = options;
  if (onFetch)
    for (const [name, source] of Object.entries(sources))
      sources[name] = timed(name, source, onFetch);
  if (tracing)
    for (const [name, source] of Object.entries(sources))
      sources[name] = traced(name, source, tracing);
  return {
    sources,
    close: async () => {
      await Promise.all(remotes.map((remote) => remote.close()));
    },
  };
}
