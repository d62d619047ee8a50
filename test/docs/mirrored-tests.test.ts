import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Sources but `index.ts`: what a folder shows of itself is tested with its files. */
const sourcesIn = (folder: string): string[] =>
  readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('index.ts'))
    .map((name) => `${folder}/${name}`)
    .sort();

const contains = (pattern: RegExp) => (path: string) =>
  pattern.test(readFileSync(ROOT + path, 'utf8'));

/** Sources that must each have a test in the same place under `test/`, named after them. */
const MIRRORED: readonly (readonly [kind: string, sources: readonly string[]])[] = [
  ['gate', sourcesIn('subgraphs/agreements/decision/gates')],
  [
    'command',
    sourcesIn('scripts/commands').filter(contains(/^export (?:function|const) register\b/m)),
  ],
  ['route', sourcesIn('gateway/routes').filter(contains(/\b(?:app|routes)\.(?:get|post|route)\b/))],
];

const testOf = (source: string): string => `test/${source.replace(/\.ts$/, '.test.ts')}`;

describe.each(MIRRORED)('each %s', (kind, sources) => {
  it(`is found by what makes it a ${kind}`, () => {
    expect(sources.length).toBeGreaterThan(5);
  });

  it.each(sources)('%s has a test named after it', (source) => {
    // A test of its own is found without a search: see test/README.md.
    const test = testOf(source);
    expect([test, existsSync(ROOT + test)]).toEqual([test, true]);
  });
});
