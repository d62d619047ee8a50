/**
 * The subgraphs merged into one ordinary schema: the same resolvers over the same store, without
 * query plans. What federation costs is measured against it, and what it answers is right by it.
 */
import {
  buildASTSchema,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  isScalarType,
  Kind,
  parse,
} from 'graphql';
import type {
  ConstDirectiveNode,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
} from 'graphql';
import type { Subgraph } from '../../../subgraphs/federation/subgraph.ts';

/** A subgraph with its SDL, which tells keys and requirements. */
export type Source = Pick<Subgraph, 'schema'> & { readonly name: string; readonly sdl: string };

type Resolve = GraphQLFieldResolver<unknown, unknown>;
type Reference = Readonly<Record<string, unknown>>;
type ResolveReference = (
  reference: Reference,
  context: unknown,
  info: GraphQLResolveInfo,
) => unknown;

/** One subgraph's part in a field. */
interface Provider {
  readonly source: string;
  readonly resolve: Resolve;
  /** Fields of other subgraphs that it is given (`@requires`). */
  readonly requires: readonly string[];
  /** Fields by which the subgraph finds the object; undefined: only what it made itself. */
  readonly key: readonly string[] | undefined;
  readonly find: ResolveReference | undefined;
}

/** An object of the response: as the subgraph that made it knows it, and as others do. */
class Whole {
  readonly source: string;
  readonly value: unknown;
  /** By subgraph and requirements; a promise until it is there. */
  readonly others = new Map<string, unknown>();

  constructor(source: string, value: unknown) {
    this.source = source;
    this.value = value;
  }
}

const then = <T>(value: unknown, next: (value: unknown) => T): T | Promise<T> =>
  value instanceof Promise ? value.then(next) : next(value);

/** @param api SDL of the schema that callers see */
export function mergeSchemas(api: string, sources: readonly Source[]): GraphQLSchema {
  const schema = buildASTSchema(parse(api, { noLocation: true }), { assumeValidSDL: true });
  const providers = sources.map((source) => new Providers(source));
  const fields = new Map<string, readonly Provider[]>();
  const providersOf = (type: string, field: string): readonly Provider[] => {
    const name = `${type}.${field}`;
    let known = fields.get(name);
    if (!known) fields.set(name, (known = providers.flatMap((each) => each.of(type, field) ?? [])));
    return known;
  };

  /** A field's value as one subgraph gives it, bare: for keys and requirements. */
  const bare = (
    whole: Whole,
    type: string,
    field: string,
    context: unknown,
    info: GraphQLResolveInfo,
  ): unknown => {
    const provider = choose(providersOf(type, field), whole, `${type}.${field}`);
    return then(part(whole, provider, type, context, info), (value) =>
      provider.resolve(value, {}, context, info),
    );
  };

  /** The object as the provider's subgraph knows it. */
  const part = (
    whole: Whole,
    provider: Provider,
    type: string,
    context: unknown,
    info: GraphQLResolveInfo,
  ): unknown => {
    const { source, requires, key = [], find } = provider;
    if (source === whole.source && requires.length === 0) return whole.value;
    const name = `${source} ${requires.join(' ')}`;
    const known = whole.others.get(name);
    if (known !== undefined) return known;
    const names = [...key, ...requires];
    const given = names.map((field) => bare(whole, type, field, context, info));
    const refer = (values: readonly unknown[]): unknown => {
      const reference: Record<string, unknown> = { __typename: type };
      names.forEach((field, index) => (reference[field] = values[index]));
      return find ? find(reference, context, info) : reference;
    };
    const found = given.some((value) => value instanceof Promise)
      ? Promise.all(given).then(refer)
      : refer(given);
    whole.others.set(name, found);
    if (found instanceof Promise)
      void found.then(
        (value) => whole.others.set(name, value),
        () => undefined, // the field that asked reports it
      );
    return found;
  };

  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isScalarType(type)) adopt(type, sources);
    else if (isAbstractType(type)) type.resolveType = typeOf(type.name, sources);
    else if (isObjectType(type))
      for (const field of Object.values(type.getFields())) {
        const wrap = wrapper(field.type);
        const isRoot = isRootType(schema, type);
        field.resolve = (parent, args, context, info) => {
          const candidates = providersOf(type.name, field.name);
          if (isRoot) {
            const [provider] = candidates;
            if (!provider) throw new Error(`Nobody provides ${type.name}.${field.name}`);
            return wrap(provider.resolve(undefined, args, context, info), provider.source);
          }
          const whole = parent as Whole;
          const provider = choose(candidates, whole, `${type.name}.${field.name}`);
          return then(part(whole, provider, type.name, context, info), (value) =>
            value === null || value === undefined
              ? null
              : wrap(provider.resolve(value, args, context, info), provider.source),
          );
        };
      }
  }
  return schema;
}

