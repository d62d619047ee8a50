/**
 * Everything that is reached from the first ones by one step after the other, themselves included: the
 * territories inside some (RULE §0, Territories). Cycles are harmless: each is visited once.
 */
export function reachedFrom(
  first: Iterable<string>,
  next: (one: string) => Iterable<string>,
): Set<string> {
  const reached = new Set(first);
  for (const one of reached) for (const other of next(one)) reached.add(other);
  return reached;
}
