import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../../subgraphs/federation/subgraph.ts';

/**
 * A small federated world with the shapes that the gateway cares about: pages, a cycle between two
 * subgraphs, a restricted mutation, and resolvers that can be made to fail or to wait.
 */
const SHELVES = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@composeDirective"])
    @link(url: "https://symbolon.dev/specs/roles/v1.0", import: ["@requiresRole"])
    @composeDirective(name: "@requiresRole")
  directive @requiresRole(scopes: [String!]!) on FIELD_DEFINITION
  type Query {
    book(id: ID!): Book
    certificate(number: String!): Book
    books(first: Int = 20, after: String): BookConnection!
    named(ids: [ID!]!): [Book!]!
    recognitions(questions: [RecognitionQuestion!]!): [Verdict!]!
    fail(how: String!): String
    whoami: String
  }
  input RecognitionQuestion { certificate: String! market: String! asOf: String }
  type Verdict { status: String! }
  type Mutation {
    lend(id: ID!): Book @requiresRole(scopes: ["books:lend"])
    touch: Int!
  }
  type Book @key(fields: "id") { id: ID! title: String! author: Author }
  type Author @key(fields: "id", resolvable: false) { id: ID! }
  type BookConnection { edges: [BookEdge!]! nodes: [Book!]! }
  type BookEdge { node: Book! }
`;

const AUTHORS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Query { author(id: ID!): Author }
  type Author @key(fields: "id") { id: ID! name: String! books(first: Int = 20): BookPage! }
  type BookPage { nodes: [Book!]! }
  type Book @key(fields: "id", resolvable: false) { id: ID! }
`;

/** Errors as they happen inside: with what must never reach a caller. */
export const SECRET = 'mongodb://admin:hunter2@db.internal:27017';

/** What tests turn to make a subgraph misbehave. */
export interface Weather {
  authorsFail: boolean;
  authorsDelayMs: number;
  /** Authors looked up so far. */
  authorsAsked: number;
  lent: string[];
}

const book = (id: string) => ({
  __typename: 'Book',
  id,
  title: `Book ${id}`,
  author: { id: `a${id}` },
});

/** Builds the subgraphs and composes them. */
export function library(): {
  supergraphSdl: string;
  schemas: Record<string, GraphQLSchema>;
  weather: Weather;
} {
  const weather: Weather = { authorsFail: false, authorsDelayMs: 0, authorsAsked: 0, lent: [] };
  const shelves = buildSubgraphSchema({
    typeDefs: parse(SHELVES),
    resolvers: {
      Query: {
        certificate: (_: unknown, { number }: { number: string }) => book(number),
        book: (_: unknown, { id }: { id: string }) => (id === 'none' ? null : book(id)),
        books: (_: unknown, { first }: { first: number }) => {
          const nodes = Array.from({ length: Math.min(first, 5) }, (_item, index) =>
            book(String(index)),
          );
          return { nodes, edges: nodes.map((node) => ({ node })) };
        },
        recognitions: (_: unknown, { questions }: { questions: unknown[] }) =>
          questions.map(() => ({ status: 'RECOGNISED' })),
        named: (_: unknown, { ids }: { ids: string[] }) => ids.map(book),
        fail: (_: unknown, { how }: { how: string }) => {
          throw new Error(`${how} ${SECRET}`);
        },
        whoami: (_: unknown, __: unknown, context: unknown) =>
          (context as RequestContext).identity?.subject ?? null,
      },
      Mutation: {
        lend: (_: unknown, { id }: { id: string }) => {
          weather.lent.push(id);
          return book(id);
        },
        touch: () => 1,
      },
      Book: { __resolveReference: ({ id }: { id: string }) => book(id) },
    },
  });
  const authors = buildSubgraphSchema({
    typeDefs: parse(AUTHORS),
    resolvers: {
      Query: { author: (_: unknown, { id }: { id: string }) => ({ id }) },
      Author: {
        __resolveReference: async ({ id }: { id: string }) => {
          weather.authorsAsked += 1;
          if (weather.authorsDelayMs > 0)
            await new Promise((resolve) => setTimeout(resolve, weather.authorsDelayMs));
          if (weather.authorsFail) throw new Error(SECRET);
          return { id };
        },
        name: ({ id }: { id: string }) => `Author ${id}`,
        books: () => ({ nodes: [{ id: '1' }] }),
      },
    },
  });
  const { supergraphSdl, errors } = composeServices([
    { name: 'shelves', url: 'http://shelves.internal', typeDefs: parse(SHELVES) },
    { name: 'authors', url: 'http://authors.internal', typeDefs: parse(AUTHORS) },
  ]);
  if (supergraphSdl === undefined) throw new Error(errors.map(String).join('\n'));
  return { supergraphSdl, schemas: { shelves, authors }, weather };
}
