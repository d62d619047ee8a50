import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import fc from 'fast-check';
import { execute, parse, printSchema, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import { createApolloPlanner } from '../../../../gateway/executor/compiled/planning/apollo-planner.ts';
import { CompiledGateway } from '../../../../gateway/executor/compiled/gateway.ts';
import { createPlanners } from '../../../../gateway/executor/compiled/planning/planners.ts';
import type { PlannerFactory } from '../../../../gateway/executor/compiled/planning/planner.ts';
import { noOutageRules } from '../../../../gateway/executor/compiled/outage.ts';
import { localSource } from '../../../../gateway/executor/local-source.ts';
import type { SubgraphSource } from '../../../../gateway/executor/source.ts';
import { createStockGateway } from '../../../../gateway/executor/stock.ts';
import { readSupergraph } from '../../../../gateway/executor/supergraph.ts';
import { createLog } from '../../../../gateway/observability/log.ts';
import { mergeSchemas } from '../../../../scripts/bench/gateway/merged-schema.ts';
import { readSchemaFile } from '../../../../lib/installation.ts';
import type { RequestContext } from '../../../../subgraphs/federation/subgraph.ts';
import { context, testGraph } from '../../../subgraphs/graph.ts';
import { randomQuery } from '../compiled/operations.ts';
import { openShop } from '../compiled/shop.ts';
import { asker, outcome, remote } from './asked.ts';
import type { Ask } from './asked.ts';
import { renamed } from './renamed.ts';

/** Random operations of all; `npm run test:names` asks 20,000. */
const RUNS = Number(process.env['NAMES_RUNS'] ?? 500);

const { facts, question } = JSON.parse(
  readFileSync(new URL('../../../fixtures/cases/CC-01.json', import.meta.url), 'utf8'),
) as { facts: FactsDocument; question: { certificate: string; market: string; asOf: string } };
const quoted = JSON.stringify;
const [certificate, market, asOf] = [question.certificate, question.market, question.asOf].map(
  (text) => quoted(text),
);
const asked = `{ certificate: ${certificate}, market: ${market}, asOf: ${asOf} }`;
const HUB = {
  first: ['1', '2', '$count'],
  number: [String(certificate), '"none"'],
  id: [quoted(facts.bodies?.[0]?.id), quoted(facts.agreements?.[0]?.id), '"none"'],
  market: [String(market), '"NZ"'],
  asOf: [String(asOf)],
  date: [String(asOf)],
  from: [String(asOf)],
  to: ['"2030-01-01"'],
  code: [String(market), '"EU"'],
  question: [asked],
  questions: [`[${asked}, ${asked}]`],
  locale: ['zh'],
};

/** A supergraph with what is right by it: one ordinary schema. */
interface World {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly context: () => RequestContext;
  readonly ordinary: GraphQLSchema;
  readonly operations: fc.Arbitrary<string>;
}

const closing: (() => Promise<unknown>)[] = [];
let worlds: readonly World[];
/** What became of planners. */
const events: string[] = [];
/** The gateways over each world. */
let gateways: readonly { readonly name: string; readonly world: World; readonly ask: Ask }[];

async function shop(): Promise<World> {
  const { supergraphSdl, subgraphs, resolvers } = openShop();
  const { apiSchema } = await createApolloPlanner(supergraphSdl);
  const ordinary = makeExecutableSchema({
    typeDefs: printSchema(apiSchema),
    resolvers: resolvers as never,
    resolverValidationOptions: { requireResolversToMatchSchema: 'ignore' },
  });
  const now = new Date();
  return {
    ...{ supergraphSdl, subgraphs, ordinary, context: () => context(now) },
    operations: randomQuery(ordinary),
  };
}

async function hub(): Promise<World> {
  const graph = await testGraph();
  closing.push(() => graph.close());
  await graph.load(facts);
  const subgraphs = Object.entries(graph.subgraphs);
  const ordinary = mergeSchemas(
    readSchemaFile('api.graphql'),
    subgraphs.map(([name, { schema }]) => ({
      name,
      schema,
      sdl: readSchemaFile(`${name}.graphql`),
    })),
  );
  return {
    supergraphSdl: readSupergraph(),
    subgraphs: new Map(subgraphs.map(([name, { schema }]) => [name, schema])),
    ...{ ordinary, context: () => context(graph.now) },
    operations: randomQuery(ordinary, HUB, 3),
  };
}

async function gatewaysOver(world: World) {
  const { supergraphSdl, subgraphs } = world;
  const local: Record<string, SubgraphSource<RequestContext>> = {};
  const overHttp: Record<string, SubgraphSource<RequestContext>> = {};
  for (const [name, schema] of subgraphs) {
    local[name] = localSource(schema);
    const { source, close } = await remote<RequestContext>(schema, world.context);
    overHttp[name] = source;
    closing.push(close);
  }
  const log = createLog({ logLevel: 'silent' });
  const compiled = (sources: typeof local, createPlanner: PlannerFactory) =>
    new CompiledGateway<RequestContext>({ supergraphSdl, sources, createPlanner });
  const stock = (sources: typeof local) =>
    createStockGateway({ supergraphSdl, sources, outage: noOutageRules, log });
  const hive = createPlanners((event) => {
    events.push(event);
  });
  const all = {
    "Hive's planner, local subgraphs": compiled(local, hive),
    "Hive's planner, remote subgraphs": compiled(overHttp, hive),
    "Apollo's planner, local subgraphs": compiled(local, createApolloPlanner),
    "Apollo's planner, remote subgraphs": compiled(overHttp, createApolloPlanner),
    'the stock gateway, local subgraphs': await stock(local),
    'the stock gateway, remote subgraphs': await stock(overHttp),
  };
  return Promise.all(
    Object.entries(all).map(async ([name, gateway]) => {
      closing.push(() => gateway.stop());
      return { name, world, ask: await asker(gateway, world.context) };
    }),
  );
}

beforeAll(async () => {
  worlds = [await shop(), await hub()];
  gateways = (await Promise.all(worlds.map(gatewaysOver))).flat();
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

describe('the names that a caller gives', () => {
  const engines = [
    ...["Hive's planner, local subgraphs", "Hive's planner, remote subgraphs"],
    ...["Apollo's planner, local subgraphs", "Apollo's planner, remote subgraphs"],
    ...['the stock gateway, local subgraphs', 'the stock gateway, remote subgraphs'],
  ];
  const each = engines.flatMap((name) => [0, 1].map((world) => [name, world] as const));

  it.each(each)('change nothing but the names of the answer: %s, world %i', async (name, index) => {
    const found = gateways.find(
      (gateway) => gateway.name === name && gateway.world === worlds[index],
    );
    if (!found) throw new Error(`No ${name}`);
    const { world, ask } = found;
    const schema = world.ordinary;
    let answered = 0;
    let wrong = 0;
    await fc.assert(
      fc.asyncProperty(world.operations, fc.nat(30), async (query, at) => {
        const document = parse(query);
        fc.pre(validate(schema, document).length === 0);
        answered += 1;
        const variables = { no: at % 2 === 0, count: 1 };
        const contextValue = world.context();
        const right = outcome(
          await execute({ schema, document, variableValues: variables, contextValue }),
        );
        const other = renamed(query, variables, at);
        const plain = await ask(query, variables);
        // The stock gateway reports what fails where only another type's selection asks for it (0081).
        if (name.startsWith('the stock')) wrong += plain === right ? 0 : 1;
        else expect(plain).toBe(right);
        const { data, ...rest } = JSON.parse(plain) as { data: unknown };
        const expected = JSON.stringify({ data: other.rename(data), ...rest });
        expect(await ask(other.query, other.variables)).toBe(expected);
      }),
      { numRuns: Math.ceil(RUNS / each.length), maxSkipsPerRun: 100, endOnFailure: true },
    );
    expect(answered).toBeGreaterThanOrEqual(Math.ceil(RUNS / each.length));
    // Hive's planner has no plan for some `@requires` under an interface, whatever the names; it never dies.
    expect(events.filter((event) => event !== 'second-planner')).toEqual([]);
    expect(events.length).toBeLessThan(RUNS / 10);
    expect(wrong).toBeLessThan(3 + answered / 20);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
