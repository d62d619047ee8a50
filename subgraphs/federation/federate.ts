import { addResolversToSchema } from '@apollo/subgraph/dist/schema-helper/buildSchemaFromSDL.js';
import { buildASTSchema, concatAST, execute, Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema, ObjectTypeDefinitionNode } from 'graphql';
import { resolveEntities } from './entities.ts';

/**
 * Builds the schema of a subgraph as `buildSubgraphSchema` of `@apollo/subgraph` does, with its own
 * resolvers, but without the composition library behind it, which costs a third of a start. That
 * library has held the SDL to the rules of Federation when the supergraph was generated; here it is
 * only loaded when someone asks for `_service`.
 */
export function federate(sdl: string, resolvers: object): GraphQLSchema {
  const own = parse(sdl, { noLocation: true });
  const entities = entitiesOf(own);
  const schema = buildASTSchema(concatAST([own, machinery(entities)]), { assumeValidSDL: true });
  addResolversToSchema(schema, {
    Query: {
      _service: () => serviceOf(own),
      ...(entities.length > 0 && { _entities: resolveEntities }),
    },
    ...(entities.length > 0 && {
      _Entity: { __resolveType: (entity: { __typename: string }) => entity.__typename },
    }),
  });
  addResolversToSchema(schema, resolvers as Parameters<typeof addResolversToSchema>[1]);
  return schema;
}

/** Names of the types with a key (Federation subgraph specification, `_Entity`). */
function entitiesOf(document: DocumentNode): string[] {
  return document.definitions
    .filter((node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(({ directives }) => directives?.some(({ name }) => name.value === 'key'))
    .map(({ name }) => name.value);
}

/** The definitions that Federation adds to every subgraph. */
function machinery(entities: readonly string[]): DocumentNode {
  const hasEntities = entities.length > 0;
  return parse(
    `scalar _Any
    type _Service { sdl: String }
    ${hasEntities ? `union _Entity = ${entities.join(' | ')}` : ''}
    extend type Query {
      ${hasEntities ? '_entities(representations: [_Any!]!): [_Entity]!' : ''}
      _service: _Service!
    }`,
    { noLocation: true },
  );
}

async function serviceOf(typeDefs: DocumentNode): Promise<unknown> {
  const { buildSubgraphSchema } = await import('@apollo/subgraph');
  const schema = buildSubgraphSchema({ typeDefs });
  const { data } = await execute({ schema, document: parse('{ _service { sdl } }') });
  return data?.['_service'];
}
