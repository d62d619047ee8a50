import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { makeExecutableSchema } from '@graphql-tools/schema';
import fc from 'fast-check';
import { execute, parse, printSchema, validate } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createApolloPlanner } from '../../../../gateway/executor/compiled/planning/apollo-planner.ts';
import { CompiledGateway } from '../../../../gateway/executor/compiled/gateway.ts';
import { createPlanners } from '../../../../gateway/executor/compiled/planning/planners.ts';
import type { PlannerFactory } from '../../../../gateway/executor/compiled/planning/planner.ts';
import { localSource } from '../../../../gateway/executor/local-source.ts';
import { randomQuery } from './operations.ts';
import { openShop } from './shop.ts';

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<Answer>;
interface Answer {
  readonly data: unknown;
  /** Which failing null is reported first is open; that there is an error is not. */
  readonly failed: boolean;
}

/** Random operations per planner; `EXECUTOR_RUNS=5000` for a long look. */
const RUNS = Number(process.env['EXECUTOR_RUNS'] ?? 60);

const say = (): void => undefined;
const logger = { debug: say, info: say, warn: say, error: say };

const answerOf = ({ data, errors = [] }: ExecutionResult): Answer => ({
  data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
  failed: errors.length > 0,
});

async function serve(
  gateway: ConstructorParameters<typeof ApolloServer>[0]['gateway'],
): Promise<Ask> {
  const server = new ApolloServer({ gateway: gateway as never, logger });
  await server.start();
  return async (query, variables) => {
    const { body } = await server.executeOperation({ query, ...(variables && { variables }) });
    if (body.kind !== 'single') throw new Error('one answer expected');
    return answerOf(body.singleResult as ExecutionResult);
  };
}

function compiledGateway(createPlanner: PlannerFactory): CompiledGateway<unknown> {
  const { supergraphSdl, subgraphs } = openShop();
  const sources = Object.fromEntries(
    [...subgraphs].map(([name, schema]) => [name, localSource(schema)]),
  );
  return new CompiledGateway({ supergraphSdl, sources, createPlanner });
}

function stockGateway(): ApolloGateway {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const { supergraphSdl, subgraphs } = openShop();
  return new ApolloGateway({
    supergraphSdl,
    logger,
    buildService({ name }) {
      const schema = subgraphs.get(name);
      if (!schema) throw new Error(`no subgraph ${name}`);
      return new LocalGraphQLDataSource(schema);
    },
  });
}

/** The same data behind one ordinary schema, executed by graphql-js: what is right. */
async function ordinary(): Promise<{ ask: Ask; schema: GraphQLSchema }> {
  const { supergraphSdl, resolvers } = openShop();
  const { apiSchema } = await createApolloPlanner(supergraphSdl);
  const schema = makeExecutableSchema({
    typeDefs: printSchema(apiSchema),
    resolvers: resolvers as never,
    resolverValidationOptions: { requireResolversToMatchSchema: 'ignore' },
  });
  const ask: Ask = async (query, variableValues) =>
    answerOf(
      await execute({ schema, document: parse(query), variableValues: variableValues ?? {} }),
    );
  return { ask, schema };
}

const OPERATIONS: readonly (readonly [string, string, Record<string, unknown>?])[] = [
  ['one subgraph', '{ products { id name category } }'],
  ['three subgraphs', '{ products(first: 2) { name label price maker { name country } } }'],
  [
    'an argument of an entity field',
    '{ product(id: "p1") { eur: price cny: price(currency: "CNY") } }',
  ],
  ['a missing entity', '{ product(id: "none") { price } }'],
  ['a failing non-null field', '{ products { id price } product(id: "p3") { id price } }'],
  [
    'an interface over subgraphs',
    '{ product(id: "p1") { reviews { id ... on Stars { stars } ... on Words { text product { name } } } } }',
  ],
  [
    'a union with a null',
    '{ hits { __typename ... on Product { label } ... on Maker { country made { id } } } }',
  ],
  [
    'named fragments',
    'query { latest { ...r } } fragment r on Review { product { ...p } } fragment p on Product { name label }',
  ],
  [
    'conditions by variable',
    'query ($on: Boolean!) { product(id: "p1") { name @include(if: $on) label @skip(if: $on) } }',
    { on: true },
  ],
  ['variables with defaults', 'query ($n: Int = 1) { products(first: $n) { id reviews { id } } }'],
  [
    'introspection beside data',
    '{ __typename __schema { queryType { name } } product(id: "p2") { label } }',
  ],
  [
    'a mutation completed by others',
    'mutation { rename(id: "p2", name: "Hammer") { name label price } }',
  ],
  [
    'two mutations in order',
    'mutation { a: rename(id: "p2", name: "A") { name } b: rename(id: "p2", name: "B") { label } }',
  ],
];

describe.each([
  ['Hive', createPlanners(say)],
  ['Apollo', createApolloPlanner],
])("the compiled executor on %s's plans", (_, createPlanner) => {
  let stock: Ask;
  beforeAll(async () => {
    stock = await serve(stockGateway());
  });

  it.each(OPERATIONS)(
    'answers %s as the stock gateway and an ordinary schema do',
    async (...[, query, variables]) => {
      const compiled = await serve(compiledGateway(createPlanner));
      const expected = await (await ordinary()).ask(query, variables);
      expect((await (await serve(stockGateway()))(query, variables)).data).toEqual(expected.data);
      // Often enough that operations are answered interpreted and compiled.
      for (let round = 0; round < 5; round += 1)
        expect(await compiled(query, variables)).toEqual(expected);
    },
  );

  it('answers random operations as an ordinary schema does', async () => {
    const compiled = await serve(compiledGateway(createPlanner));
    const { ask, schema } = await ordinary();
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(randomQuery(schema), async (query) => {
        fc.pre(validate(schema, parse(query)).length === 0);
        answered += 1;
        expect(await compiled(query)).toEqual(await ask(query));
      }),
      { numRuns: RUNS, maxSkipsPerRun: 100 },
    );
    expect(answered).toBeGreaterThanOrEqual(RUNS);
  });

  it('refuses variables of the wrong type before any subgraph is asked', async () => {
    const compiled = await serve(compiledGateway(createPlanner));
    const query = 'query ($n: Int) { products(first: $n) { id } }';
    expect(await compiled(query, { n: 'many' })).toEqual({ data: null, failed: true });
    expect((await stock(query, { n: 'many' })).data).toBeNull();
  });
});
