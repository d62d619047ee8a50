import { isObjectType } from 'graphql';
import type { GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { andThen } from '../../lib/maybe-promise.ts';
import type { MaybePromise } from '../../lib/maybe-promise.ts';

/** The representation of an entity that a router sends (Federation subgraph specification, `_Any`). */
interface Representation {
  readonly __typename: string;
}

/** Finds an entity by its representation, as resolvers define it under `__resolveReference`. */
type ResolveReference = (
  representation: object,
  context: unknown,
  info: GraphQLResolveInfo,
) => MaybePromise<unknown>;

/**
 * `Query._entities` (Federation subgraph specification), with the answers of `@apollo/subgraph`. An
 * entity that is found at once is there at once: that library makes several promises of each.
 */
export const resolveEntities = (
  _: unknown,
  { representations }: { readonly representations: readonly Representation[] },
  context: unknown,
  info: GraphQLResolveInfo,
): MaybePromise<unknown>[] => {
  const types = new Map<string, GraphQLObjectType>();
  return representations.map((representation) => {
    const { __typename: typename } = representation;
    let type = types.get(typename);
    if (!type) types.set(typename, (type = entityType(info.schema, typename)));
    const resolve = referenceResolver(type);
    try {
      const found = resolve ? resolve(representation, context, info) : representation;
      return andThen(found, (entity) => ofType(entity, typename));
    } catch (error) {
      // One that fails is none of the others' concern.
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  });
};

function entityType(schema: GraphQLSchema, typename: string): GraphQLObjectType {
  const type = schema.getType(typename);
  if (isObjectType(type)) return type;
  throw new Error(
    `The _entities resolver tried to load an entity for type "${typename}", but no object or interface type of that name was found in the schema`,
  );
}

/** Where `addResolversToSchema` of `@apollo/subgraph` puts it. */
function referenceResolver({ extensions }: GraphQLObjectType): ResolveReference | undefined {
  const { apollo } = extensions as {
    readonly apollo?: { readonly subgraph?: { readonly resolveReference?: ResolveReference } };
  };
  return apollo?.subgraph?.resolveReference;
}

/** The same entity, which says of what type it is; unseen, since it may be shared. */
function ofType(entity: unknown, typename: string): unknown {
  if (typeof entity !== 'object' || entity === null) return entity;
  if (!('__typename' in entity))
    return Object.defineProperty(entity, '__typename', { value: typename });
  return entity.__typename === typename ? entity : { ...entity, __typename: typename };
}
