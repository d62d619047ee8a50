import type { DocumentNode } from 'graphql';
import type { SubgraphError } from '../source.ts';
import type { Cursor } from './execution.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import type { Merge } from './merge.ts';
import { compileWalk } from './path.ts';
import type { ResponsePath, Walk } from './path.ts';
import type { Entity, EntityRequest, Rewrite, TypeTest } from './planning/plan.ts';
import { compileRepresentation } from './representation.ts';
import { compileRewrites, rewrittenPath } from './rewrite.ts';

/** One `_entities` field of a fetch, compiled. */
export interface CompiledEntityRequest {
  readonly key: string;
  readonly variable: string;
  /** Finds the entities and makes their representations, each distinct one once. */
  readonly collect: (cursor: Cursor, root: Entity) => Batch;
  /** Merges what was received; false when it is not the list that was asked for. */
  readonly merge: (received: unknown, batch: Batch) => boolean;
}

/** Compiles one `_entities` field (Federation subgraph specification). */
export function compileEntityRequest(
  request: EntityRequest,
  merge: Merge,
  isOfType: TypeTest,
): CompiledEntityRequest {
  const represent = compileRepresentation(request.requires, isOfType);
  const rewriteInput = compileRewrites(request.inputRewrites, isOfType);
  const rewriteOutput = compileRewrites(request.outputRewrites, isOfType);
  const walks = request.paths?.map((path) => compileWalk(path, isOfType));

  return {
    key: request.key,
    variable: request.variable,
    collect(cursor, root) {
      const at = walks ? cursorAt(walks, root) : cursor;
      const batch = new Batch(request, at);
      at.entities.forEach((entity, position) => {
        const representation = represent(entity);
        if (!representation || !batch.add(representation.key, position)) return;
        rewriteInput?.(representation.value);
        batch.representations.push(representation.value);
      });
      return batch;
    },
    merge(received, batch) {
      if (batch.representations.length === 0) return true;
      if (!Array.isArray(received) || received.length !== batch.positions.length) return false;
      (received as (Entity | null)[]).forEach((entity, index) => {
        if (!entity) return;
        rewriteOutput?.(entity);
        for (const position of batch.positions[index] ?? []) {
          const target = batch.entities[position];
          if (target) merge(target, entity);
        }
      });
      return true;
    },
  };
}

/** The objects at any of several paths. */
function cursorAt(walks: readonly Walk[], root: Entity): Cursor {
  const entities: Entity[] = [];
  for (const walk of walks) walk.entities(root, entities);
  return { entities, paths: () => walks.flatMap((walk) => walk.paths(root, [])) };
}

/** Distinct representations, with the entities (by position) that each stands for. */
export class Batch {
  readonly key: string;
  readonly representations: Entity[] = [];
  readonly positions: number[][] = [];
  readonly #rewrites: readonly Rewrite[];
  readonly #cursor: Cursor;
  readonly #index = new Map<string, number[]>();
  #paths: readonly ResponsePath[] | undefined;

  constructor({ key, outputRewrites }: EntityRequest, cursor: Cursor) {
    this.key = key;
    this.#rewrites = outputRewrites;
    this.#cursor = cursor;
  }

  get entities(): readonly Entity[] {
    return this.#cursor.entities;
  }

  /** Response path of a part of the entity at a position. */
  pathOf(position: number, part: ResponsePath): ResponsePath {
    this.#paths ??= this.#cursor.paths();
    return [...(this.#paths[position] ?? []), ...rewrittenPath(part, this.#rewrites)];
  }

  /** Returns whether the representation is new. */
  add(key: string, position: number): boolean {
    const known = this.#index.get(key);
    if (known) {
      known.push(position);
      return false;
    }
    const positions = [position];
    this.#index.set(key, positions);
    this.positions.push(positions);
    return true;
  }
}

/**
 * An error of `_entities[i]…` belongs to every response position that entity fills.
 * @param data what came with it, not yet merged
 */
export function placeEntityError(
  error: SubgraphError,
  document: DocumentNode,
  data: unknown,
  batches: readonly Batch[],
): Failure[] {
  const [key, index] = error.path ?? [];
  const batch = batches.find((candidate) => candidate.key === key);
  const positions = typeof index === 'number' ? batch?.positions[index] : undefined;
  if (!batch || !positions) return [failureOf(error, document, data, undefined)];
  return positions.map((position) =>
    failureOf(error, document, data, (path) => batch.pathOf(position, path.slice(2))),
  );
}
