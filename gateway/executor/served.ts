import { buildASTSchema, Kind, parse, validate } from 'graphql';
import type { DirectiveNode, DocumentNode, FieldDefinitionNode } from 'graphql';
import { shapesOf } from './shape.ts';
import type { FieldShape, TypeShape } from './shape.ts';

/** The schema of each subgraph, by its name; absent: it could not be asked. */
export type SubgraphShapes = ReadonlyMap<string, ReadonlyMap<string, TypeShape>>;

/** Faults named at most: the first few show what is wrong. */
const MAX_FAULTS = 10;

/**
 * What a supergraph (join specification v0.3 and later) promises in the name of a subgraph that this does
 * not have: planned over, it would be an error of every request that asks for it.
 */
export function unserved(supergraphSdl: string, subgraphs: SubgraphShapes): string[] {
  const document = parse(supergraphSdl, { noLocation: true });
  const graphs = graphNames(document);
  const faults: string[] = [];
  const shapes = shapesOf(document);
  for (const node of document.definitions) {
    if (!('name' in node) || /^(?:join|link)__/.test(node.name.value)) continue;
    const owners = argumentsOf(node.directives, 'join__type').flatMap(({ graph }) => graph ?? []);
    for (const owner of owners) {
      const name = graphs.get(owner) ?? owner;
      const subgraph = subgraphs.get(name);
      if (!subgraph) continue;
      const type = subgraph.get(node.name.value);
      const missing = (what: string): void => {
        faults.push(`${name} has no ${what}`);
      };
      if (!type) {
        // A type of which a subgraph resolves nothing may be left out of what it publishes.
        if (node.kind !== Kind.SCALAR_TYPE_DEFINITION) missing(node.name.value);
        continue;
      }
      if ('fields' in node)
        for (const field of node.fields ?? []) {
          if (!isOf(field as FieldDefinitionNode, owner)) continue;
          const own = type.fields.get(field.name.value);
          const wanted = shapes.get(node.name.value)?.fields.get(field.name.value);
          const at = `${node.name.value}.${field.name.value}`;
          if (!own || !wanted) missing(at);
          else faults.push(...misfits(own, wanted).map((misfit) => `${name}: ${at} ${misfit}`));
        }
      for (const named of namesOf(node, owner))
        if (!type.names.has(named)) missing(`${node.name.value}.${named}`);
    }
  }
  return faults.slice(0, MAX_FAULTS);
}

/** Persisted operations that a supergraph does not answer any more. */
export function broken(supergraphSdl: string, operations: Iterable<string>): string[] {
  const schema = buildASTSchema(parse(supergraphSdl, { noLocation: true }), {
    assumeValidSDL: true,
  });
  const faults: string[] = [];
  for (const text of operations) {
    const document = parse(text, { noLocation: true });
    const [error] = validate(schema, document, undefined, { maxErrors: 1 });
    const [definition] = document.definitions;
    const name =
      definition?.kind === Kind.OPERATION_DEFINITION ? (definition.name?.value ?? '') : '';
    if (error) faults.push(`the persisted operation ${name} would fail: ${error.message}`);
  }
  return faults.slice(0, MAX_FAULTS);
}

/** How a field differs from what is promised. Nulls are left to composition, which may widen them. */
function misfits(own: FieldShape, wanted: FieldShape): string[] {
  const faults: string[] = [];
  if (own.type !== wanted.type || own.lists !== wanted.lists) faults.push('is of another type');
  for (const arg of wanted.args.keys())
    if (!own.args.has(arg)) faults.push(`has no argument ${arg}`);
  for (const [arg, type] of own.args)
    if (type.endsWith('!') && !wanted.args.has(arg)) faults.push(`needs an argument ${arg}`);
  return faults;
}

type Arguments = Readonly<Record<string, string | undefined>>;

/** The arguments of each use of a directive. */
const argumentsOf = (
  directives: readonly DirectiveNode[] | undefined,
  directive: string,
): Arguments[] =>
  (directives ?? [])
    .filter(({ name }) => name.value === directive)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(
        given.map(({ name, value }) => [
          name.value,
          'value' in value ? String(value.value) : undefined,
        ]),
      ),
    );

/** Whether a field is in this graph and of the type stated there: without a mark it is in all. */
function isOf({ directives }: FieldDefinitionNode, owner: string): boolean {
  const marks = argumentsOf(directives, 'join__field');
  if (marks.length === 0) return true;
  const mark = marks.find(({ graph }) => graph === owner);
  // A subgraph that another has taken the field over from, or with a type of its own, is let be.
  return mark !== undefined && mark['type'] === undefined && mark['usedOverridden'] !== 'true';
}

/** Values of an enum or members of a union that are of this graph. */
function namesOf(node: DocumentNode['definitions'][number], owner: string): string[] {
  if (node.kind === Kind.ENUM_TYPE_DEFINITION)
    return (node.values ?? [])
      .filter(({ directives }) =>
        argumentsOf(directives, 'join__enumValue').some(({ graph }) => graph === owner),
      )
      .map(({ name }) => name.value);
  if (node.kind === Kind.UNION_TYPE_DEFINITION)
    return argumentsOf(node.directives, 'join__unionMember')
      .filter(({ graph }) => graph === owner)
      .flatMap(({ member }) => member ?? []);
  return [];
}

/** Names of the subgraphs by their values of `join__Graph` (join specification). */
export function graphNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const node of definitions)
    if (node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph')
      for (const { name, directives } of node.values ?? [])
        names.set(name.value, argumentsOf(directives, 'join__graph')[0]?.['name'] ?? name.value);
  return names;
}
