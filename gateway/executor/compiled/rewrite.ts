import type { Entity, Rewrite, TypeTest } from './plan.ts';

const FRAGMENT = '... on ';

/** Applies the rewrites that a planner asks for (`@interfaceObject`, conflicting aliases). */
export type ApplyRewrites = (value: Entity) => void;

/** Compiles a list of rewrites; undefined when there are none. */
export function compileRewrites(
  rewrites: readonly Rewrite[] | undefined,
  isOfType: TypeTest,
): ApplyRewrites | undefined {
  if (!rewrites?.length) return undefined;
  return (value) => {
    for (const rewrite of rewrites) rewriteAt(value, rewrite.path, rewrite, isOfType);
  };
}

function rewriteAt(
  value: unknown,
  path: readonly string[],
  rewrite: Rewrite,
  isOfType: TypeTest,
): void {
  if (Array.isArray(value)) {
    for (const item of value) rewriteAt(item, path, rewrite, isOfType);
    return;
  }
  const [step, ...rest] = path;
  if (typeof value !== 'object' || value === null || step === undefined) return;
  const target = value as Entity;
  if (step.startsWith(FRAGMENT)) {
    const typename = target['__typename'];
    const condition = step.slice(FRAGMENT.length);
    if (typeof typename !== 'string' || isOfType(typename, condition))
      rewriteAt(target, rest, rewrite, isOfType);
  } else if (rest.length > 0) rewriteAt(target[step], rest, rewrite, isOfType);
  else if (rewrite.kind === 'ValueSetter') target[step] = rewrite.setValueTo;
  else if (Object.hasOwn(target, step) && target[step] !== undefined) {
    target[rewrite.renameKeyTo] = target[step];
    target[step] = undefined;
  }
}
