import { GraphQLError, parse } from 'graphql';
import { askedPath } from '../canonical/shape.ts';
import type { ResponsePath, Names } from '../canonical/shape.ts';
import { namesAt } from './failure.ts';
import type { Failure } from './failure.ts';
import type { Entity, PlanNode, Selection, TypeTest } from './planning/plan.ts';
import { rewrittenPath } from './rewrite.ts';

/**
 * The errors, of those that fetches met, that concern the answer given, at places of it. What was
 * fetched has names of ours, the answer those of the caller.
 */
export type Reported = (
  failures: readonly Failure[],
  fetched: Entity,
  answer: Entity | null,
  names: Names,
) => readonly GraphQLError[];

/** Fields that a fetch needs of an entity, and those (by response name) that it brings to it. */
interface Dependency {
  readonly needs: readonly Selection[];
  readonly brings: readonly string[];
}

/** An object that a path passes after so many keys, as it was fetched. */
interface Passed {
  readonly depth: number;
  readonly fetched: unknown;
}

/**
 * Compiles which errors of a plan are reported. A plan may fetch more than was asked for: inputs of
 * other fetches, and fields at places where only another type's selection has them. What fails there
 * concerns the caller only if something in the answer needs it (keys, `@requires`), or was lost with it.
 */
export function compileReported(plan: PlanNode | undefined, isOfType: TypeTest): Reported {
  let dependencies: readonly Dependency[] | undefined;
  return (failures, fetched, answer, names) => {
    /**
     * Where in the answer a place that was fetched matters; undefined: nowhere.
     * @param seen dependencies followed, by how far down they were met
     */
    const concerned = (path: ResponsePath, seen: Set<string>): ResponsePath | undefined => {
      const passed = passedUntilAbsent(path, fetched, answer, names);
      if (!passed) return askedPath(path, names);
      dependencies ??= plan ? dependenciesOf(plan) : [];
      for (const [index, { needs, brings }] of dependencies.entries())
        for (const { depth, fetched: entity } of passed) {
          const known = `${index} ${depth}`;
          if (seen.has(known) || !reach(needs, entity, path.slice(depth), isOfType)) continue;
          seen.add(known);
          const found = first(brings, (name) => concerned([...path.slice(0, depth), name], seen));
          if (found) return found;
        }
      return undefined;
    };
    return failures.flatMap(({ error, lost }) => {
      const { message, path, extensions } = error;
      if (!path) return [error];
      const place = first([path, ...lost()], (other) => concerned(other, new Set()));
      return place ? [new GraphQLError(message, { path: place, extensions })] : [];
    });
  };
}

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The objects on the way to a place that is not in the answer; undefined: it is in it, or a null is
 * in its stead.
 */
function passedUntilAbsent(
  path: ResponsePath,
  fetched: unknown,
  answer: unknown,
  names: Names,
): Passed[] | undefined {
  const passed: Passed[] = [];
  let [known, shown, at] = [fetched, answer, names];
  for (const [depth, key] of path.entries()) {
    if (typeof shown !== 'object' || shown === null) return undefined;
    if (!Array.isArray(shown)) passed.push({ depth, fetched: known });
    // A list that was lost as a whole: some item's place.
    else if (typeof key === 'string') return undefined;
    const field = typeof key === 'string' ? at.named(key) : undefined;
    const asked = typeof key === 'string' ? field?.asked : key;
    if (asked === undefined || !Object.hasOwn(shown, asked)) return passed;
    at = field?.below ?? at;
    known = (known as Entity | null | undefined)?.[key];
    shown = (shown as Entity)[asked];
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
      return (node.entities ?? []).map(({ key, requires, outputRewrites }) => ({
        needs: requires,
        brings: namesAt(parse(node.operation, { noLocation: true }), [key]).map((name) =>
          String(rewrittenPath([name], outputRewrites)[0]),
        ),
      }));
  }
}
