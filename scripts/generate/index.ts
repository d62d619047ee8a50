import { readdir, readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { unnamedBreaks } from './breaking-changes.ts';
import { compose, CompositionError } from './compose.ts';
import { schemaTypes } from './facts-types.ts';
import { persistedOperations } from './persisted-operations.ts';
import { resolverTypes } from './resolver-types.ts';
import { readSupergraphConfig } from './supergraph-config.ts';

const root = new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url);

interface Generated {
  readonly path: string;
  readonly text: string;
}

const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

async function reasonCodes(): Promise<Generated> {
  const codes = JSON.parse(await read('schema/reason-codes.json')) as object[];
  return { path: 'schema/generated/reason-codes.ts', text: reasonTable(codes) };
}

async function typesOf(source: string, name: string, path: string): Promise<Generated> {
  const schema = JSON.parse(await read(source)) as Parameters<typeof schemaTypes>[0];
  return { path, text: schemaTypes(schema, name, source) };
}

async function operationFiles(): Promise<{ path: string; text: string }[]> {
  const folder = 'schema/operations/';
  const names = (await readdir(new URL(folder, root))).sort();
  return Promise.all(
    names.map(async (name) => ({ path: folder + name, text: await read(folder + name) })),
  );
}

/** The supergraph, the schema that clients see, the operations we persist, and the types of each subgraph's resolvers. */
async function graph(): Promise<Generated[]> {
  const entries = readSupergraphConfig(await read('supergraph.yaml'));
  const subgraphs = await Promise.all(
    entries.map(async (entry) => ({ ...entry, sdl: await read(entry.file) })),
  );
  const { supergraph, api } = compose(subgraphs);
  const types = subgraphs.map(async ({ name, sdl, file }) => ({
    path: `schema/generated/${name}.ts`,
    text: await resolverTypes(name, sdl, file),
  }));
  return [
    { path: 'schema/supergraph.graphql', text: supergraph },
    { path: 'schema/api.graphql', text: api },
    {
      path: 'schema/persisted-operations.json',
      text: persistedOperations(await operationFiles(), api),
    },
    ...(await Promise.all(types)),
  ];
}

/** Every generated file with the text it should have. */
async function generate(): Promise<Generated[]> {
  return Promise.all([
    typesOf('schema/facts.schema.json', 'FactsDocument', 'schema/generated/facts.ts'),
    typesOf('schema/question.schema.json', 'QuestionDocument', 'schema/generated/question.ts'),
    reasonCodes(),
  ]).then(async (types) => [...types, ...(await graph())]);
}

async function write(generated: readonly Generated[], check: boolean): Promise<number> {
  let stale = 0;
  for (const { path, text } of generated) {
    const wanted = path.endsWith('.ts')
      ? await format(text, { parser: 'typescript', singleQuote: true, printWidth: 100 })
      : text;
    if (wanted === (await read(path).catch(() => ''))) continue;
    if (check) stale += 1;
    else await writeFile(new URL(path, root), wanted);
    process.stderr.write(`${check ? 'stale' : 'wrote'}: ${path}\n`);
  }
  return stale;
}

/** What would break clients of the released schema without being named. */
async function breaks(generated: readonly Generated[]): Promise<string[]> {
  const api = generated.find(({ path }) => path === 'schema/api.graphql')?.text ?? '';
  return unnamedBreaks(
    await read('schema/released/api.graphql'),
    api,
    await read('schema/CHANGELOG.md'),
  );
}

try {
  const generated = await generate();
  if ((await write(generated, process.argv.includes('--check'))) > 0) {
    process.stderr.write('Run `npm run generate` and commit what it writes.\n');
    process.exitCode = 1;
  }
  const broken = await breaks(generated);
  if (broken.length > 0) {
    process.stderr.write(
      `Clients of the released schema would break. Undo it, or name it in schema/CHANGELOG.md:\n${broken.map((change) => `  ${change}\n`).join('')}`,
    );
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof CompositionError)) throw error;
  process.stderr.write(`The subgraphs do not compose:\n${error.message}\n`);
  process.exitCode = 1;
}

/** schema/generated/reason-codes.ts: the one table of reason codes, as a typed constant. */
function reasonTable(codes: readonly object[]): string {
  return [
    '/* Generated from schema/reason-codes.json by `npm run generate`. Do not edit. */',
    '',
    '/** Every reason code in canonical order, with its gate, effect and texts. */',
    `export const REASON_CODES = ${JSON.stringify(codes, null, 2)} as const;`,
    '',
  ].join('\n');
}
