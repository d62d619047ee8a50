import type { Entity, FlattenPath, TypeTest } from './plan.ts';

/** A path of a response, from its root (GraphQL specification, "Response position"). */
export type ResponsePath = readonly (string | number)[];

/** The objects found at a path, and their paths when these were asked for. */
export interface Found {
  readonly entities: readonly Entity[];
  readonly paths: readonly ResponsePath[];
}

/** Finds the objects at a flatten path under an object; nulls and missing parts are left out. */
export type Walk = (start: Entity, withPaths?: boolean) => Found;

/** Compiles a flatten path. Response paths are only built when an error needs them. */
export function compileWalk(path: FlattenPath, isOfType: TypeTest): Walk {
  return (start, withPaths = false) => {
    const entities: Entity[] = [];
    const paths: ResponsePath[] = [];
    const walk = (value: unknown, index: number, at: ResponsePath): void => {
      if (typeof value !== 'object' || value === null) return;
      const step = path[index];
      if (Array.isArray(value)) {
        const next = step && 'list' in step ? index + 1 : index;
        for (let item = 0; item < value.length; item += 1)
          walk(value[item], next, withPaths ? [...at, item] : at);
        return;
      }
      const entity = value as Entity;
      if (step === undefined) {
        entities.push(entity);
        if (withPaths) paths.push(at);
      } else if ('field' in step) {
        if (Object.hasOwn(entity, step.field))
          walk(entity[step.field], index + 1, withPaths ? [...at, step.field] : at);
      } else if ('types' in step) {
        const typename = entity['__typename'];
        if (typeof typename === 'string' && step.types.some((type) => isOfType(typename, type)))
          walk(entity, index + 1, at);
      }
    };
    walk(start, 0, []);
    return { entities, paths };
  };
}
