import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** For each source file, the source files that it imports: by `import`, `import type` or `import()`. */
export type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** Sources of the product and its scripts, without tests and without what is generated. */
export function sourceFiles(): readonly string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /^(?:schema|lib|store|facts|subgraphs|gateway|portal|scripts)\//.test(file))
    .filter((file) => !file.endsWith('.d.ts') && existsSync(file));
}

export function importsOf(files: readonly string[]): Imports {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
      const targets = importedFiles
        .filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => posix.join(posix.dirname(file), fileName))
        .filter((target) => known.has(target));
      return [file, new Set(targets)];
    }),
  );
}

/** The imports between the folders that lie directly in a folder; files in itself are no folder. */
export function betweenFolders(imports: Imports, parent: string): Imports {
  const prefix = parent === '' ? '' : `${parent}/`;
  const folderOf = (file: string): string | undefined => {
    if (!file.startsWith(prefix)) return undefined;
    const [first = '', ...rest] = file.slice(prefix.length).split('/');
    return rest.length > 0 ? first : undefined;
  };
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of imports) {
    const from = folderOf(file);
    if (from === undefined) continue;
    const seen = folders.get(from) ?? new Set();
    folders.set(from, seen);
    for (const target of targets) {
      const to = folderOf(target);
      if (to !== undefined && to !== from) seen.add(to);
    }
  }
  return folders;
}

/** One circle of a graph, as the names passed on the way; undefined: there is none. */
export function circleIn(graph: Imports): readonly string[] | undefined {
  const done = new Set<string>();
  const follow = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const circle = follow(next, [...path, name]);
      if (circle) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const circle = follow(name, []);
    if (circle) return circle;
  }
  return undefined;
}
