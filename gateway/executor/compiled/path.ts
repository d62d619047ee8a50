import type { ResponsePath } from '../canonical/shape.ts';
import type { Entity, FlattenPath, TypeTest } from './planning/plan.ts';

export type { ResponsePath };

/** Finds the objects at a flatten path under an object; nulls and missing parts are left out. */
export interface Walk {
  /** Adds the objects to a list. */
  readonly entities: (start: Entity, found: Entity[]) => void;
  /** The paths of the same objects, under that of the first; needed only by errors. */
  readonly paths: (start: Entity, at: ResponsePath) => ResponsePath[];
}

/** Told of each object found. */
type Visit = (entity: Entity, at: ResponsePath | null) => void;

/** Compiles a flatten path. */
export function compileWalk(path: FlattenPath, isOfType: TypeTest): Walk {
  /** @param at null: paths are not asked for, and none is built */
  const walk = (value: unknown, index: number, at: ResponsePath | null, visit: Visit): void => {
    if (typeof value !== 'object' || value === null) return;
    const step = path[index];
    if (Array.isArray(value)) {
      const next = step && 'list' in step ? index + 1 : index;
      for (let item = 0; item < value.length; item += 1)
        walk(value[item], next, at && [...at, item], visit);
      return;
    }
    const entity = value as Entity;
    if (step === undefined) visit(entity, at);
    else if ('field' in step) {
      if (Object.hasOwn(entity, step.field))
        walk(entity[step.field], index + 1, at && [...at, step.field], visit);
    } else if ('types' in step) {
      const typename = entity['__typename'];
      if (typeof typename === 'string' && step.types.some((type) => isOfType(typename, type)))
        walk(entity, index + 1, at, visit);
    }
  };
  return {
    entities: (start, found) => {
      walk(start, 0, null, (entity) => found.push(entity));
    },
    paths: (start, at) => {
      const paths: ResponsePath[] = [];
      walk(start, 0, at, (_, path) => paths.push(path ?? []));
      return paths;
    },
  };
}
