import { createEngine } from '../../gateway/executor/index.ts';
import { readSupergraph } from '../../gateway/executor/supergraph.ts';
import { startGraphql } from '../../gateway/graphql/apollo.ts';
import { createLog } from '../../gateway/log.ts';
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

/** Milliseconds after which a subgraph counts as down. */
const DEADLINE_MS = 2_000;

/** Starts it; the subgraph `down`, if any, is where nobody answers. */
export async function testGateway(
  graph: TestGraph,
  engine: EngineName,
  down?: 'certificates' | 'bodies',
): Promise<TestGateway> {
  const log = createLog({ logLevel: 'silent' });
  const federation = await createEngine({
    config: { engine, subgraphUrls: down === undefined ? {} : { [down]: NOBODY } },
    supergraphSdl: readSupergraph(),
    schemas: Object.fromEntries(
      Object.entries(graph.subgraphs).map(([name, { schema }]) => [name, schema]),
    ),
    log,
    deadlineMs: DEADLINE_MS,
  });
  const { server } = await startGraphql({
    engine: federation.gateway,
    log,
    feedUrl: 'https://x/feed',
  });
  return {
    ask: async (query, variables = {}) => {
      const { body } = await server.executeOperation(
        { query, variables },
        { contextValue: context(graph.now) },
      );
      if (body.kind !== 'single') throw new Error('One result was expected');
      return JSON.parse(JSON.stringify(body.singleResult)) as Given;
    },
    stop: async () => {
      await server.stop();
      await federation.close();
    },
  };
}
