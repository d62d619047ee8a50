import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { wallBetween } from '../../scripts/lint/walls.mjs';
import { betweenFolders, circleIn, importsOf, sourceFiles } from './imports.ts';

const MAX_LINES = 300;
const MAX_MEDIAN_LINES = 100;
const MAX_FILES_OF_A_FOLDER = 20;
/** Below this, a file that serves one other file belongs into it. */
const FEW_LINES = 15;

const files = sourceFiles();
const imports = importsOf(files);
const written = files.filter((file) => !file.startsWith('schema/generated/'));
const linesOf = new Map(
  written.map((file) => [file, readFileSync(file, 'utf8').trimEnd().split('\n').length]),
);

const folders = [...new Set(files.flatMap(foldersAbove))];

function foldersAbove(file: string): string[] {
  const folder = posix.dirname(file);
  return folder === '.' ? [''] : [folder, ...foldersAbove(folder)];
}

describe('the house', () => {
  it('has no circle of files', () => {
    expect(circleIn(imports)).toBeUndefined();
  });

  it.each(folders)('has no circle of folders in "%s"', (folder) => {
    expect(circleIn(betweenFolders(imports, folder))).toBeUndefined();
  });

  it('has no import through a wall', () => {
    const through = [...imports].flatMap(([file, targets]) =>
      [...targets].filter((target) => wallBetween(file, target)).map((to) => `${file} -> ${to}`),
    );
    expect(through).toEqual([]);
  });

  it(`has no source file over ${MAX_LINES} lines`, () => {
    expect([...linesOf].filter(([, lines]) => lines > MAX_LINES)).toEqual([]);
  });

  it(`has files of at most ${MAX_MEDIAN_LINES} lines, as the median`, () => {
    const sorted = [...linesOf.values()].sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MAX_MEDIAN_LINES);
  });

  it(`has no folder with more than ${MAX_FILES_OF_A_FOLDER} files of its own`, () => {
    const crowded = folders.filter(
      (folder) =>
        files.filter((file) => posix.dirname(file) === folder).length > MAX_FILES_OF_A_FOLDER,
    );
    expect(crowded).toEqual([]);
  });

  it('has no tiny file that serves one other file', () => {
    const users = new Map<string, number>();
    for (const targets of imports.values())
      for (const target of targets) users.set(target, (users.get(target) ?? 0) + 1);
    const tiny = [...linesOf].filter(
      ([file, lines]) => lines < FEW_LINES && users.get(file) === 1 && !file.endsWith('/index.ts'),
    );
    expect(tiny.map(([file]) => file)).toEqual([]);
  });
});

describe('circles are found', () => {
  const graph = (edges: Record<string, readonly string[]>) =>
    new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]));

  it.each([
    ['of two', graph({ a: ['b'], b: ['a'] }), ['a', 'b', 'a']],
    ['behind a file that is in none', graph({ a: ['b'], b: ['c'], c: ['b'] }), ['b', 'c', 'b']],
    [
      'of folders',
      betweenFolders(graph({ 'p/a/x.ts': ['p/b/y.ts'], 'p/b/z.ts': ['p/a/w.ts'] }), 'p'),
      ['a', 'b', 'a'],
    ],
  ])('%s', (_, edges, circle) => {
    expect(circleIn(edges)).toEqual(circle);
  });

  it('and nothing else', () => {
    expect(circleIn(graph({ a: ['b', 'c'], b: ['c'] }))).toBeUndefined();
  });
});
