import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Records of decisions tell of their day; all else tells of today. */
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'test/README.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md')
    .map((name) => `docs/${name}`),
].filter((page) => existsSync(ROOT + page));

const TOP = 'docs|facts|gateway|lib|schema|scripts|store|subgraphs|test';

/** Paths in code marks that begin with a folder of this repository; `…` and `<name>` stand for any. */
function pathsIn(page: string): string[] {
  const text = readFileSync(ROOT + page, 'utf8');
  const found = text.matchAll(new RegExp(`\`((?:${TOP})/[^\`\\s]*)\``, 'g'));
  return [...new Set([...found].map(([, path = '']) => path))];
}

/** Every file and folder of the repository. */
const KNOWN = TOP.split('|').flatMap((folder) => [
  folder,
  ...readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name}`,
  ),
]);

function exists(path: string): boolean {
  const pattern = path
    .replace(/\/$/, '')
    .replace(/[.+()[\]\\]/g, '\\$&')
    .replace(/<[^>]+>|…|\*+/g, '.*')
    .replace(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(',', '|')})`);
  return KNOWN.some((known) => new RegExp(`^${pattern}$`).test(known));
}

describe('the paths that documents name', () => {
  it.each(PAGES)('%s names only what exists', (page) => {
    expect(pathsIn(page).filter((path) => !exists(path))).toEqual([]);
  });
});

describe('the life of an attestation', () => {
  const page = readFileSync(`${ROOT}docs/issuance-cycle.md`, 'utf8');

  it('names only files that exist in its room, and tests that exist', () => {
    const room = [
      'archive',
      'audit',
      'graphql',
      'issuance',
      'keys',
      'log',
      'revalidation',
      'status',
    ].join('|');
    const files = [...page.matchAll(new RegExp(`\`((?:${room})/[^\`\\s]*)\``, 'g'))];
    expect(files.length).toBeGreaterThan(10);
    expect(
      files
        .map(([, path = '']) => `subgraphs/attestations/${path}`)
        .filter((path) => !existsSync(ROOT + path)),
    ).toEqual([]);
  });

  const cited = [...page.matchAll(/`(test\/[^`]+\.test\.ts)`(?:, "([^"]+)")?/g)];
  it.each(cited.map(([, file = '', title]) => [file, title]))('cites %s: %s', (file, title) => {
    const text = readFileSync(ROOT + (file ?? ''), 'utf8');
    expect(title === undefined || text.includes(title) || [file, title]).toBe(true);
  });
});
