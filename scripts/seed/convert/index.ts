/**
 * Makes the bundled data in scripts/seed/data from the source copies in scripts/seed/sources and
 * the worked cases. `--check` writes nothing and fails when a file is not current.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import { chineseSet } from './china.ts';
import { commonCriteria } from './common-criteria.ts';
import type { CommonCriteriaRow } from './common-criteria.ts';
import { documentText, inRepository, source } from './files.ts';
import { harmonizedSystem } from './harmonized-system.ts';
import { ukBodies } from './uk-bodies.ts';
import type { UkBody } from './uk-bodies.ts';

const DATA = 'scripts/seed/data/';
const CASES = 'test/fixtures/cases/';

async function chineseCases(): Promise<[string, FactsDocument][]> {
  const names = (await readdir(inRepository(CASES))).filter((name) => /^CN(NZ)?-/.test(name));
  return Promise.all(
    names.sort().map(async (name): Promise<[string, FactsDocument]> => {
      const text = await readFile(inRepository(CASES + name), 'utf8');
      return [name, (JSON.parse(text) as { facts: FactsDocument }).facts];
    }),
  );
}

/** Every generated data file with the text it should have. */
export async function bundledData(): Promise<ReadonlyMap<string, string>> {
  const table = JSON.parse(await source('common-criteria.json.gz')) as CommonCriteriaRow[];
  const uk = JSON.parse(await source('uk-bodies.json.gz')) as UkBody[];
  const agreements = JSON.parse(
    await readFile(inRepository(`${DATA}agreements.json`), 'utf8'),
  ) as FactsDocument;
  return new Map([
    [`${DATA}common-criteria.json`, documentText(commonCriteria(table))],
    [`${DATA}uk-bodies.json`, documentText(ukBodies(uk))],
    [`${DATA}china.json`, documentText(chineseSet(await chineseCases(), agreements))],
    [
      `${DATA}hs2022.json`,
      harmonizedSystem(
        await source('harmonized-system.csv.gz'),
        await source('hs-sections.csv.gz'),
      ),
    ],
  ]);
}

async function main(check: boolean): Promise<void> {
  for (const [path, wanted] of await bundledData()) {
    const found = await readFile(inRepository(path), 'utf8').catch(() => '');
    if (found === wanted) continue;
    if (check) process.exitCode = 1;
    else await writeFile(inRepository(path), wanted);
    process.stderr.write(`${check ? 'stale' : 'wrote'}: ${path}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await main(process.argv.includes('--check'));
