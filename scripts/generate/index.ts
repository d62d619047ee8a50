import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { schemaTypes } from './facts-types.ts';
import { reasonCodesPage } from './reason-codes.ts';

const root = new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url);

interface Generated {
  readonly path: string;
  readonly text: string;
}

const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

async function typesOf(source: string, name: string, path: string): Promise<Generated> {
  const schema = JSON.parse(await read(source)) as Parameters<typeof schemaTypes>[0];
  return { path, text: schemaTypes(schema, name, source) };
}

async function reasonCodes(): Promise<Generated> {
  const codes = JSON.parse(await read('schema/reason-codes.json')) as Parameters<
    typeof reasonCodesPage
  >[0];
  return { path: 'docs/reason-codes.md', text: await reasonCodesPage(codes) };
}

/** Every generated file with the text it should have. */
async function generate(): Promise<Generated[]> {
  return Promise.all([
    typesOf('schema/facts.schema.json', 'FactsDocument', 'schema/generated/facts.ts'),
    typesOf('schema/question.schema.json', 'QuestionDocument', 'schema/generated/question.ts'),
    reasonCodes(),
  ]);
}

const check = process.argv.includes('--check');
let stale = 0;
for (const { path, text } of await generate()) {
  const wanted = path.endsWith('.ts')
    ? await format(text, { parser: 'typescript', singleQuote: true, printWidth: 100 })
    : text;
  if (wanted === (await read(path).catch(() => ''))) continue;
  if (check) stale += 1;
  else await writeFile(new URL(path, root), wanted);
  process.stderr.write(`${check ? 'stale' : 'wrote'}: ${path}\n`);
}
if (stale > 0) {
  process.stderr.write('Run `npm run generate` and commit what it writes.\n');
  process.exitCode = 1;
}
