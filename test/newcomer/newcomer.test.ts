import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../gateway/support/ports.ts';
import { until } from '../until.ts';
import { CHANGES } from './changes.ts';
import { apply, build, copyProject } from './copy.ts';

const copy = mkdtempSync(join(tmpdir(), 'symbolon-newcomer-'));
const program = join(copy, 'dist/scripts/symbolon.js');

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [program, ...args], { cwd: copy, encoding: 'utf8' });

describe('somebody new to the project', () => {
  let hub: ChildProcess | undefined;
  let url = '';

  beforeAll(() => {
    copyProject(copy);
    for (const change of CHANGES) apply(change, copy);
    build(copy);
  }, 300_000);

  afterAll(async () => {
    if (hub?.exitCode === null) {
      hub.kill();
      await once(hub, 'exit');
    }
    rmSync(copy, { recursive: true, force: true });
  });

  it.each(CHANGES)('adds $what in at most $maxFiles files', ({ edits, maxFiles }) => {
    expect(new Set(edits.map(({ file }) => file)).size).toBeLessThanOrEqual(maxFiles);
  });

  it('runs the new command', () => {
    expect(run('greet', 'Ada')).toMatchObject({ status: 0, stdout: 'Hello, Ada.\n' });
  });

  it('is given the new reason', () => {
    const text = readFileSync(new URL('../fixtures/cases/ACC-01.json', import.meta.url), 'utf8');
    const { question, facts } = JSON.parse(text) as {
      question: { certificate: string };
      facts: object;
    };
    const long = 'N'.repeat(61);
    const number = JSON.stringify(question.certificate);
    const swap = (value: object): string =>
      JSON.stringify(value).replaceAll(number, JSON.stringify(long));
    const [factsFile, questionFile] = [join(copy, 'facts.json'), join(copy, 'question.json')];
    writeFileSync(factsFile, swap(facts));
    writeFileSync(questionFile, swap(question));
    const { stdout } = run('ask', '--facts', factsFile, '--question', questionFile, '--json');
    expect(stdout).toContain('CERT_NUMBER_TOO_LONG');
  });

  it('stores the new kind of fact', () => {
    const env = { ...process.env, DATA_DIR: join(copy, 'other'), SEED: 'none' };
    const document = { remarks: [{ id: 'R-1', text: 'Seen', recordedAt: '2026-01-01T00:00:00Z' }] };
    const file = join(copy, 'remarks.json');
    writeFileSync(file, JSON.stringify(document));
    const inCopy = (...args: readonly string[]) =>
      spawnSync(process.execPath, [program, ...args], { cwd: copy, encoding: 'utf8', env });
    expect(inCopy('import', file)).toMatchObject({ status: 0 });
    expect(JSON.parse(inCopy('export').stdout)).toMatchObject(document);
  });

  it('asks for the new field and the new entity', async () => {
    const port = await freePort();
    hub = spawn(process.execPath, [program, 'serve'], {
      cwd: copy,
      env: { ...process.env, PORT: String(port), DATA_DIR: join(copy, 'data'), LOG_LEVEL: 'fatal' },
      stdio: 'ignore',
    });
    url = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${url}/health/ready`).catch(() => null))?.status === 200);
    const query =
      '{certificates(first:1){edges{node{number numberLength}}} notice(id:"7"){id text}}';
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as {
      data: {
        certificates: { edges: { node: { number: string; numberLength: number } }[] };
        notice: object;
      };
    };
    const node = data.certificates.edges[0]?.node;
    expect(node?.numberLength).toBe(node?.number.length);
    expect(data.notice).toEqual({ id: '7', text: 'Notice 7' });
  }, 120_000);
});
