import type { Entity } from './plan.ts';

/** A path of a response, from its root (GraphQL specification, "Response position"). */
export type ResponsePath = readonly (string | number)[];

const LIST = '@';

/**
 * Compiles a flatten path of a plan: field names and `@` for every item of a list. Response paths
 * are only built when `withPaths` is asked for, which errors do.
 */
export function compileWalk(
  path: readonly (string | number)[],
): (start: Entity, withPaths?: boolean) => { entities: Entity[]; paths: ResponsePath[] } {
  const steps = path.map(String);
  return (start, withPaths = false) => {
    const entities: Entity[] = [];
    const paths: ResponsePath[] = [];
    const walk = (value: unknown, step: number, at: ResponsePath): void => {
      if (value === null || value === undefined) return;
      const name = steps[step];
      if (Array.isArray(value)) {
        const next = name === LIST ? step + 1 : step;
        value.forEach((item: unknown, index) => {
          walk(item, next, withPaths ? [...at, index] : at);
        });
      } else if (name === undefined) {
        entities.push(value as Entity);
        if (withPaths) paths.push(at);
      } else if (typeof value === 'object' && Object.hasOwn(value, name)) {
        walk((value as Entity)[name], step + 1, withPaths ? [...at, name] : at);
      }
    };
    walk(start, 0, []);
    return { entities, paths };
  };
}
