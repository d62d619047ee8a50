import type { ResponsePath } from './path.ts';
import type { Entity, FlattenPath, Rewrite, TypeTest } from './planning/plan.ts';

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

/** A path of an answer as it reads once the answer's keys are renamed; types are not looked at. */
export function rewrittenPath(path: ResponsePath, rewrites: readonly Rewrite[]): ResponsePath {
  const renamed = [...path];
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'KeyRenamer') continue;
    const end = endOf(rewrite.path, renamed);
    if (end !== undefined) renamed[end] = rewrite.name;
  }
  return renamed;
}

/** Where in a path a rewrite's path ends; undefined: the one does not begin with the other. */
function endOf(steps: FlattenPath, path: ResponsePath): number | undefined {
  const fields = steps.flatMap((step) => ('field' in step ? step.field : []));
  let next = 0;
  for (const [index, key] of path.entries()) {
    if (typeof key === 'number') continue;
    if (key !== fields[next]) return undefined;
    next += 1;
    if (next === fields.length) return index;
  }
  return undefined;
}
