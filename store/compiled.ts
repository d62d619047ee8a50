/**
 * The compiled form of a module of this room. A worker thread needs JavaScript; the sources run as
 * TypeScript in tests, where the build is in `dist/` beside them.
 * @param module path from this folder, as in 'server/worker.js'
 */
export function compiledModule(module: string): URL {
  const here = import.meta.url;
  return here.endsWith('.ts') ? new URL(`../dist/store/${module}`, here) : new URL(module, here);
}
