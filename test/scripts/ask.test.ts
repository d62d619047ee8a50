import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';
import { symbolon } from './cli.ts';

interface Case {
  readonly id: string;
  readonly facts: FactsDocument;
  readonly question: Question;
  readonly expected: Partial<Answer>;
  readonly probes?: readonly { readonly question: Question; readonly expected: Partial<Answer> }[];
}

const CASES = new URL('../fixtures/cases/', import.meta.url);
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

  it('refuses bad facts, naming file, path and code', async () => {
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
  ])('exits with 2 and says why, given $title', async ({ args, message }) => {
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
