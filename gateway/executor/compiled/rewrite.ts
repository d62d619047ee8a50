import type { Entity, FlattenPath, Rewrite, TypeTest } from './plan.ts';

/** Applies the rewrites that a planner asks for (`@interfaceObject`, conflicting aliases). */
export type ApplyRewrites = (value: Entity) => void;

/** Compiles a list of rewrites; undefined when there are none. */
export function compileRewrites(
  rewrites: readonly Rewrite[],
  isOfType: TypeTest,
): ApplyRewrites | undefined {
  if (rewrites.length === 0) return undefined;
  return (value) => {
    for (const rewrite of rewrites) rewriteAt(value, rewrite.path, rewrite, isOfType);
  };
}

function rewriteAt(value: unknown, path: FlattenPath, rewrite: Rewrite, isOfType: TypeTest): void {
  if (Array.isArray(value)) {
    for (const item of value) rewriteAt(item, path, rewrite, isOfType);
    return;
  }
  const [step, ...rest] = path;
  if (typeof value !== 'object' || value === null || step === undefined) return;
  const target = value as Entity;
  if ('types' in step) {
    const typename = target['__typename'];
    const matches = (type: string): boolean =>
      typeof typename !== 'string' || isOfType(typename, type);
    if (step.types.some(matches)) rewriteAt(target, rest, rewrite, isOfType);
  } else if ('list' in step) rewriteAt(target, rest, rewrite, isOfType);
  else if (rest.length > 0) rewriteAt(target[step.field], rest, rewrite, isOfType);
  else if (rewrite.kind === 'ValueSetter') target[step.field] = rewrite.value;
  else if (Object.hasOwn(target, step.field) && target[step.field] !== undefined) {
    target[rewrite.name] = target[step.field];
    target[step.field] = undefined;
  }
}
