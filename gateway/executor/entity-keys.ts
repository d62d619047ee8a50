import { Kind, parse, print, visit } from 'graphql';
import type {
  ASTNode,
  ConstDirectiveNode,
  DocumentNode,
  FieldNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { graphNames } from './served.ts';
import type { SubgraphResult, SubgraphSource } from './source.ts';

/** The fields that identify entities, by subgraph and type. */
export type EntityKeys = ReadonlyMap<string, ReadonlyMap<string, readonly FieldNode[]>>;

/** Reads the keys of a supergraph's entities (join specification, `@join__type(key:)`). */
export function entityKeys(supergraphSdl: string): EntityKeys {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = graphNames(document);
  const keys = new Map<string, Map<string, FieldNode[]>>();
  for (const definition of document.definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    )
      continue;
    for (const directive of definition.directives ?? []) {
      const subgraph = names.get(textOf(directive, 'graph') ?? '');
      const key = textOf(directive, 'key');
      if (directive.name.value !== 'join__type' || subgraph === undefined || key === undefined)
        continue;
      if (textOf(directive, 'resolvable') === 'false') continue;
      const types = keys.get(subgraph) ?? new Map<string, FieldNode[]>();
      keys.set(subgraph, types);
      const fields = types.get(definition.name.value) ?? [];
      types.set(definition.name.value, fields);
      fields.push(...fieldsOf(key).filter((field) => !fields.some((one) => same(one, field))));
    }
  }
  return keys;
}

const same = (one: ASTNode, other: ASTNode): boolean => print(one) === print(other);

function fieldsOf(key: string): FieldNode[] {
  const [operation] = parse(`{ ${key} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections.filter(({ kind }) => kind === Kind.FIELD) as FieldNode[];
}

function textOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = given.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.STRING || value?.kind === Kind.ENUM) return value.value;
  return value?.kind === Kind.BOOLEAN ? String(value.value) : undefined;
}

/** A field of a key, as it is asked for beside what the plan asks of an entity. */
interface Witness {
  /** Response name, which no selection of the plan has. */
  readonly alias: string;
  readonly field: string;
}

/** One `_entities` field of an operation. */
interface EntityField {
  readonly name: string;
  readonly variable: string;
}

type Entity = Record<string, unknown>;

/**
 * A source whose entities are held against what was asked: a service that answers in another order, or for
 * others, must never give one certificate the data of another. It is asked for the keys as well, and an
 * entity with another key is a failure of the service.
 * @param keysOf the keys by type, of the supergraph in use
 */
export function withEntityKeys<Context>(
  source: SubgraphSource<Context>,
  keysOf: () => ReadonlyMap<string, readonly FieldNode[]> | undefined,
): SubgraphSource<Context> {
  return {
    prepare(operation) {
      const asked = askForKeys(operation.document, keysOf() ?? new Map());
      if (!asked) return source.prepare(operation);
      const { document, entities, witnesses } = asked;
      const call = source.prepare({ ...operation, document, text: print(document) });
      return async (variables, context) => {
        const result = await call(variables, context);
        for (const { name, variable } of entities)
          check(result, name, variables[variable], witnesses);
        return result;
      };
    },
  };
}

/** The operation with keys asked for; undefined: it asks for no entity with a key. */
function askForKeys(
  document: DocumentNode,
  keys: ReadonlyMap<string, readonly FieldNode[]>,
):
  | { document: DocumentNode; entities: readonly EntityField[]; witnesses: readonly Witness[] }
  | undefined {
  const prefix = unusedPrefix(document);
  const witnesses: Witness[] = [];
  const entities: EntityField[] = [];
  const added = (type: string): FieldNode[] =>
    (keys.get(type) ?? []).map((field) => {
      const alias = `${prefix}${witnesses.length}`;
      witnesses.push({ alias, field: field.name.value });
      return { ...field, alias: { kind: Kind.NAME, value: alias } };
    });
  const withKeys = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      const type = selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition?.name.value;
      if (selection.kind !== Kind.INLINE_FRAGMENT || typeof type !== 'string') return selection;
      const { selectionSet } = selection;
      const selections = [...added(type), ...selectionSet.selections];
      return { ...selection, selectionSet: { ...selectionSet, selections } };
    }),
  });
  const changed = visit(document, {
    Field(node) {
      if (node.name.value !== '_entities' || !node.selectionSet) return false;
      const value = node.arguments?.find(({ name }) => name.value === 'representations')?.value;
      if (value?.kind !== Kind.VARIABLE) return false;
      entities.push({ name: (node.alias ?? node.name).value, variable: value.name.value });
      return { ...node, selectionSet: withKeys(node.selectionSet) };
    },
  });
  return witnesses.length > 0 ? { document: changed, entities, witnesses } : undefined;
}

/** A beginning of response names that occurs nowhere in an operation. */
function unusedPrefix(document: DocumentNode): string {
  const text = print(document);
  let prefix = 'key_';
  while (text.includes(prefix)) prefix = `_${prefix}`;
  return prefix;
}

/** @throws when an entity is not the one that was asked for at its place */
function check(
  { data }: SubgraphResult,
  name: string,
  representations: unknown,
  witnesses: readonly Witness[],
): void {
  const received = data?.[name];
  if (!Array.isArray(received) || !Array.isArray(representations)) return;
  received.forEach((entity: Entity | null, index) => {
    if (!entity) return;
    const asked = (representations[index] ?? {}) as Entity;
    for (const { alias, field } of witnesses) {
      if (!Object.hasOwn(entity, alias)) continue;
      const found = entity[alias];
      Reflect.deleteProperty(entity, alias);
      if (Object.hasOwn(asked, field) && !agrees(asked[field], found))
        throw new Error('The subgraph answered for another entity than was asked for');
    }
  });
}

const isLeaf = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Whether a part of a key is what it was; identifiers may come as numbers or as text. */
function agrees(asked: unknown, found: unknown): boolean {
  if (asked === null || asked === undefined) return true;
  if (typeof asked !== 'object' || typeof found !== 'object' || found === null)
    return isLeaf(asked) && isLeaf(found) && String(asked) === String(found);
  if (Array.isArray(asked) !== Array.isArray(found)) return false;
  if (Array.isArray(asked) && asked.length !== (found as unknown[]).length) return false;
  return Object.entries(asked).every(
    ([name, value]) => !Object.hasOwn(found, name) || agrees(value, (found as Entity)[name]),
  );
}
