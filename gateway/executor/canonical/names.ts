/**
 * The beginning of the response names that canonical operations give: no name in the supergraph
 * begins like it, so that nothing a planner selects of its own accord can have one of them.
 */
export function namePrefix(supergraphSdl: string): string {
  let prefix = '_r';
  while (new RegExp(`\\b${prefix}\\d`).test(supergraphSdl)) prefix += 'r';
  return prefix;
}
