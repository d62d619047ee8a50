import { compileFetch } from './fetch.ts';
import type { FetchSettings } from './fetch.ts';
import { inParallel, inSequence } from './execution.ts';
import type { Step } from './execution.ts';
import { compileWalk } from './path.ts';
import type { Entity, FlattenPath, PlanNode, TypeTest } from './planning/plan.ts';

/** Compiles a plan to closures, once; running it then interprets nothing. */
export function compilePlan<Context>(
  node: PlanNode,
  settings: FetchSettings<Context>,
): Step<Context> {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compilePlan(child, settings)));
    case 'Parallel':
      return inParallel(node.nodes.map((child) => compilePlan(child, settings)));
    case 'Flatten':
      return compileFlatten(node.path, compilePlan(node.node, settings), settings.isOfType);
    case 'Fetch':
      return compileFetch(node, settings);
  }
}

function compileFlatten<Context>(
  path: FlattenPath,
  step: Step<Context>,
  isOfType: TypeTest,
): Step<Context> {
  const walk = compileWalk(path, isOfType);
  return (execution, cursor) => {
    const entities: Entity[] = [];
    for (const entity of cursor.entities) walk.entities(entity, entities);
    if (entities.length === 0) return undefined;
    const paths = () =>
      cursor.paths().flatMap((start, index) => {
        const from = cursor.entities[index];
        return from ? walk.paths(from, start) : [];
      });
    return step(execution, { entities, paths });
  };
}
