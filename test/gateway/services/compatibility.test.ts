import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, Kind, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { FastifyInstance } from 'fastify';
import { CompiledGateway } from '../../../gateway/executor/compiled/gateway.ts';
import { createPlanners } from '../../../gateway/executor/compiled/planning/planners.ts';
import { remoteSource } from '../../../gateway/executor/remote-source.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { createMetrics } from '../../../gateway/observability/metrics.ts';
import { createSubgraphService } from '../../../gateway/services/server.ts';
import { readSchemaFile } from '../../../lib/installation.ts';
import { context, testGraph } from '../../subgraphs/graph.ts';
import type { TestGraph } from '../../subgraphs/graph.ts';
import { ask } from '../executor/compiled/ask.ts';

/**
 * What Apollo's subgraph compatibility suite looks at, in two small subgraphs of measuring
 * instruments that are served and joined as ours are.
 */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires", "@provides", "@shareable", "@tag", "@override", "@inaccessible"])`;
const SDL = {
  instruments: `${LINK}
    type Query { instrument(id: ID!): Instrument  recent: [Instrument!]! }
    type Instrument
      @key(fields: "id") @key(fields: "serial maker { id }") @key(fields: "model { name year }") {
      id: ID!
      serial: String!
      model: Model!
      maker: Maker! @provides(fields: "name")
      range: Range
      note: String @tag(name: "internal")
      stockCode: String @inaccessible
    }
    type Model @shareable { name: String!  year: Int! }
    type Range @shareable { low: Float!  high: Float! }
    type Maker @key(fields: "id") { id: ID!  name: String @external  country: String  founded: Int @external
      age: Int @requires(fields: "founded") }`,
  makers: `${LINK}
    type Query { maker(id: ID!): Maker }
    type Maker @key(fields: "id") {
      id: ID!
      name: String @shareable
      country: String @override(from: "instruments")
      founded: Int
    }
    type Range @shareable { low: Float!  high: Float! }`,
} as const;

const INSTRUMENT = {
  __typename: 'Instrument',
  id: 'i1',
  serial: 'S-1',
  model: { name: 'Caliper', year: 1998 },
  maker: { __typename: 'Maker', id: 'm1', name: 'provided' },
  range: { low: 0, high: 150 },
  note: 'bench 2',
  stockCode: 'X',
};
type Key = Readonly<Record<string, unknown>>;

const RESOLVERS = {
  instruments: {
    Query: { instrument: () => INSTRUMENT, recent: () => [INSTRUMENT, INSTRUMENT] },
    Instrument: {
      __resolveReference: ({ id, serial, maker, model }: Key) =>
        id === 'i1' ||
        (serial === 'S-1' && (maker as Key)['id'] === 'm1') ||
        ((model as Key | undefined)?.['name'] === 'Caliper' && (model as Key)['year'] === 1998)
          ? INSTRUMENT
          : null,
    },
    Maker: {
      country: () => 'of the old owner',
      age: ({ founded }: Key) => 2026 - Number(founded),
    },
  },
  makers: {
    Query: { maker: ({ id }: Key) => ({ id }) },
    Maker: { name: () => 'fetched', country: () => 'CH', founded: () => 1926 },
  },
};

const log = createLog({ logLevel: 'silent' });
const metrics = createMetrics();
const services = new Map<keyof typeof SDL, FastifyInstance>();
const sources = new Map<string, ReturnType<typeof remoteSource<object>>>();
let gateway: CompiledGateway<object>;

