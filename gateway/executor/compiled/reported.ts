import { Kind, parse } from 'graphql';
import type { FragmentDefinitionNode, GraphQLError, SelectionSetNode } from 'graphql';
import type { ResponsePath } from './path.ts';
import type { Entity, EntityRequest, PlanNode, Selection, TypeTest } from './plan.ts';
import { rewrittenPath } from './rewrite.ts';

/** Keeps, of the errors that fetches met, those that concern the answer given. */
export type Reported = (
  errors: readonly GraphQLError[],
  fetched: Entity,
  answer: Entity | null,
) => readonly GraphQLError[];

/** What a fetch needs of an entity, and the fields (by response name) that it then brings to it. */
interface Dependency {
  readonly needs: readonly Selection[];
  readonly brings: readonly string[];
}

/** An object that a path passes, as it was fetched, and the path from there on. */
interface Passed {
  readonly fetched: unknown;
  readonly rest: ResponsePath;
}

/**
 * Compiles which errors of a plan are reported. A plan may fetch more than was asked for: inputs of
 * other fetches, and fields at places where only another type's selection has them. What fails there
 * concerns the caller only if something in the answer needs it (keys, `@requires`).
 */
export function compileReported(plan: PlanNode | undefined, isOfType: TypeTest): Reported {
  let dependencies: readonly Dependency[] | undefined;
  return (errors, fetched, answer) => {
    /** @param seen dependencies followed, by how far down they were met */
    const concerns = (path: ResponsePath, seen: Set<string>): boolean => {
      const passed = passedUntilAbsent(path, fetched, answer);
      if (!passed) return true;
      dependencies ??= plan ? dependenciesOf(plan) : [];
      return dependencies.some(({ needs, brings }, index) =>
        passed.some(({ fetched: entity, rest }, depth) => {
          const known = `${index} ${depth}`;
          if (seen.has(known) || !reach(needs, entity, rest, isOfType)) return false;
          seen.add(known);
          return brings.some((name) => concerns([...path.slice(0, depth), name], seen));
        }),
      );
    };
    return errors.filter(({ path }) => !path || concerns(path, new Set()));
  };
}

/**
 * The objects on the way to a place that is not in the answer; undefined: it is in it, or a null is
 * in its stead.
 */
function passedUntilAbsent(
  path: ResponsePath,
  fetched: unknown,
  answer: unknown,
): Passed[] | undefined {
  const passed: Passed[] = [];
  let [known, shown] = [fetched, answer];
  for (const [depth, key] of path.entries()) {
    if (typeof shown !== 'object' || shown === null) return undefined;
    passed.push({ fetched: known, rest: path.slice(depth) });
    if (!Object.hasOwn(shown, key)) return passed;
    known = (known as Entity | null | undefined)?.[key];
    shown = (shown as Entity)[key];
  }
  return undefined;
}

/** Whether selections of an entity take in a path under it, wholly or as a part of a leaf. */
function reach(
  selections: readonly Selection[],
  entity: unknown,
  path: ResponsePath,
  isOfType: TypeTest,
): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  const below = (entity as Entity | null | undefined)?.[key];
  if (typeof key === 'number') return reach(selections, below, rest, isOfType);
  const typename = (entity as Entity | null | undefined)?.['__typename'];
  return selections.some((selection) => {
    if (selection.kind === 'Field')
      return (
        selection.from === key &&
        (!selection.selections || reach(selection.selections, below, rest, isOfType))
      );
    const { typeCondition } = selection;
    const applies =
      typeCondition === undefined ||
      (typeof typename === 'string' && isOfType(typename, typeCondition));
    return applies && reach(selection.selections, entity, path, isOfType);
  });
}

function dependenciesOf(node: PlanNode): Dependency[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(dependenciesOf);
    case 'Flatten':
      return dependenciesOf(node.node);
    case 'Fetch':
      return (node.entities ?? []).map((request) => ({
        needs: request.requires,
        brings: broughtBy(request, node.operation),
      }));
  }
}

/** The response names of the fields that an `_entities` field selects. */
function broughtBy({ key, outputRewrites }: EntityRequest, operation: string): string[] {
  const names = new Set<string>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  const collect = (selectionSet: SelectionSetNode, inside: boolean): void => {
    for (const selection of selectionSet.selections)
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        if (inside) names.add(name);
        else if (name === key && selection.selectionSet) collect(selection.selectionSet, true);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, inside);
      else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, inside);
      }
  };
  const { definitions } = parse(operation, { noLocation: true });
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  for (const definition of definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) collect(definition.selectionSet, false);
  names.delete('__typename');
  return [...names].map((name) => String(rewrittenPath([name], outputRewrites)[0]));
}
