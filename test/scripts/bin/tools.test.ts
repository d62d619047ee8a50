import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const TOOLS = new URL('../../../scripts/bin/tools.mjs', import.meta.url).href;
const REPORTER = new URL('../../closing-line.mjs', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'symbolon-tools-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a few lines print, run where only these programs are to be found. */
function printed(lines: string, programs: readonly string[], env: object = {}): unknown {
  const path = mkdtempSync(join(folder, 'path-'));
  for (const program of programs) symlinkSync(process.execPath, join(path, program));
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', lines], {
    env: { PATH: path, ...env },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('what a group of tests needs', () => {
  it('is all of it: one program of two is not enough', () => {
    const lacking = `import { missing } from '${TOOLS}'; console.log(JSON.stringify(missing('token')))`;
    const both = ['softhsm2-util', 'pkcs11-tool'];
    expect(printed(lacking, [])).toEqual(expect.arrayContaining(both));
    for (const [has, lacks] of [both, both.toReversed()])
      expect(printed(lacking, [has ?? ''])).toContain(lacks);
  });

  it('is named, with the packages that have it, for each group that lacks something', () => {
    const said = `import { missing, untested } from '${TOOLS}';
      const names = ['browser', 'scanner', 'jose', 'token'].filter((name) => missing(name).length > 0);
      console.log(JSON.stringify([names.length, untested().filter((line) => line.startsWith('skipped: ')).length]))`;
    const [groups, lines] = printed(said, []) as [number, number];
    expect(lines).toBe(groups);
  });
});

describe('the closing line', () => {
  const run = (tests: readonly object[], env: object): unknown => {
    const file = join(folder, 'results.json');
    const result = { testFilePath: '/clone/test/a/b.test.ts', testResults: tests };
    const totals = { numPassedTests: 1, numFailedTests: 0, numFailedTestSuites: 0 };
    writeFileSync(file, JSON.stringify({ ...totals, numPendingTests: 2, testResults: [result] }));
    const lines = `import { readFileSync } from 'node:fs'; import Reporter from '${REPORTER}';
      const reporter = new Reporter({});
      const write = process.stdout.write; let text = ''; process.stdout.write = (part) => (text += part);
      reporter.onRunComplete({}, JSON.parse(readFileSync('${file}', 'utf8')));
      process.once('exit', () => { process.stdout.write = write; console.log(JSON.stringify([text, reporter.getLastError()?.message ?? null])); });`;
    return printed(lines, [], env);
  };
  const test = (group: string, status: string): object => ({
    ...{ ancestorTitles: [group], title: 'a test', status },
  });

  it('names a group of which nothing ran, and with CI set fails for it', () => {
    const tests = [
      test('a token', 'pending'),
      test('a token', 'pending'),
      test('a page', 'pending'),
      test('a page', 'passed'),
    ];
    const text = 'skipped: a token (test/a/b.test.ts)\n1 passed, 0 failed, 2 skipped\n';
    expect(run(tests, {})).toEqual([text, null]);
    expect(run(tests, { CI: '1' })).toEqual([text, expect.stringContaining('CI')]);
    expect(run([test('a page', 'passed')], { CI: '1' })).toEqual([expect.any(String), null]);
  });
});
