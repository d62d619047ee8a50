import {
  GraphQLError,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import type {
  FieldNode,
  GraphQLInterfaceType,
  GraphQLLeafType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { put } from './entity.ts';
import type { Entity } from './entity.ts';
import { collectFields, fieldOf } from './fields.ts';
import type { FieldContext } from './fields.ts';
import type { Shape } from './shape.ts';

/** Position of a value under completion; kept only in the pass that writes error messages. */
interface Position {
  readonly before: Position | null;
  readonly key: string | number;
}

/** Collects what went wrong. The first pass only notes that something did. */
interface Findings {
  readonly errors: GraphQLError[] | null;
  failed: boolean;
}

/** A null that its parent may not hold: the parent becomes null in its place. */
const BUBBLE = Symbol('null for a non-null parent');

/** Stands for the type of an abstract value that came without `__typename`. */
const UNKNOWN_TYPE = '';

/** Completes a value, or gives BUBBLE. */
type Complete = (value: unknown, at: Position | null, findings: Findings) => unknown;

/** Shapes what was fetched, under names of ours, into the response of an operation, in the caller's. */
export type Respond = (data: Entity | null) => { data: Entity | null; errors: GraphQLError[] };

/** A field of the response: the caller's name, ours, and its completion or what it always is. */
interface ResponseField {
  readonly asked: string;
  readonly ours: string;
  readonly complete: Complete | string;
}

/**
 * Compiles the value completion of an operation (GraphQL specification, "Value Completion"): the
 * fields asked for, in order, nulls where data is missing, nulls propagated to the nearest nullable
 * parent, and nothing that was only fetched for other subgraphs. Here, and nowhere before, the names
 * that the caller gave come in.
 */
export function compileResponse(
  schema: GraphQLSchema,
  root: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  shape: Shape,
  context: FieldContext,
): Respond {
  const complete = new ResponseCompiler(schema, context).object(root, [selectionSet], shape);
  return (data) => {
    if (!data) return { data, errors: [] };
    const first: Findings = { errors: null, failed: false };
    const result = complete(data, null, first);
    if (!first.failed)
      return { data: (result === BUBBLE ? null : result) as Entity | null, errors: [] };
    // Rare: complete again, now keeping positions, so that the common case allocates none.
    const errors: GraphQLError[] = [];
    complete(data, null, { errors, failed: false });
    return { data: (result === BUBBLE ? null : result) as Entity | null, errors };
  };
}

class ResponseCompiler {
  readonly #schema: GraphQLSchema;
  readonly #context: FieldContext;

  constructor(schema: GraphQLSchema, context: FieldContext) {
    this.#schema = schema;
    this.#context = context;
  }

  /** Completes objects of one type. Fields compile on first use: unions have many members. */
  object(
    type: GraphQLObjectType | GraphQLInterfaceType,
    selectionSets: readonly SelectionSetNode[],
    shape: Shape,
  ): Complete {
    let fields: readonly ResponseField[] | undefined;
    return (value, at, findings) => {
      fields ??= [...collectFields(type.name, selectionSets, this.#context)].map(([asked, nodes]) =>
        this.#field(type, asked, nodes, shape),
      );
      const input = value as Entity;
      const output: Entity = {};
      for (const { asked, ours, complete } of fields) {
        if (typeof complete === 'string') {
          put(output, asked, complete);
          continue;
        }
        const done = complete(
          input[ours],
          at === null && !findings.errors ? null : { before: at, key: asked },
          findings,
        );
        if (done === BUBBLE) return BUBBLE;
        put(output, asked, done);
      }
      return output;
    };
  }

  #field(
    type: GraphQLObjectType | GraphQLInterfaceType,
    asked: string,
    nodes: readonly FieldNode[],
    shape: Shape,
  ): ResponseField {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') return { asked, ours: name, complete: typenameOf(type) };
    const { ours, below } = shape.find(asked, type.name, this.#context.isOfType);
    const inner = nodes.flatMap((node) => node.selectionSet ?? []);
    const complete = this.#value(fieldOf(type, name).type, inner, below, `${type.name}.${name}`);
    return { asked, ours, complete };
  }

  #value(
    type: GraphQLOutputType,
    selectionSets: readonly SelectionSetNode[],
    shape: Shape,
    field: string,
  ): Complete {
    if (isNonNullType(type)) {
      const complete = this.#value(type.ofType, selectionSets, shape, field);
      return (value, at, findings) => {
        const done = complete(value, at, findings);
        return done === null
          ? refuse(`Cannot return null for non-nullable field ${field}.`, at, findings)
          : done;
      };
    }
    const complete = this.#nullable(type, selectionSets, shape, field);
    return (value, at, findings) => {
      if (value === null || value === undefined) return null;
      const done = complete(value, at, findings);
      return done === BUBBLE ? null : done;
    };
  }

  #nullable(
    type: Exclude<GraphQLOutputType, { ofType: unknown; toString(): `${string}!` }>,
    selectionSets: readonly SelectionSetNode[],
    shape: Shape,
    field: string,
  ): Complete {
    if (isListType(type))
      return this.#list(this.#value(type.ofType, selectionSets, shape, field), field);
    if (isLeafType(type)) return leaf(type, field);
    if (isObjectType(type)) return onlyObjects(this.object(type, selectionSets, shape), field);
    const byType = new Map<string, Complete>();
    return onlyObjects((value, at, findings) => {
      const given = (value as Entity)['__typename'];
      const typename = typeof given === 'string' ? given : UNKNOWN_TYPE;
      let complete = byType.get(typename);
      if (!complete) {
        // Without a `__typename`, or with an interface's (`@interfaceObject`), what the interface
        // itself defines can still be answered.
        const concrete = typename === UNKNOWN_TYPE ? type : this.#schema.getType(typename);
        if (!isObjectType(concrete) && !isInterfaceType(concrete))
          return refuse(`Invalid __typename found for field ${field}.`, at, findings);
        byType.set(typename, (complete = this.object(concrete, selectionSets, shape)));
      }
      return complete(value, at, findings);
    }, field);
  }

  #list(item: Complete, field: string): Complete {
    return (value, at, findings) => {
      if (!Array.isArray(value)) return refuse(`Expected a list for field ${field}.`, at, findings);
      const items = new Array<unknown>(value.length);
      let invalid = false;
      for (let index = 0; index < value.length; index += 1) {
        const position = findings.errors ? { before: at, key: index } : null;
        const done = item(value[index], position, findings);
        invalid ||= done === BUBBLE;
        items[index] = done;
      }
      return invalid ? BUBBLE : items;
    };
  }
}

