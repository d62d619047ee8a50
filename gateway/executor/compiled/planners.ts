import { createApolloPlanner } from './apollo-planner.ts';
import { createHivePlanner } from './hive-planner.ts';
import type { Planner, PlannerFactory } from './planner.ts';

/** The planner's words for "no subgraphs can answer this": a fact about the schema, not a fault. */
const UNSATISFIABLE = 'No paths found';

/**
 * Hive's planner, and Apollo's for an operation that Hive's fails on. `onSecond` is told of each, so
 * that it is never silent.
 */
export function createPlanners(onSecond: () => void): PlannerFactory {
  return (supergraphSdl) => {
    const first = createHivePlanner(supergraphSdl);
    let second: Planner | undefined;
    return {
      ...first,
      plan(document, operationName) {
        try {
          return first.plan(document, operationName);
        } catch (error) {
          if (String(error).includes(UNSATISFIABLE)) throw error;
          onSecond();
          second ??= createApolloPlanner(supergraphSdl);
          return second.plan(document, operationName);
        }
      },
    };
  };
}
