import { Kind, print } from 'graphql';
import type { DocumentNode, InputValueDefinitionNode, TypeNode } from 'graphql';

/** A field as callers of it see it. */
export interface FieldShape {
  /** Name of the type, without lists and nulls. */
  readonly type: string;
  /** How many lists are around it. */
  readonly lists: number;
  /** By name, with the type as written; those that must be given end with `!`. */
  readonly args: ReadonlyMap<string, string>;
}

/** Members of a type: its fields, or the names of its values or members. */
export interface TypeShape {
  readonly fields: Map<string, FieldShape>;
  readonly names: Set<string>;
}

/** The types that an SDL defines or extends, which several services may do to one type. */
export function shapesOf({ definitions }: DocumentNode): ReadonlyMap<string, TypeShape> {
  const shapes = new Map<string, TypeShape>();
  for (const node of definitions) {
    if (!('name' in node) || node.kind === Kind.DIRECTIVE_DEFINITION) continue;
    const shape = shapes.get(node.name.value) ?? { fields: new Map(), names: new Set() };
    shapes.set(node.name.value, shape);
    if ('fields' in node)
      for (const field of node.fields ?? [])
        shape.fields.set(field.name.value, {
          ...namedType(field.type),
          args: argsOf('arguments' in field ? field.arguments : undefined),
        });
    if ('values' in node) for (const { name } of node.values ?? []) shape.names.add(name.value);
    if ('types' in node) for (const { name } of node.types ?? []) shape.names.add(name.value);
  }
  return shapes;
}

const argsOf = (nodes: readonly InputValueDefinitionNode[] = []): ReadonlyMap<string, string> =>
  new Map(
    nodes.map(({ name, type, defaultValue }) => [
      name.value,
      defaultValue ? print(type).replace(/!$/, '') : print(type),
    ]),
  );

function namedType(type: TypeNode): Pick<FieldShape, 'type' | 'lists'> {
  if (type.kind === Kind.NAMED_TYPE) return { type: type.name.value, lists: 0 };
  const inner = namedType(type.type);
  return type.kind === Kind.LIST_TYPE ? { ...inner, lists: inner.lists + 1 } : inner;
}