const typenameOf = (type: GraphQLObjectType | GraphQLInterfaceType): Complete | string =>
  isObjectType(type)
    ? type.name
    : (_, at, findings) => refuse(`No object type is known for ${type.name}.`, at, findings);

const onlyObjects =
  (complete: Complete, field: string): Complete =>
  (value, at, findings) =>
    typeof value === 'object'
      ? complete(value, at, findings)
      : refuse(`Expected an object for field ${field}.`, at, findings);

/** Leaves arrive serialised; only what the API schema does not know is refused. */
function leaf(type: GraphQLLeafType, field: string): Complete {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value, at, findings) =>
      values.has(value) ? value : refuse(`Invalid value found for field ${field}.`, at, findings);
  }
  if (!isSpecifiedScalarType(type)) return (value) => value;
  const expected =
    type.name === 'Boolean' ? 'boolean' : type.name === 'String' ? 'string' : undefined;
  const isNumber = type.name === 'Int' || type.name === 'Float';
  return (value, at, findings) => {
    const kind = typeof value;
    const valid = expected
      ? kind === expected
      : kind === 'number' || (!isNumber && kind === 'string');
    return valid ? value : refuse(`Invalid value found for field ${field}.`, at, findings);
  };
}

/** Notes an error at a position; the value becomes a null that bubbles as far as it must. */
function refuse(message: string, at: Position | null, findings: Findings): typeof BUBBLE {
  findings.failed = true;
  if (!findings.errors) return BUBBLE;
  const path: (string | number)[] = [];
  for (let position = at; position; position = position.before) path.unshift(position.key);
  const known = findings.errors.some((error) => startsWith(error.path ?? [], path));
  if (!known)
    findings.errors.push(
      new GraphQLError(message, { path, extensions: { code: 'INCOMPLETE_DATA' } }),
    );
  return BUBBLE;
}

/** A null that bubbled through several non-null parents is one error, reported at its origin. */
const startsWith = (path: readonly unknown[], start: readonly unknown[]): boolean =>
  start.every((key, index) => path[index] === key);
