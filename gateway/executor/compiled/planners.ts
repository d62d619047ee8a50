import type { Planner, PlannerFactory } from './planner.ts';

/** The planner's words for "no subgraphs can answer this": a fact about the schema, not a fault. */
const UNSATISFIABLE = 'No paths found';

/**
 * Hive's planner, and Apollo's for an operation that Hive's fails on, or for all where no binary of
 * Hive's fits the platform. `onSecond` is told of each use of the second, so that it is never
 * silent; its packages are only loaded then.
 */
export function createPlanners(onSecond: () => void): PlannerFactory {
  return async (supergraphSdl) => {
    const second = once(async () => {
      const { createApolloPlanner } = await import('./apollo-planner.ts');
      return createApolloPlanner(supergraphSdl);
    });
    const hive = await import('./hive-planner.ts').catch(() => undefined);
    if (!hive) {
      onSecond();
      return second();
    }
    const first = await hive.createHivePlanner(supergraphSdl);
    return {
      ...first,
      async plan(document, operationName) {
        try {
          return await first.plan(document, operationName);
        } catch (error) {
          if (String(error).includes(UNSATISFIABLE)) throw error;
          onSecond();
          return (await second()).plan(document, operationName);
        }
      },
    };
  };
}

function once(make: () => Promise<Planner>): () => Promise<Planner> {
  let made: Promise<Planner> | undefined;
  return () => (made ??= make());
}
