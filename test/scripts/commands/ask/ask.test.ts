import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../../schema/generated/question.ts';
import { testGateway } from '../../../subgraphs/engines.ts';
import { testGraph } from '../../../subgraphs/graph.ts';
import { serveGraphql, symbolon } from '../../cli.ts';

interface Case {
  readonly id: string;
  readonly facts: FactsDocument;
  readonly question: Question;
  readonly expected: Partial<Answer>;
  readonly probes?: readonly { readonly question: Question; readonly expected: Partial<Answer> }[];
}

const CASES = new URL('../../../fixtures/cases/', import.meta.url);
const cases = readdirSync(CASES).map(
  (name) => JSON.parse(readFileSync(new URL(name, CASES), 'utf8')) as Case,
);

/** Cases that share a world are asked in one run. */
const worlds = Object.entries(
  cases.reduce<Record<string, Case[]>>((groups, one) => {
    (groups[JSON.stringify(one.facts)] ??= []).push(one);
    return groups;
  }, {}),
).map(([facts, members]) => ({ facts, members, name: members.map(({ id }) => id).join(' ') }));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const caseOf = (id: string): Case => {
  const found = cases.find((one) => one.id === id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
};

describe('symbolon ask --facts', () => {
  it.each(worlds)('answers the cases of a world: $name', async ({ facts, members }) => {
    const asked = members.flatMap(({ question, expected, probes = [] }) => [
      { question, expected },
      ...probes,
    ]);
    const questions = asked.map(({ question }) => JSON.stringify(question)).join('\n');
    const { exit, stdout } = await symbolon([
      'ask',
      ...['--facts', file('facts.json', facts)],
      ...['--questions', file('questions.ndjson', questions)],
    ]);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    expect(answers).toHaveLength(asked.length);
    for (const [at, answer] of answers.entries())
      expect(answer).toMatchObject({ ...asked[at]?.expected, asOf: asked[at]?.question.asOf });
    expect(exit).toBe(0);
  });

  it('answers one question as JSON, and tells by its exit code', async () => {
    const { facts, question, expected } = caseOf('CNNZ-01');
    const paths = ['--facts', file('f.json', facts), '--question'];
    const yes = await symbolon(['ask', ...paths, file('q.json', question), '--json']);
    expect(JSON.parse(yes.stdout)).toMatchObject({ ...expected, knownAt: null });
    expect(yes.exit).toBe(0);
    const unknown = { question: { ...question, certificate: 'NONE' } };
    const no = await symbolon(['ask', ...paths, file('q.json', unknown), '--json']);
    expect(JSON.parse(no.stdout)).toMatchObject({ status: 'INDETERMINATE' });
    expect(no.exit).toBe(1);
  });

  it('explains in English and Chinese, without colours when it is not a terminal', async () => {
    const { facts, question } = caseOf('CN-01');
    const args = ['ask', '--facts', file('f.json', facts), '--question', file('q.json', question)];
    const english = await symbolon(args);
    expect(english.stdout).toMatch(/^NOT_RECOGNISED\n {2}SYN-9001 in CN on 2024-01-10/);
    expect(english.stdout).toMatch(/SCHEME_NOT_ACCEPTED_FOR_MANDATORY {2}\w+/);
    expect(english.stdout).not.toContain('\u001b');
    const chinese = await symbolon([...args, '--locale', 'zh']);
    expect(chinese.stdout).toContain('目录内产品');
    expect(chinese.stdout).toContain('所依据的事实');
  });

  it('shows the gates, the nearest miss of every route and the coming change', async () => {
    const { facts, question } = caseOf('CETA-01');
    const args = ['ask', '--facts', file('f.json', facts), '--question', file('q.json', question)];
    const { stdout } = await symbolon(args);
    expect(stdout).toMatchInlineSnapshot(`
     "NOT_RECOGNISED
       SYN-CETA in CA on 2022-01-01 (REGULATORY)
       route: CETA-P2, annex ALL
       reasons:
         ACCREDITATION_REQUIRED  The agreement requires accreditation, which is missing.
       gates of the certificate:
         +  1 EVIDENCE       certificates SYN-CETA, schemes CA_PRODUCT
         +  2 CERTIFICATE    certificates SYN-CETA
         +  3 EDITION        certificates SYN-CETA
         +  4 DEBARMENT      certificates SYN-CETA
         +  4 MANDATORY      certificates SYN-CETA
         +  5 TERRITORY      certificates SYN-CETA
       route CETA-P2 ALL: NOT_RECOGNISED, missed at gate 9 ACCREDITATION:
         +  5 ROUTE          territories EU, agreements CETA-P2, agreements EU-CA-MRA-1998
         +  6 ANNEX          agreements CETA-P2
         +  7 OBJECT         agreements CETA-P2
         +  8 BODY           agreements CETA-P2, agreements EU-CA-MRA-1998, designations SYN-NB-FR EU-CA-MRA-1998
         x  9 ACCREDITATION  agreements CETA-P2
                ACCREDITATION_REQUIRED  The agreement requires accreditation, which is missing.
       facts relied on (SHA-256 of the record):
         fdda75114c71942934b4a069b47aa77bdf221f7dcb3bceacda31d444ea1482e8  certificates SYN-CETA
         33b90aad26910730729f675df31e443bd043f0d581477549574a3596615292bf  schemes CA_PRODUCT
         5786bd08cc6f5c860111b905e57fd76243e7cc7d520b0b959e4bb7b1fc10b8ec  territories EU
         089e7fd6a5d1e04e7e50db4922d151a4efa597c91c7ccc71562acf6300ef5602  agreements CETA-P2
         adb3bdfd53228849f5fb95ce9cea75ae4071f7a4e5de570560b4759186397bbd  agreements EU-CA-MRA-1998
         5f741b2e55b0fd4f844498aa05e734a7aabede21fd71b774f78bdda4d71c6269  designations SYN-NB-FR EU-CA-MRA-1998
     "
    `);
  });

  it('puts an error in the place of a bad question and answers the others', async () => {
    const { facts, question } = caseOf('CN-01');
    const good = JSON.stringify(question);
    const questions = [
      good,
      '',
      '{"certificate":',
      JSON.stringify({ ...question, asOf: '2024-02-30' }),
      JSON.stringify({ ...question, shoeSize: 42 }),
      good.replace('"market"', '"market":"NZ","market"'),
      good,
    ];
    const { exit, stdout } = await symbolon([
      'ask',
      ...['--facts', file('f.json', facts)],
      ...['--questions', file('q.ndjson', questions.join('\r\n'))],
    ]);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines.map((line) => ('error' in line ? line.error : null))).toEqual([
      null,
      expect.objectContaining({ code: 'DOC_MALFORMED', line: 3 }),
      expect.objectContaining({ code: 'FACT_DATE_INVALID', line: 4 }),
      expect.objectContaining({ code: 'FACT_UNKNOWN_FIELD', line: 5 }),
      expect.objectContaining({ code: 'DOC_DUPLICATE_KEY', line: 6 }),
      null,
    ]);
    expect(lines[5]).toEqual(lines[0]);
    expect(exit).toBe(2);
  });

  it('CLI-002: refuses bad facts, naming file, path and code', async () => {
    const facts = file('bad.json', { certificates: [{ number: 'A', issued: 'soon' }] });
    const args = ['ask', '--facts', facts, '--question', file('q.json', caseOf('CN-01').question)];
    const { exit, stdout, stderr } = await symbolon([...args, '--json']);
    expect(exit).toBe(2);
    expect(stderr).toContain(`${facts}:1: $.certificates[0].issued: FACT_DATE_INVALID`);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'FACT_MISSING_FIELD' } });
  });

  it.each([
    { title: 'no arguments', args: [], message: /--certificate N and --market M/ },
    { title: 'an unknown option', args: ['--shoe-size', '42'], message: /unknown option/ },
    { title: 'facts without a question', args: ['--facts', 'x'], message: /--question FILE/ },
    {
      title: 'a missing file',
      args: ['--facts', '/nowhere/facts.json', '--question', 'x'],
      message: /ENOENT/,
    },
    {
      title: 'a hub that is no address',
      args: ['--certificate', 'A', '--market', 'CN', '--hub', 'ftp://x'],
      message: /http/,
    },
  ])('CLI-002: exits with 2 and says why, given $title', async ({ args, message }) => {
    const { exit, stderr } = await symbolon(['ask', ...args]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(exit).toBe(2);
  });

  it('exits with 3 when the hub does not answer', async () => {
    const args = ['--certificate', 'A', '--market', 'CN', '--hub', 'http://127.0.0.1:9'];
    const { exit, stderr } = await symbolon(['ask', ...args]);
    expect(stderr).toMatch(/^UNAVAILABLE: The hub at http:\/\/127\.0\.0\.1:9 does not answer\.\n$/);
    expect(exit).toBe(3);
  });

  it('asks a hub the same, and shows the same', async () => {
    const { facts, question } = caseOf('CETA-01');
    const graph = await testGraph();
    await graph.load(facts);
    const gateway = await testGateway(graph, 'compiled');
    const server = await serveGraphql(gateway);
    const { certificate, market, asOf, purpose, product } = question;
    const args = [
      ...['ask', '--certificate', certificate, '--market', market, '--as-of', asOf],
      ...['--purpose', purpose, '--hub', server.url],
      ...(product?.hs === undefined ? [] : ['--hs', product.hs]),
    ];
    const asked = file('q.json', { ...question, product: product?.hs ? { hs: product.hs } : {} });
    const pure = ['ask', '--facts', file('f.json', facts), '--question', asked];
    for (const options of [['--locale', 'zh']])
      expect((await symbolon([...args, ...options])).stdout).toBe(
        (await symbolon([...pure, ...options])).stdout,
      );
    const json = await symbolon([...args, '--json']);
    expect(Object.keys(JSON.parse(json.stdout) as object)).toEqual([
      ...['status', 'reasons', 'route', 'annex', 'accepts', 'changesOn', 'alternatives'],
      ...['asOf', 'knownAt'],
    ]);
    await server.stop();
    await gateway.stop();
    await graph.close();
  });

  it('ends quietly when its reader goes away', async () => {
    const { facts, question } = caseOf('CN-01');
    const questions = Array.from({ length: 20_000 }, () => JSON.stringify(question)).join('\n');
    const { stderr } = await symbolon(
      ['ask', '--facts', file('f.json', facts), '--questions', file('many.ndjson', questions)],
      { closeEarly: true },
    );
    expect(stderr).toBe('');
  });
});
