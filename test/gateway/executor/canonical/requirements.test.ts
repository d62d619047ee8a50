import { beforeAll, describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createApolloPlanner } from '../../../../gateway/executor/compiled/planning/apollo-planner.ts';
import { CompiledGateway } from '../../../../gateway/executor/compiled/gateway.ts';
import { noOutageRules } from '../../../../gateway/executor/compiled/outage.ts';
import { createPlanners } from '../../../../gateway/executor/compiled/planning/planners.ts';
import { localSource } from '../../../../gateway/executor/local-source.ts';
import { createStockGateway } from '../../../../gateway/executor/stock.ts';
import { createLog } from '../../../../gateway/observability/log.ts';
import type { RequestContext } from '../../../../subgraphs/federation/subgraph.ts';
import { asker } from './asked.ts';
import type { Ask } from './asked.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires"])';
const RATES: Readonly<Record<string, number>> = { EUR: 1, USD: 2, CNY: 8 };

/** One subgraph prices, the other charges by prices in a currency of its own. */
const SUBGRAPHS = [
  {
    name: 'prices',
    typeDefs: parse(`${LINK}
      type Query { item: Item }
      type Item @key(fields: "id") { id: ID!  price(currency: String = "EUR"): Int }`),
    resolvers: {
      Query: { item: () => ({ id: 'i' }) },
      Item: { price: (_: unknown, { currency }: { currency: string }) => RATES[currency] },
    },
  },
  {
    name: 'charges',
    typeDefs: parse(`${LINK}
      type Item @key(fields: "id") {
        id: ID!
        price(currency: String = "EUR"): Int @external
        postage: Int @requires(fields: "price(currency: \\"USD\\")")
        duty: Int @requires(fields: "price(currency: \\"CNY\\")")
      }`),
    resolvers: {
      Item: {
        postage: ({ price }: { price: number }) => price * 10,
        duty: ({ price }: { price: number }) => price * 100,
      },
    },
  },
];

const composed = composeServices(
  SUBGRAPHS.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}` })),
);
const supergraphSdl = composed.supergraphSdl ?? '';
const sources = Object.fromEntries(
  SUBGRAPHS.map(({ name, typeDefs, resolvers }) => [
    name,
    localSource<RequestContext>(buildSubgraphSchema({ typeDefs, resolvers: resolvers })),
  ]),
);
const log = createLog({ logLevel: 'silent' });

const GATEWAYS = {
  hive: () =>
    Promise.resolve(
      new CompiledGateway({
        supergraphSdl,
        sources,
        createPlanner: createPlanners(() => undefined),
      }),
    ),
  apollo: () =>
    Promise.resolve(
      new CompiledGateway({ supergraphSdl, sources, createPlanner: createApolloPlanner }),
    ),
  stock: () => createStockGateway({ supergraphSdl, sources, outage: noOutageRules, log }),
} as const;

describe.each(['hive', 'apollo', 'stock'] as const)('%s', (engine) => {
  let ask: Ask;
  beforeAll(async () => {
    ask = await asker(await GATEWAYS[engine](), () => ({}));
  });

  it.each([
    ['{ item { postage price(currency: "EUR") } }', { postage: 20, price: 1 }],
    [
      '{ item { price(currency: "CNY") postage usd: price(currency: "USD") } }',
      { price: 8, postage: 20, usd: 2 },
    ],
    ['{ item { price: postage postage: price } }', { price: 20, postage: 1 }],
    ['{ item { price: duty id: price } }', { price: 800, id: 1 }],
  ])('keeps what a caller asks for from what a field requires: %s', async (query, item) => {
    expect(await ask(query, {})).toBe(JSON.stringify({ data: { item }, failed: false }));
  });

  it('never gives a field what another requires', async () => {
    const answer = await ask('{ item { postage duty } }', {}).catch(String);
    if (engine === 'hive')
      expect(answer).toBe(
        JSON.stringify({ data: { item: { postage: 20, duty: 800 } }, failed: false }),
      );
    else if (engine === 'apollo') expect(answer).toContain('ask for them in two operations');
    else expect(answer).toBe(JSON.stringify({ data: null, failed: true }));
  });
});
