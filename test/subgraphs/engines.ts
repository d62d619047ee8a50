import { createEngine } from '../../gateway/executor/index.ts';
import type { EngineOptions } from '../../gateway/executor/index.ts';
import { readSupergraph } from '../../gateway/executor/supergraph.ts';
import { startGraphql } from '../../gateway/graphql/service.ts';
import { createLog } from '../../gateway/observability/log.ts';
import { context, type TestGraph } from './graph.ts';

export type EngineName = 'compiled' | 'apollo';
export const ENGINES: readonly EngineName[] = ['compiled', 'apollo'];

/** What an operation gave. */
export interface Given {
  readonly data: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** A gateway with one of our engines over the subgraphs of a test graph. */
export interface TestGateway {
  ask(query: string, variables?: Record<string, unknown>): Promise<Given>;
  stop(): Promise<void>;
}

/** Nobody listens there (discard). */
const NOBODY = 'http://127.0.0.1:9/graphql';

/** Milliseconds after which a subgraph counts as down: one that is, and one that a busy machine holds up. */
const DEADLINE_MS = { down: 2_000, up: 30_000 };

/** Starts it; the subgraph `down`, if any, is where nobody answers. */
export const testGateway = (
  graph: TestGraph,
  engine: EngineName,
  down?: 'certificates' | 'bodies',
): Promise<TestGateway> =>
  down === undefined
    ? gatewayOver(graph, engine, {}, DEADLINE_MS.up)
    : gatewayOver(graph, engine, { [down]: NOBODY }, DEADLINE_MS.down);

/** Starts it with some subgraphs at other addresses. */
export async function gatewayOver(
  graph: TestGraph,
  engine: EngineName,
  subgraphUrls: EngineOptions['config']['subgraphUrls'],
  deadlineMs: number,
  watch: Pick<EngineOptions, 'onOutage' | 'onUnreadable'> = {},
): Promise<TestGateway> {
  const log = createLog({ logLevel: 'silent' });
  const federation = await createEngine({
    config: { engine, subgraphUrls },
    supergraphSdl: readSupergraph(),
    schemas: Object.fromEntries(
      Object.entries(graph.subgraphs).map(([name, { schema }]) => [name, schema]),
    ),
    log,
    deadlineMs,
    ...watch,
  });
  const graphql = await startGraphql({
    engine: federation.gateway,
    pipeline: engine,
    log,
    feedUrl: 'https://x/feed',
  });
  return {
    ask: async (query, variables = {}) => {
      const { errors, data } = await graphql.answer({ query, variables }, context(graph.now));
      return JSON.parse(JSON.stringify({ errors, data })) as Given;
    },
    stop: async () => {
      await graphql.stop();
      await federation.close();
    },
  };
}
