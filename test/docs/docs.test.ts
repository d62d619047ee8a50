import { describe, expect, it } from '@jest/globals';
import { access, readFile, readdir } from 'node:fs/promises';
import type { Designation, FactsDocument } from '../../schema/generated/facts.ts';
import type { Question } from '../../schema/generated/question.ts';
import { compile, decide } from '../../subgraphs/agreements/decision/index.ts';
import { FINDINGS } from '../../scripts/check/finding.ts';
import { lint } from '../../scripts/check/lint.ts';
import { loadDocument } from '../../facts/document/validate.ts';
import { fileSource } from '../../facts/document/source.ts';
import { readQuestion } from '../../facts/document/question.ts';
import { GRAPHQL_CODES } from '../../gateway/graphql/codes.ts';
import { createMetrics } from '../../gateway/observability/metrics.ts';
import { PROBLEM_CODES } from '../../lib/errors/problem.ts';
import { ROLES } from '../../gateway/identity/roles.ts';
import { fileURLToPath } from 'node:url';
import { ENVIRONMENT } from '../../gateway/config/config.ts';

const metrics = createMetrics();
metrics.close();
const METRICS = metrics.registry
  .getMetricsAsArray()
  .map(({ name }) => name)
  .filter((name) => name.startsWith('symbolon_'));

const root = new URL('../../', import.meta.url);
const text = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

async function pages(): Promise<string[]> {
  const entries = await readdir(new URL('docs/', root), { recursive: true });
  return ['README.md', ...entries.filter((name) => name.endsWith('.md')).map((n) => `docs/${n}`)];
}

describe('the documentation', () => {
  it('links only to what exists', async () => {
    const broken: string[] = [];
    for (const page of await pages())
      for (const [, target = ''] of (await text(page)).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
        if (/^https?:/.test(target)) continue;
        const url = new URL(target, new URL(page, root));
        await access(url).catch(() => broken.push(`${page}: ${target}`));
      }
    expect(broken).toEqual([]);
  });

  it.each([
    ['docs/integrators.md', 'GraphQL error codes', [...GRAPHQL_CODES]],
    ['docs/integrators.md', 'problem codes', [...PROBLEM_CODES]],
    ['docs/integrators.md', 'roles', Object.keys(ROLES)],
    ['docs/agreements.md', 'findings of symbolon check', Object.keys(FINDINGS)],
    ['docs/operators.md', 'environment variables', ENVIRONMENT],
    ['docs/operators.md', 'metrics', METRICS],
  ])('%s explains all %s', async (page, _, names) => {
    const found = await text(page);
    expect(names.filter((name) => !found.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the worked example of docs/agreements.md', () => {
  const example = fileURLToPath(new URL('docs/examples/cn-nz-eee.json', root));
  const load = async (): Promise<FactsDocument> => {
    const { facts, validation } = await loadDocument(await fileSource(example));
    expect(validation.faults).toEqual([]);
    return facts ?? {};
  };
  const ask = async (): Promise<Question> => {
    const value = JSON.parse(await text('docs/examples/amplifier-to-china.json')) as unknown;
    const { question } = readQuestion(value);
    if (question === null) throw new Error('the question is not valid');
    return question;
  };

  it('is a facts document without findings', async () => {
    expect(lint(await load())).toEqual([]);
  });

  it('recognises the amplifier', async () => {
    expect(decide(compile(await load()), await ask()).status).toBe('RECOGNISED');
  });

  it.each<[string, Question['product'], string]>([
    ['assembled elsewhere', { assembledIn: 'VN' }, 'ORIGIN_NOT_MET'],
    ['of the other list', { keys: ['A.1'] }, 'PRODUCT_NOT_LISTED'],
    ['not shipped directly', { shippedDirect: false }, 'DIRECT_SHIPMENT_NOT_MET'],
  ])('refuses it %s', async (_, change, code) => {
    const question = await ask();
    const product = { ...question.product, ...change };
    expect(decide(compile(await load()), { ...question, product }).reasons).toEqual([code]);
  });

  it('refuses it when the body was designated only after the day of issue', async () => {
    const facts = await load();
    const designations = facts.designations?.map((designation): Designation => ({
      ...designation,
      from: '2014-04-01',
    }));
    const compiled = compile({ ...facts, ...(designations && { designations }) });
    expect(decide(compiled, await ask()).reasons).toEqual(['CAB_NOT_DESIGNATED']);
  });
});
