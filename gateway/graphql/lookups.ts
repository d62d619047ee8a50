import { Kind, valueFromASTUntyped } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { LOOKUP_FIELDS } from '../../subgraphs/registry.ts';
import { spelling } from '../limits/asked.ts';
import type { Lookup } from '../limits/asked.ts';
import type { Variables } from './cost.ts';

/** The objects that an operation looks up by number or id, given its variables. */
export type Lookups = (variables: Variables) => readonly Lookup[];

const NONE: Lookups = () => [];

/** Reads an operation once for what it looks up; lists and searches look up nothing by name. */
export function lookupsOf(
  { selectionSet, variableDefinitions = [] }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Lookups {
  const fields = rootFields(selectionSet, fragments, new Set()).filter(({ name }) =>
    LOOKUP_FIELDS.has(name.value),
  );
  if (fields.length === 0) return NONE;
  const defaults = Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
  return (variables) => {
    const values = { ...defaults, ...variables };
    return fields.flatMap((field) => namesIn(field, values));
  };
}

function rootFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  within: ReadonlySet<string>,
): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return rootFields(selection.selectionSet, fragments, within);
    const name = selection.name.value;
    const fragment = within.has(name) ? undefined : fragments.get(name);
    return fragment ? rootFields(fragment.selectionSet, fragments, new Set([...within, name])) : [];
  });
}

function namesIn({ name, arguments: given = [] }: FieldNode, values: Variables): Lookup[] {
  const lookup = LOOKUP_FIELDS.get(name.value);
  const node = given.find((one) => one.name.value === lookup?.argument);
  if (!lookup || !node) return [];
  const { kind, member: field } = lookup;
  const value = valueFromASTUntyped(node.value, values);
  return [value].flat().flatMap((item: unknown) => {
    const found = field === undefined ? item : (item as Record<string, unknown> | null)?.[field];
    if (typeof found !== 'string') return [];
    const object = `${kind} ${kind === 'certificate' ? spelling(found) : found}`;
    if (field === undefined) return [{ object, question: object }];
    return [{ object, question: JSON.stringify({ ...(item as object), [field]: object }) }];
  });
}