const isRootType = (schema: GraphQLSchema, type: GraphQLObjectType): boolean =>
  type === schema.getQueryType() || type === schema.getMutationType();

/** The subgraph that made the object, if it has the field; else one that can find the object. */
function choose(providers: readonly Provider[], whole: Whole, name: string): Provider {
  const provider =
    providers.find(({ source }) => source === whole.source) ??
    providers.find(({ key }) => key !== undefined);
  if (!provider) throw new Error(`Nobody provides ${name} of an object of ${whole.source}`);
  return provider;
}

/** Marks objects in a result with the subgraph they come from. */
function wrapper(type: GraphQLOutputType): (result: unknown, source: string) => unknown {
  const nullable = getNullableType(type);
  const now = isListType(nullable)
    ? listWrapper(wrapper(nullable.ofType))
    : isCompositeType(nullable)
      ? (value: unknown, source: string) => new Whole(source, value)
      : undefined;
  if (!now) return (result) => result;
  const wrap = (value: unknown, source: string): unknown =>
    value === null || value === undefined ? null : now(value, source);
  return (result, source) => then(result, (value) => wrap(value, source));
}

const listWrapper =
  (wrap: (item: unknown, source: string) => unknown) =>
  (list: unknown, source: string): unknown =>
    Array.isArray(list) ? list.map((item) => wrap(item, source)) : list;

/** What one subgraph has to say of each field. */
class Providers {
  readonly #source: Source;
  readonly #keys = new Map<string, readonly string[]>();
  readonly #requires = new Map<string, readonly string[]>();
  readonly #external = new Set<string>();

  constructor(source: Source) {
    this.#source = source;
    for (const definition of parse(source.sdl, { noLocation: true }).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      const type = definition.name.value;
      const key = definition.directives?.find(({ name }) => name.value === 'key');
      if (key && !isUnresolvable(key)) this.#keys.set(type, fieldSet(key));
      for (const { name, directives = [] } of definition.fields ?? [])
        for (const directive of directives)
          if (directive.name.value === 'external') this.#external.add(`${type}.${name.value}`);
          else if (directive.name.value === 'requires')
            this.#requires.set(`${type}.${name.value}`, fieldSet(directive));
    }
  }

  of(typeName: string, fieldName: string): Provider | undefined {
    const name = `${typeName}.${fieldName}`;
    const type = this.#source.schema.getType(typeName);
    if (!isObjectType(type) || this.#external.has(name)) return undefined;
    const field = type.getFields()[fieldName];
    if (!field) return undefined;
    const { apollo } = type.extensions as {
      apollo?: { subgraph?: { resolveReference?: ResolveReference } };
    };
    return {
      source: this.#source.name,
      resolve: field.resolve ?? property(fieldName),
      requires: this.#requires.get(name) ?? [],
      key: this.#keys.get(typeName),
      find: apollo?.subgraph?.resolveReference,
    };
  }
}

/** The default resolver, of a field that need not be the one being resolved. */
const property =
  (name: string): Resolve =>
  (source, args, context, info) => {
    const value = (source as Record<string, unknown> | undefined)?.[name];
    return typeof value === 'function'
      ? (Reflect.apply(value, source, [args, context, info]) as unknown)
      : value;
  };

const argument = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((candidate) => candidate.name.value === name)?.value;

function isUnresolvable(key: ConstDirectiveNode): boolean {
  const value = argument(key, 'resolvable');
  return value?.kind === Kind.BOOLEAN && !value.value;
}

/** The names of a flat field set; ours have no nested ones. */
function fieldSet(directive: ConstDirectiveNode): string[] {
  const value = argument(directive, 'fields');
  return value?.kind === Kind.STRING ? value.value.split(/\s+/).filter(Boolean) : [];
}

/** Gives a scalar of the merged schema the behaviour it has in the subgraphs. */
function adopt(type: object & { readonly name: string }, sources: readonly Source[]): void {
  for (const { schema } of sources) {
    const own = schema.getType(type.name);
    if (!isScalarType(own)) continue;
    const { serialize, parseValue, parseLiteral } = own;
    Object.assign(type, { serialize, parseValue, parseLiteral });
    return;
  }
}

function typeOf(name: string, sources: readonly Source[]) {
  return (parent: unknown, context: unknown, info: GraphQLResolveInfo): string => {
    const { source, value } = parent as Whole;
    const own = sources.find((candidate) => candidate.name === source)?.schema.getType(name);
    const resolved =
      own && isAbstractType(own) ? own.resolveType?.(value, context, info, own) : undefined;
    return String(resolved ?? (value as { __typename?: unknown }).__typename);
  };
}
