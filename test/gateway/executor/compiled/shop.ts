/**
 * A small federated world with everything that plans are made of: entities over three subgraphs,
 * `@requires`, `@provides`, an interface, a union, lists, arguments, mutations and failing fields.
 * The same data also serve one ordinary schema, which says what the right answer is.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLFieldResolver, GraphQLSchema } from 'graphql';

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends infer M
  ? M extends { resolvers?: infer R }
    ? R
    : never
  : never;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])`;

const SDL = {
  catalogue: `${LINK}
    type Query { products(first: Int = 3): [Product!]!  product(id: ID!): Product  hits: [Hit] }
    type Mutation { rename(id: ID!, name: String!): Product }
    union Hit = Product | Maker
    enum Category { TOY TOOL }
    type Product @key(fields: "id") {
      id: ID!  name: String  category: Category!  related: [Product]
      maker: Maker @provides(fields: "name")
    }
    type Maker @key(fields: "id") { id: ID!  name: String @external }`,
  makers: `${LINK}
    type Query { makers: [Maker!]! }
    type Maker @key(fields: "id") { id: ID!  name: String @shareable  country: String!  made: [Product!]! }
    type Product @key(fields: "id") { id: ID! }`,
  opinions: `${LINK}
    type Query { latest: Review }
    interface Review { id: ID!  product: Product }
    type Stars implements Review { id: ID!  product: Product  stars: Int! }
    type Words implements Review { id: ID!  product: Product  text: String }
    type Product @key(fields: "id") {
      id: ID!  name: String @external
      price(currency: String = "EUR"): Float!
      label: String @requires(fields: "name")
      reviews: [Review!]
    }`,
} as const;

interface Product {
  readonly id: string;
  name: string | null;
  readonly category: string;
  readonly related: readonly (string | null)[];
  readonly maker: string | null;
  readonly price: number;
  readonly reviews: readonly string[] | null;
}

const PRODUCTS: readonly Readonly<Product>[] = [
  {
    id: 'p1',
    name: 'Top',
    category: 'TOY',
    related: ['p2', null],
    maker: 'm1',
    price: 3,
    reviews: ['r1', 'r2'],
  },
  { id: 'p2', name: null, category: 'TOOL', related: [], maker: null, price: 7.5, reviews: null },
  {
    id: 'p3',
    name: 'Saw',
    category: 'TOOL',
    related: ['p1', 'p3'],
    maker: 'm2',
    price: -1,
    reviews: ['r3'],
  },
];
const MAKERS = [
  { id: 'm1', name: 'Ada', country: 'GB' },
  { id: 'm2', name: null, country: 'CN' },
];
const REVIEWS = [
  { __typename: 'Stars', id: 'r1', product: 'p1', stars: 4 },
  { __typename: 'Words', id: 'r2', product: 'p1', text: 'spins' },
  { __typename: 'Stars', id: 'r3', product: 'p3', stars: 5 },
];

interface Shop {
  readonly resolvers: Readonly<
    Record<string, Record<string, GraphQLFieldResolver<never, unknown>>>
  >;
  /** Entities by key. */
  readonly find: Readonly<Record<string, (id: string) => object | null>>;
}

/** A fresh copy of the data with the resolvers of all fields over it. */
function stock(): Shop {
  const products = PRODUCTS.map((product): Product => ({ ...product }));
  const product = (id: string | null): Product | null =>
    products.find((candidate) => candidate.id === id) ?? null;
  const maker = (id: string | null) => MAKERS.find((candidate) => candidate.id === id) ?? null;
  const review = (id: string) => REVIEWS.find((candidate) => candidate.id === id);
  const typeOf = (value: object): string =>
    '__typename' in value ? String(value.__typename) : 'category' in value ? 'Product' : 'Maker';
  const full = ({ id }: { id: string }): Product => {
    const found = product(id);
    if (!found) throw new Error(`no product ${id}`);
    return found;
  };
  const resolvers = {
    Query: {
      products: (_: never, { first }: { first: number }) => products.slice(0, first),
      product: (_: never, { id }: { id: string }) => product(id),
      hits: () => [product('p1'), maker('m2'), null, product('p3')],
      makers: () => MAKERS,
      latest: () => review('r3'),
    },
    Mutation: {
      rename: (_: never, { id, name }: { id: string; name: string }) => {
        const found = product(id);
        if (found) found.name = name;
        return found;
      },
    },
    Hit: { __resolveType: typeOf },
    Review: { __resolveType: typeOf },
    Stars: { product: (value: { product: string }) => product(value.product) },
    Words: { product: (value: { product: string }) => product(value.product) },
    Product: {
      related: (value: Product) => value.related.map(product),
      maker: (value: Product) => maker(value.maker),
      price: (value: Product, { currency }: { currency: string }) => {
        const { price } = full(value);
        if (price < 0) throw new Error('no price');
        return currency === 'CNY' ? price * 8 : price;
      },
      label: (value: Product) => (value.name === null ? null : `~${value.name}~`),
      reviews: (value: Product) => full(value).reviews?.map(review) ?? null,
    },
    Maker: {
      made: (value: { id: string }) => products.filter((candidate) => candidate.maker === value.id),
    },
  };
  return {
    resolvers: resolvers,
    find: { Product: product, Maker: maker },
  };
}

/** The parts of the resolvers that a subgraph's own types and fields need. */
function ownResolvers(typeDefs: DocumentNode, shop: Shop): Record<string, Record<string, unknown>> {
  const own: Record<string, Record<string, unknown>> = {};
  for (const definition of typeDefs.definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      own[definition.name.value] = shop.resolvers[definition.name.value] ?? {};
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    )
      continue;
    const type = definition.name.value;
    const fields = new Set(definition.fields?.map((field) => field.name.value));
    const find = shop.find[type];
    own[type] = {
      ...Object.fromEntries(
        Object.entries(shop.resolvers[type] ?? {}).filter(
          ([field]) => fields.has(field) || field.startsWith('__'),
        ),
      ),
      ...(find && {
        __resolveReference: (key: { id: string }) => {
          const found = find(key.id);
          return found && { ...found, ...key };
        },
      }),
    };
  }
  return own;
}

/** The shop as three subgraphs, their supergraph, and the resolvers of the ordinary schema. */
export function openShop(): {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly resolvers: Shop['resolvers'];
} {
  const shop = stock();
  const subgraphs = new Map<string, GraphQLSchema>();
  for (const [name, sdl] of Object.entries(SDL)) {
    const typeDefs = parse(sdl);
    const resolvers = ownResolvers(typeDefs, shop) as Resolvers;
    subgraphs.set(name, buildSubgraphSchema({ typeDefs, resolvers }));
  }
  const composed = composeServices(
    Object.entries(SDL).map(([name, sdl]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(sdl),
    })),
  );
  if (composed.supergraphSdl === undefined)
    throw new Error(composed.errors.map(({ message }) => message).join('\n'));
  return { supergraphSdl: composed.supergraphSdl, subgraphs, resolvers: shop.resolvers };
}
