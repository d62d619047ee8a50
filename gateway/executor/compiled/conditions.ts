import { Kind, visit } from 'graphql';
import type { DirectiveNode, OperationDefinitionNode, FragmentDefinitionNode } from 'graphql';

/** Values of the variables that `@skip` and `@include` look at. */
export type Conditions = Readonly<Record<string, unknown>>;

/** Whether a selection is left out (GraphQL specification, "Provided Directives"). */
export function isLeftOut(
  directives: readonly DirectiveNode[] | undefined,
  conditions: Conditions,
): boolean {
  for (const { name, arguments: given } of directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? conditions[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    if (holds === (name.value === 'skip')) return true;
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
    Directive({ name, arguments: given }: DirectiveNode): void {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? [])
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  };
  visit(operation, find);
  for (const fragment of fragments) visit(fragment, find);
  return [...names].sort();
}
