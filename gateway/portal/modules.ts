import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Compiled modules as a browser loads them: one by one, unbundled. */
export interface BrowserModules {
  /** Digest of all of them: another program has other addresses, so each may be kept for ever. */
  readonly version: string;
  /** Text by path below the version; nothing else is served. */
  readonly files: ReadonlyMap<string, string>;
  /** Where the packages' modules are, by the name they are imported under. */
  readonly packages: ReadonlyMap<string, string>;
}

/** The build; sources run as TypeScript in tests, where it is in `dist/` beside them. */
const BUILD = new URL(import.meta.url.endsWith('.ts') ? '../../dist/' : '../../', import.meta.url);
const { resolve } = createRequire(import.meta.url);
const IMPORT = /\b(?:from|import)\s*['"]([^'"]+)['"]/g;

/** All modules that the module at this path of the build needs, found by following its imports. */
export async function collectModules(entry: string): Promise<BrowserModules> {
  const files = new Map<string, string>();
  const packages = new Map<string, string>();
  const visit = async (url: URL): Promise<string> => {
    const path = pathOf(url);
    if (files.has(path)) return path;
    const text = await readFile(url, 'utf8');
    files.set(path, text);
    for (const [, name = ''] of text.matchAll(IMPORT)) {
      if (name.startsWith('.')) await visit(new URL(name, url));
      else packages.set(name, await visit(pathToFileURL(resolve(name))));
    }
    return path;
  };
  await visit(new URL(entry, BUILD));
  const hash = createHash('sha256');
  for (const [path, text] of files) hash.update(`${path}\n${text.length}\n${text}`);
  return { version: hash.digest('base64url').slice(0, 22), files, packages };
}

/** A module's path: in the build as it is, in a package below the name of the package. */
function pathOf(url: URL): string {
  const path = fileURLToPath(url).replaceAll('\\', '/');
  const [, ofPackage] = /.*\/node_modules\/(.+)$/.exec(path) ?? [];
  if (ofPackage !== undefined) return `packages/${ofPackage}`;
  return path.slice(fileURLToPath(BUILD).length);
}
