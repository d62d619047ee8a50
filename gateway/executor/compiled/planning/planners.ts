import { createHash } from 'node:crypto';
import { buildASTSchema, isTypeDefinitionNode, Kind, parse, print, visit } from 'graphql';
import type { FieldDefinitionNode, GraphQLSchema, TypeDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { PlanningRefused, typeTest } from './planner.ts';
import type { Planner, PlannerFactory } from './planner.ts';
import type { ProcessExit } from './child.ts';
import { PlannerAbsent, PlannerBusy, PlannerDied, PlannerTooSlow } from './messages.ts';
import { PlannerProcess } from './planner-process.ts';
import type { PlannerProcessOptions } from './planner-process.ts';

/** The planner's words for "no subgraphs can answer this": a fact about the schema, not a fault. */
const UNSATISFIABLE = 'No paths found';

/** Operations remembered over which the planner's process ended, and milliseconds for which. */
const REMEMBERED = { max: 1_000, ttl: 3_600_000 } as const;

/** Events of planners: none of them may be silent. */
export type PlannerEvent = 'second-planner' | 'planner-death' | 'planner-restart';

/** Told of what happens; of a death, how it came about. */
export type OnPlanner = (event: PlannerEvent, death?: ProcessExit) => void;

const tooComplex = (): PlanningRefused =>
  new PlanningRefused('The operation takes too long to plan. Ask for less at once.', {
    extensions: { code: 'LIMIT_EXCEEDED' },
  });
const busy = (): PlanningRefused =>
  new PlanningRefused('', { extensions: { code: 'UNAVAILABLE' } });

/**
 * Hive's planner in a process of its own, and Apollo's for an operation that Hive's fails on or dies of,
 * or for all where no binary of Hive's fits the platform. The second one's packages are only loaded
 * when it is needed.
 */
export function createPlanners(
  onPlanner: OnPlanner,
  options: Pick<PlannerProcessOptions, 'program' | 'limits'> = {},
): PlannerFactory {
  return async (supergraphSdl) => {
    const second = once(async () => {
      const { createApolloPlanner } = await import('./apollo-planner.ts');
      return createApolloPlanner(supergraphSdl);
    });
    const first = new PlannerProcess(supergraphSdl, {
      ...options,
      onDeath: (death) => {
        onPlanner('planner-death', death);
      },
      onRestart: () => {
        onPlanner('planner-restart');
      },
    });
    const opened = await first.open().catch((error: unknown) => {
      if (error instanceof PlannerAbsent) return undefined;
      throw error;
    });
    if (opened === undefined) {
      onPlanner('second-planner');
      return second();
    }
    const ends = new LRUCache<string, 'death' | 'delay'>(REMEMBERED);
    const bySecond: Planner['plan'] = async (...operation) => {
      onPlanner('second-planner');
      return (await second()).plan(...operation);
    };
    return {
      apiSchema: apiSchemaOf(opened),
      supergraphSdl,
      isOfType: typeTest(supergraphSdl),
      async plan(document, operationName, caller = '') {
        const text = print(document);
        const key = createHash('sha256')
          .update(`${operationName ?? ''} ${text}`)
          .digest('base64');
        const end = ends.get(key);
        if (end === 'delay') throw tooComplex();
        if (end === 'death') return bySecond(document, operationName);
        try {
          return { node: await first.plan(text, operationName, caller) };
        } catch (error) {
          if (String(error).includes(UNSATISFIABLE)) throw error;
          if (error instanceof PlannerBusy) throw busy();
          // The second planner would be longer about it still, and on the thread that serves.
          if (error instanceof PlannerTooSlow) {
            ends.set(key, 'delay');
            throw tooComplex();
          }
          if (error instanceof PlannerDied) ends.set(key, 'death');
          return bySecond(document, operationName);
        }
      },
      close() {
        first.close();
      },
    };
  };
}

/** The planner's text of the API schema also defines introspection, which graphql-js brings itself. */
function apiSchemaOf(sdl: string): GraphQLSchema {
  const isIntrospection = ({ name }: FieldDefinitionNode | TypeDefinitionNode): boolean =>
    name.value.startsWith('__');
  const document = visit(parse(sdl, { noLocation: true }), {
    enter: (node) =>
      (node.kind === Kind.FIELD_DEFINITION || isTypeDefinitionNode(node)) && isIntrospection(node)
        ? null
        : undefined,
  });
  return buildASTSchema(document, { assumeValidSDL: true });
}

function once(make: () => Promise<Planner>): () => Promise<Planner> {
  let made: Promise<Planner> | undefined;
  return () => (made ??= make());
}
