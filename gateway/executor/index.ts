import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext, SubgraphName } from '../../subgraphs/kit/subgraph.ts';
import type { Config } from '../config.ts';
import { SUBGRAPH_DEADLINE_MS } from '../limits/index.ts';
import type { Logger } from '../log.ts';
import { CompiledGateway } from './compiled/gateway.ts';
import { createPlanners } from './compiled/planners.ts';
import { withDeadline } from './deadline.ts';
import { outageRules } from './evidence.ts';
import { localSource } from './local-source.ts';
import { remoteSource } from './remote-source.ts';
import type { RemoteSource } from './remote-source.ts';
import type { SubgraphSource } from './source.ts';
import type { Tracing } from '../tracing/index.ts';
import { createStockGateway } from './stock.ts';

/** What an engine tells of its work, for metrics. */
export type EngineEvent = 'hit' | 'miss' | 'fallback' | 'second-planner';

/** What an engine is made of. */
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
  readonly deadlineMs?: number;
  readonly tracing?: Pick<Tracing, 'traced'> | undefined;
}

/** A running engine. */
export interface Engine {
  readonly gateway: GatewayInterface;
  close(): Promise<void>;
}

/** Makes the federation engine that the configuration asks for. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { config, supergraphSdl, log, deadlineMs = SUBGRAPH_DEADLINE_MS } = options;
  const remotes: RemoteSource<RequestContext>[] = [];
  const sources: Record<string, SubgraphSource<RequestContext>> = {};
  for (const [name, schema] of Object.entries(options.schemas))
    sources[name] = withDeadline(localSource<RequestContext>(schema), deadlineMs);
  for (const [name, url] of Object.entries(config.subgraphUrls)) {
    const { remoteHeaders } = options;
    const remote = remoteSource<RequestContext>({
      url,
      deadlineMs,
      ...(remoteHeaders
        ? { headers: (context) => remoteHeaders(context, name as SubgraphName) }
        : {}),
    });
    remotes.push(remote);
    sources[name] = remote;
  }
  const { tracing } = options;
  if (tracing)
    for (const [name, source] of Object.entries(sources))
      sources[name] = tracing.traced(name, source);
  const outage = outageRules((subgraph, error) => {
    options.onOutage?.(subgraph);
    log.error({ subgraph, err: error }, 'subgraph failed');
  });
  const stock = await createStockGateway({ supergraphSdl, sources, outage, log });
  const gateway =
    config.engine === 'apollo' ? stock : await compiled({ ...options, sources, outage, stock });
  return {
    gateway,
    close: async () => {
      await Promise.all(remotes.map((remote) => remote.close()));
    },
  };
}

async function compiled(
  options: EngineOptions & {
    sources: Readonly<Record<string, SubgraphSource<RequestContext>>>;
    outage: ReturnType<typeof outageRules>;
    stock: GatewayInterface;
  },
): Promise<GatewayInterface> {
  const { supergraphSdl, sources, outage, observe } = options;
  const { executor: fallback } = await options.stock.load({ apollo: {} });
  return new CompiledGateway<RequestContext>({
    supergraphSdl,
    sources,
    outage,
    createPlanner: createPlanners(() => observe?.('second-planner')),
    ...(fallback ? { fallback } : {}),
    ...(observe ? { observe } : {}),
  });
}
