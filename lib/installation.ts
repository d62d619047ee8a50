import { existsSync, readFileSync } from 'node:fs';

/**
 * A file of `schema/`. Sources run from the repository's folders, compiled code from `dist/`: one level
 * deeper.
 */
export function schemaFile(name: string): URL {
  const candidates = ['../schema/', '../../schema/'].map(
    (folder) => new URL(folder + name, import.meta.url),
  );
  const found = candidates.find((url) => existsSync(url));
  if (!found) throw new Error(`schema/${name} is missing from the installation`);
  return found;
}

/** Text of a file of `schema/`. */
export const readSchemaFile = (name: string): string => readFileSync(schemaFile(name), 'utf8');

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
