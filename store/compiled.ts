const ROOT = new URL('..', import.meta.url);

/**
 * The compiled form of a module. A worker thread needs JavaScript; the sources run as TypeScript in
 * tests, where the build is in `dist/` beside them.
 * @param from address of the module that asks, its `import.meta.url`
 * @param module path from there, as in './server/worker.js'
 */
export function compiledModule(from: string, module: string): URL {
  const found = new URL(module, from);
  if (!from.endsWith('.ts')) return found;
  return new URL(`dist/${found.href.slice(ROOT.href.length)}`, ROOT);
}
