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
