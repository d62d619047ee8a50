import { describe, expect, it } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  isTypeDefinitionNode,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
} from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { federate } from '../../../subgraphs/federation/federate.ts';
import { readSchemaFile } from '../../../lib/installation.ts';

/** The types of a schema as text. Definitions of Federation's own directives play no part at run time. */
const typesOf = (schema: GraphQLSchema): string =>
  parse(printSchema(lexicographicSortSchema(schema)))
    .definitions.filter(isTypeDefinitionNode)
    .filter(({ name }) => !/^(federation|link)__/.test(name.value))
    .map(print)
    .join('\n\n');

const run = async (schema: GraphQLSchema, query: string, variables = {}): Promise<unknown> =>
  JSON.parse(
    JSON.stringify(
      await execute({
        schema,
        document: parse(query),
        variableValues: variables,
        contextValue: {},
      }),
    ),
  ) as unknown;

describe.each(['certificates', 'bodies', 'agreements', 'attestations'])(
  'the %s subgraph',
  (name) => {
    const sdl = readSchemaFile(`${name}.graphql`);
    const ours = federate(sdl, {});
    const library = buildSubgraphSchema({ typeDefs: parse(sdl) });

    it("has the types of Apollo's library", () => {
      expect(typesOf(ours)).toBe(typesOf(library));
    });

    it("tells `_service` what Apollo's library tells", async () => {
      const query = '{ _service { sdl } }';
      expect(await run(ours, query)).toEqual(await run(library, query));
    });
  },
);

describe('entities', () => {
  const SDL = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query { any: String }
    type Book @key(fields: "id") { id: ID! title: String }
    type Shelf @key(fields: "id") { id: ID! }
    type Note @key(fields: "id", resolvable: false) { id: ID! }
  `;
  const resolvers = {
    Book: {
      __resolveReference: ({ id }: { id: string }) =>
        Promise.resolve(id === 'none' ? null : { id, title: `Book ${id}` }),
    },
  };
  const query = `query ($r: [_Any!]!) {
    _entities(representations: $r) { __typename ... on Book { id title } ... on Shelf { id } }
  }`;

  it.each([
    ['found', { __typename: 'Book', id: '1' }],
    ['not found', { __typename: 'Book', id: 'none' }],
    ['taken as they are given', { __typename: 'Shelf', id: '2' }],
    ['of a type that cannot be resolved', { __typename: 'Note', id: '3' }],
    ['of no type', { __typename: 'Nothing', id: '4' }],
  ])('that are %s are answered as by the library', async (_, representation) => {
    const variables = { r: [representation] };
    const library = buildSubgraphSchema({ typeDefs: parse(SDL), resolvers });
    const expected = await run(library, query, variables);
    expect(await run(federate(SDL, resolvers), query, variables)).toEqual(expected);
  });

  const books = {
    shared: Object.freeze({ __typename: 'Shelf', id: 'shared' }),
    plain: { id: 'plain', title: 'Book plain' },
  };
  const kept = federate(SDL, {
    Book: {
      __resolveReference: ({ id }: { id: keyof typeof books | 'broken' }) => {
        if (id === 'broken') throw new Error('This one cannot be read');
        return books[id];
      },
    },
  });
  const asked = (...ids: string[]) => ({
    schema: kept,
    document: parse(query),
    variableValues: { r: ids.map((id) => ({ __typename: 'Book', id })) },
    contextValue: {},
  });

  it('that are held are answered at once', () => {
    const answer = execute(asked('plain', 'shared'));
    expect(answer).not.toBeInstanceOf(Promise);
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      data: {
        _entities: [
          { __typename: 'Book', id: 'plain', title: 'Book plain' },
          { __typename: 'Book', id: 'shared', title: null },
        ],
      },
    });
    expect(Object.keys(books.plain)).toEqual(['id', 'title']);
  });

  it('that cannot be read leave the others as they are', async () => {
    const { data, errors } = await execute(asked('broken', 'plain'));
    expect(data?.['_entities']).toMatchObject([null, { id: 'plain' }]);
    expect(errors).toMatchObject([{ message: 'This one cannot be read', path: ['_entities', 0] }]);
  });
});
