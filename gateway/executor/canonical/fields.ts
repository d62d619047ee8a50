import { isInterfaceType, isObjectType, Kind, SchemaMetaFieldDef, TypeMetaFieldDef } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  SelectionSetNode,
} from 'graphql';
import { isLeftOut } from './conditions.ts';
import type { Conditions } from './conditions.ts';
import type { TypeTest } from './entity.ts';

/** Input for collecting the fields of a selection. */
export interface FieldContext {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  readonly isOfType: TypeTest;
}

/**
 * The fields of an object type by response name, in the order of the response (GraphQL
 * specification, "CollectFields"); a name selected twice has both nodes, to be merged.
 */
export function collectFields(
  typename: string,
  selectionSets: readonly SelectionSetNode[],
  context: FieldContext,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const applies = (condition: string | undefined): boolean =>
    condition === undefined || context.isOfType(typename, condition);
  const collect = (selectionSet: SelectionSetNode): void => {
    for (const selection of selectionSet.selections) {
      if (isLeftOut(selection.directives, context.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const nodes = fields.get(name);
        if (nodes) nodes.push(selection);
        else fields.set(name, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) collect(selection.selectionSet);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = context.fragments.get(selection.name.value);
        if (fragment && applies(fragment.typeCondition.name.value)) collect(fragment.selectionSet);
      }
    }
  };
  selectionSets.forEach(collect);
  return fields;
}

/** The definition of a field, those that ask about the schema included. */
export function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (!field) throw new Error(`No field ${type.name}.${name} in the API schema`);
  return field;
}
