import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { DocumentNode } from 'graphql';
import { createAgreementsSubgraph } from '../../subgraphs/agreements/index.ts';
import { createRecognise, type Recognise } from '../../subgraphs/agreements/recognise.ts';
import { createBodiesSubgraph } from '../../subgraphs/bodies/index.ts';
import { createCertificatesSubgraph } from '../../subgraphs/certificates/index.ts';
import { readSchemaFile } from '../../subgraphs/kit/installation.ts';
import {
  buildSubgraph,
  type RequestContext,
  type Subgraph,
  type SubgraphName,
} from '../../subgraphs/kit/subgraph.ts';
import type { FactKind } from '../../subgraphs/kit/facts/index.ts';
import type { FactModels } from '../../subgraphs/kit/facts/models.ts';
import { testStore, type TestStore } from './kit/facts/store.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';

/** What a GraphQL request gave. */
export interface Result {
  readonly data: unknown;
  readonly codes: readonly unknown[];
  readonly messages: readonly string[];
}

export interface TestGraph extends TestStore {
  readonly subgraphs: Readonly<Record<SubgraphName, Subgraph>>;
  readonly recognise: Recognise;
  /** Runs an operation on the stock Apollo gateway over the committed supergraph. */
  ask(query: string | DocumentNode, variables?: Record<string, unknown>): Promise<Result>;
  /** The clock of requests. */
  now: Date;
  /** The subgraphs that fail when asked. */
  readonly down: Set<SubgraphName>;
  /** Makes the store fail on every read of a kind. */
  lose(kind: FactKind): void;
}

export const context = (now: Date): RequestContext => ({
  identity: null,
  requestId: 'test',
  now: () => now,
  cache: new Map(),
});

/** The subgraphs on a store of their own, behind the stock Apollo gateway: the reference. */
export async function testGraph(): Promise<TestGraph> {
  const store = await testStore();
  const lost = new Set<FactKind>();
  const sources = {
    models: losing(store.facts.models, lost),
    horizon: store.facts.horizon,
  };
  const certificates = createCertificatesSubgraph(sources);
  const bodies = createBodiesSubgraph(sources);
  const agreements = createAgreementsSubgraph(sources);
  const subgraphs = {
    certificates,
    bodies,
    agreements,
    attestations: buildSubgraph('attestations', {}),
  };
  const down = new Set<SubgraphName>();
  const gateway = new ApolloGateway({
    supergraphSdl: readSchemaFile('supergraph.graphql'),
    buildService: ({ name }) => source(subgraphs[name as SubgraphName], down),
  });
  const server = new ApolloServer<RequestContext>({ gateway, logger: silent });
  await server.start();
  const graph: TestGraph = {
    ...store,
    subgraphs,
    down,
    lose: (kind) => lost.add(kind),
    now: new Date('2026-11-23T12:00:00Z'),
    recognise: createRecognise({
      rules: agreements.rules,
      certificateEvidence: (numbers) => certificates.evidenceFor(numbers),
      bodyEvidence: (certificate) => bodies.evidenceFor(certificate),
      now: () => graph.now,
    }),
    ask: async (query, variables = {}) => {
      const { body } = await server.executeOperation(
        { query, variables },
        { contextValue: context(graph.now) },
      );
      if (body.kind !== 'single') throw new Error('One result was expected');
      const { data, errors = [] } = body.singleResult;
      return {
        data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
        codes: errors.map(({ extensions }) => extensions?.['code']),
        messages: errors.map(({ message }) => message),
      };
    },
    close: async () => {
      await server.stop();
      await store.close();
    },
  };
  return graph;
}

/** The models, of which those lost throw when they are read. */
function losing(models: FactModels, lost: ReadonlySet<FactKind>): FactModels {
  const entries = Object.entries(models).map(([kind, model]) => [
    kind,
    new Proxy(model, {
      get: (target, property, receiver) => {
        if (property === 'find' && lost.has(kind as FactKind)) throw new Error(`${kind} is lost`);
        return Reflect.get(target, property, receiver) as unknown;
      },
    }),
  ]);
  return Object.fromEntries(entries) as FactModels;
}

function source(subgraph: Subgraph, down: ReadonlySet<SubgraphName>): GraphQLDataSource {
  const local = new LocalGraphQLDataSource(subgraph.schema);
  return {
    process: (options) =>
      down.has(subgraph.name)
        ? Promise.reject(new Error(`${subgraph.name} is down`))
        : local.process(options as Parameters<typeof local.process>[0]),
  };
}

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