async function serve(name: keyof typeof SDL): Promise<void> {
  const typeDefs = parse(SDL[name]);
  const schema = buildSubgraphSchema({ typeDefs, resolvers: RESOLVERS[name] });
  const app = createSubgraphService({
    subgraph: { name: 'bodies', schema },
    config: { publicUrl: 'http://localhost', metricsPort: undefined },
    authenticate: () => Promise.resolve(null),
    log,
    metrics,
    now: () => new Date(),
    isReady: () => true,
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  services.set(name, app);
  sources.set(name, remoteSource({ url: `${address}/graphql` }));
}

beforeAll(async () => {
  await serve('instruments');
  await serve('makers');
  const composed = composeServices(
    Object.entries(SDL).map(([name, sdl]) => ({ name, url: '', typeDefs: parse(sdl) })),
  );
  expect(composed.errors ?? []).toEqual([]);
  gateway = new CompiledGateway({
    supergraphSdl: composed.supergraphSdl ?? '',
    sources: Object.fromEntries(sources),
    createPlanner: createPlanners(() => undefined),
  });
});
afterAll(async () => {
  for (const source of sources.values()) await source.close();
  for (const app of services.values()) await app.close();
  metrics.close();
});

/** Asks one subgraph directly, as a router would. */
async function subgraph(
  name: keyof typeof SDL,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
) {
  const response = await services.get(name)?.inject({
    method: 'POST',
    url: '/graphql',
    headers,
    payload: { query, variables },
  });
  return response?.json<{
    data?: Record<string, unknown>;
    errors?: unknown;
    extensions?: unknown;
  }>();
}

const entities = (fields: string) =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Instrument { ${fields} } } }`;

describe('a subgraph service, as Apollo tests them', () => {
  it.each(['instruments', 'makers'] as const)(
    'shows the SDL of %s, links included',
    async (name) => {
      const answer = await subgraph(name, '{ _service { sdl } }');
      const { sdl } = answer?.data?.['_service'] as { sdl: string };
      expect(sdl).toContain('@link(url: "https://specs.apollo.dev/federation/v2.3"');
      expect(sdl).toContain('@key(fields: "id")');
    },
  );

  it.each<[string, object]>([
    ['a single key', { id: 'i1' }],
    ['a composite key', { serial: 'S-1', maker: { id: 'm1' } }],
    ['a key of nested fields', { model: { name: 'Caliper', year: 1998 } }],
  ])('finds an entity by %s', async (_, key) => {
    const variables = { r: [{ __typename: 'Instrument', ...key }] };
    expect(await subgraph('instruments', entities('id'), variables)).toEqual({
      data: { _entities: [{ id: 'i1' }] },
    });
  });

  it('answers null for an entity that it does not hold, beside those that it does', async () => {
    const r = [
      { __typename: 'Instrument', id: 'none' },
      { __typename: 'Instrument', id: 'i1' },
    ];
    expect(await subgraph('instruments', entities('id'), { r })).toEqual({
      data: { _entities: [null, { id: 'i1' }] },
    });
  });

  it('refuses an entity of a type that it does not have', async () => {
    const answer = await subgraph('instruments', entities('id'), {
      r: [{ __typename: 'Nothing' }],
    });
    expect(answer?.errors).toHaveLength(1);
    expect(answer?.data ?? null).toBeNull();
  });

  it('traces nothing inline (ftv1), even when asked to', async () => {
    const headers = { 'apollo-federation-include-trace': 'ftv1' };
    const answer = await subgraph('instruments', '{ recent { id } }', {}, headers);
    expect(answer).toEqual({ data: { recent: [{ id: 'i1' }, { id: 'i1' }] } });
  });
});

describe('a supergraph of such services', () => {
  it('completes @requires from the other subgraph', async () => {
    expect(await ask(gateway, '{ instrument(id: "i1") { maker { age } } }')).toEqual({
      data: { instrument: { maker: { age: 100 } } },
    });
  });

  it('takes what a subgraph @provides without asking further', async () => {
    expect(await ask(gateway, '{ instrument(id: "i1") { maker { name } } }')).toEqual({
      data: { instrument: { maker: { name: 'provided' } } },
    });
  });

  it('takes a field from the subgraph that overrides it', async () => {
    expect(await ask(gateway, '{ instrument(id: "i1") { maker { country } } }')).toEqual({
      data: { instrument: { maker: { country: 'CH' } } },
    });
  });

  it('shares value types, and shows tagged fields', async () => {
    expect(
      await ask(gateway, '{ instrument(id: "i1") { note range { high } model { year } } }'),
    ).toEqual({
      data: { instrument: { note: 'bench 2', range: { high: 150 }, model: { year: 1998 } } },
    });
  });

  it('hides what is @inaccessible', async () => {
    const { errors } = await ask(gateway, '{ instrument(id: "i1") { stockCode } }');
    expect(errors?.[0]?.message).toContain('Cannot query field "stockCode"');
  });
});

describe("the hub's own subgraphs", () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await testGraph();
  });
  afterAll(() => graph.close());

  const NAMES = ['certificates', 'bodies', 'agreements'] as const;
  /** Types that a subgraph resolves by a key of one field, with that field. */
  const keysOf = (document: DocumentNode): [type: string, key: string][] =>
    document.definitions.flatMap((definition) => {
      if (!('directives' in definition) || !('fields' in definition)) return [];
      return (definition.directives ?? []).flatMap(({ name, arguments: given = [] }) => {
        const of = (argument: string) => given.find((one) => one.name.value === argument)?.value;
        const fields = of('fields');
        const resolvable = of('resolvable');
        if (name.value !== 'key' || fields?.kind !== Kind.STRING) return [];
        if (resolvable?.kind === Kind.BOOLEAN && !resolvable.value) return [];
        const type = (definition.name as { value: string }).value;
        return [[type, fields.value]] as [string, string][];
      });
    });
  const run = async (name: (typeof NAMES)[number], source: string, variableValues = {}) =>
    execute({
      schema: graph.subgraphs[name].schema,
      document: parse(source),
      contextValue: context(graph.now),
      variableValues,
    });

  it.each(NAMES)('shows the SDL of %s as it is committed', async (name) => {
    const { data } = await run(name, '{ _service { sdl } }');
    const { sdl } = data?.['_service'] as { sdl: string };
    const committed = parse(readSchemaFile(`${name}.graphql`), { noLocation: true });
    expect(keysOf(parse(sdl))).toEqual(keysOf(committed));
    expect(sdl).toContain('@link(url: "https://specs.apollo.dev/federation/v2.3"');
  });

  it.each(NAMES)('resolves every entity of %s by each of its keys', async (name) => {
    const keys = keysOf(parse(readSchemaFile(`${name}.graphql`))).filter(
      ([type]) => !type.startsWith('Recognition'), // keyed by a question, which must be one of ours
    );
    expect(keys.length).toBeGreaterThan(0);
    const r = keys.map(([type, key]) => ({ __typename: type, [key]: 'ZZ' }));
    const { data, errors } = await run(
      name,
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      { r },
    );
    expect(errors ?? []).toEqual([]);
    expect(data?.['_entities']).toHaveLength(keys.length);
  });
});
