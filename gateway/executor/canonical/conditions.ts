import { Kind, visit } from 'graphql';
import type {
  DirectiveNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
} from 'graphql';
import { own } from './entity.ts';

/** Values of the variables that `@skip` and `@include` look at. */
export type Conditions = Readonly<Record<string, unknown>>;

const isCondition = ({ name }: DirectiveNode): boolean =>
  name.value === 'skip' || name.value === 'include';

/** Whether a selection is left out (GraphQL specification, "Provided Directives"). */
export function isLeftOut(
  directives: readonly DirectiveNode[] | undefined,
  conditions: Conditions,
): boolean {
  for (const directive of directives ?? []) {
    if (!isCondition(directive)) continue;
    const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? own(conditions, value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    if (holds === (directive.name.value === 'skip')) return true;
  }
  return false;
}

/** The names of the variables that decide what is left out of an operation. */
export function conditionVariables(
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
): string[] {
  const names = new Set<string>();
  const find = {
    Directive(directive: DirectiveNode): void {
      if (!isCondition(directive)) return;
      for (const { value } of directive.arguments ?? [])
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  };
  visit(operation, find);
  for (const fragment of fragments) visit(fragment, find);
  return [...names].sort();
}

/** Whether a field asks about the schema itself. */
export const isIntrospection = ({ name: { value } }: FieldNode): boolean =>
  value === '__schema' || value === '__type';
