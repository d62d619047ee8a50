import { ApolloServer } from '@apollo/server';
import { afterAll } from '@jest/globals';
import type { DocumentNode } from 'graphql';
import { createAgreementsSubgraph } from '../../subgraphs/agreements/index.ts';
import type { RuleRepository } from '../../subgraphs/agreements/loaders.ts';
import { createRecognise, type Recognise } from '../../subgraphs/agreements/recognise.ts';
import { createSimulate } from '../../subgraphs/agreements/simulation/index.ts';
import { bodiesBehind, createBodiesSubgraph } from '../../subgraphs/bodies/index.ts';
import { createCertificatesSubgraph } from '../../subgraphs/certificates/index.ts';
import { CompiledGateway } from '../../gateway/executor/compiled/gateway.ts';
import { createPlanners } from '../../gateway/executor/compiled/planning/planners.ts';
import { localSource } from '../../gateway/executor/local-source.ts';
import type { SubgraphCall, SubgraphSource } from '../../gateway/executor/source.ts';
import { readSchemaFile } from '../../lib/installation.ts';
import { installScalars } from '../../subgraphs/federation/scalars.ts';
import {
  buildSubgraph,
  type Identity,
  type RequestContext,
  type Subgraph,
} from '../../subgraphs/federation/subgraph.ts';
import { SUBGRAPHS, type SubgraphName } from '../../subgraphs/registry.ts';
import type { FactKind } from '../../facts/index.ts';
import type { FactModels } from '../../facts/kinds/stored.ts';
import { testStore, type TestStore } from '../facts/store.ts';

/** What a GraphQL request gave. */
export interface Result {
  readonly data: unknown;
  readonly codes: readonly unknown[];
  readonly messages: readonly string[];
}

export interface TestGraph extends TestStore {
  readonly subgraphs: Readonly<Record<SubgraphName, Subgraph>>;
  readonly recognise: Recognise;
  readonly rules: RuleRepository;
  /** Runs an operation on the compiled engine over the committed supergraph. */
  ask(query: string | DocumentNode, variables?: Record<string, unknown>): Promise<Result>;
  /** The clock of requests. */
  now: Date;
  /** Who asks. */
  identity: Identity | null;
  /** What is read from the store from now on, as `method collection`; the ledger's poll left out. */
  watchReads(): readonly string[];
  /** Commits something of no consequence, so that nothing held counts as current. */
  touch(): Promise<void>;
  /** Makes the store fail on every read of a kind; returns how to mend it. */
  lose(kind: FactKind): () => void;
}

export const context = (now: Date): RequestContext => ({
  identity: null,
  requestId: 'test',
  now: () => now,
  cache: new Map(),
});

/** The subgraphs on a store of their own, behind the compiled engine, without limits and masks. */
export async function testGraph(): Promise<TestGraph> {
  const store = await testStore();
  const lost = new Set<FactKind>();
  const sources = {
    models: losing(store.facts.models, lost),
    horizon: store.facts.horizon,
  };
  const bodies = createBodiesSubgraph(sources);
  const agreements = createAgreementsSubgraph(sources);
  const certificates = createCertificatesSubgraph({
    ...sources,
    simulate: createSimulate({
      facts: store.facts,
      rules: agreements.rules,
      bodies: bodies.held,
      bodiesBehind,
      validAttestations: () => Promise.resolve(new Map()),
    }),
  });
  const subgraphs = {
    certificates,
    bodies,
    agreements,
    attestations: buildSubgraph('attestations', {}),
  };
  let touched = 0;
  const server = await gatewayServer();
  const locals = Object.fromEntries(
    Object.values(subgraphs).map(({ name, schema }) => [name, localSource<RequestContext>(schema)]),
  );
  const graph: TestGraph = {
    ...store,
    subgraphs,
    rules: agreements.rules,
    lose: (kind) => {
      lost.add(kind);
      return () => lost.delete(kind);
    },
    watchReads: () => {
      const reads: string[] = [];
      store.facts.ledger.base.set('debug', (collection: string, method: string) => {
        if (collection !== 'ledger') reads.push(`${method} ${collection}`);
      });
      return reads;
    },
    touch: async () => {
      await store.load({ territories: [{ code: `TOUCH-${++touched}`, kind: 'COMPOSITE' }] });
    },
    now: new Date('2026-11-23T12:00:00Z'),
    identity: null,
    recognise: createRecognise({
      rules: agreements.rules,
      certificateEvidence: (numbers) => certificates.evidenceFor(numbers),
      bodyEvidence: (certificate) => bodies.evidenceFor(certificate),
      now: () => graph.now,
    }),
    ask: async (query, variables = {}) => {
      const contextValue = { ...context(graph.now), identity: graph.identity };
      serving.set(contextValue.cache, locals);
      const { body } = await server.executeOperation({ query, variables }, { contextValue });
      if (body.kind !== 'single') throw new Error('One result was expected');
      const { data, errors = [] } = body.singleResult;
      return {
        data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
        codes: errors.map(({ extensions }) => extensions?.['code']),
        messages: errors.map(({ message }) => message),
      };
    },
  };
  return graph;
}

type Sources = Readonly<Record<string, SubgraphSource<RequestContext>>>;

/** The subgraphs that serve a request, by its cache, which Apollo Server does not copy: one gateway, costly to start, serves every test's own. */
const serving = new WeakMap<object, Sources>();
let started: Promise<ApolloServer<RequestContext>> | undefined;
afterAll(async () => {
  await (await started)?.stop(); // ends the planner's process
});

const gatewayServer = (): Promise<ApolloServer<RequestContext>> =>
  (started ??= (async () => {
    const gateway = new CompiledGateway<RequestContext>({
      supergraphSdl: readSchemaFile('supergraph.graphql'),
      sources: Object.fromEntries(SUBGRAPHS.map((name) => [name, sourceOfRequest(name)])),
      createPlanner: createPlanners(() => undefined),
    });
    gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
      installScalars(apiSchema);
    });
    const server = new ApolloServer<RequestContext>({
      gateway,
      logger: silent,
      stopOnTerminationSignals: false,
    });
    await server.start();
    return server;
  })());

/** Prepares an operation for each test's own subgraph when that is first asked. */
function sourceOfRequest(name: string): SubgraphSource<RequestContext> {
  return {
    prepare(operation) {
      const calls = new WeakMap<object, SubgraphCall<RequestContext>>();
      return (variables, given) => {
        const source = serving.get(given.cache)?.[name];
        if (!source) throw new Error(`Nobody serves ${name}`);
        const call = calls.get(source) ?? source.prepare(operation);
        calls.set(source, call);
        return call(variables, given);
      };
    },
  };
}

/** The models, of which those lost throw when they are read. */
function losing(models: FactModels, lost: ReadonlySet<FactKind>): FactModels {
  const entries = Object.entries(models).map(([kind, model]) => [
    kind,
    new Proxy(model, {
      get: (target, property, receiver) => {
        if (property === 'find' && lost.has(kind as FactKind))
          throw Object.assign(new Error(`${kind} is lost`), { name: 'MongoNetworkError' });
        return Reflect.get(target, property, receiver) as unknown;
      },
    }),
  ]);
  return Object.fromEntries(entries) as FactModels;
}

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
