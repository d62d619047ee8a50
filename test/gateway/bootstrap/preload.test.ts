import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cp, mkdtemp, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { databaseOf } from '../../database.ts';
import { until } from '../../until.ts';
import { freePort } from '../support/ports.ts';
import { childrenOf } from '../support/processes.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const LOADED = 'what may be needed later is loaded';

let root = '';
let url = '';
let hub: ChildProcess;
const lines: string[] = [];

/** A hub whose packages are gone after it has loaded what it may need. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'symbolon-preload-'));
  const from = (name: string) => join(REPOSITORY, name);
  const to = (name: string) => join(root, name);
  for (const name of [
    'package.json',
    'schema',
    'dist/lib',
    'dist/store',
    'dist/facts',
    'dist/subgraphs',
    'dist/gateway',
    'dist/schema',
    'dist/scripts',
  ])
    // prettier-ignore
    await cp(from(name), to(name), { recursive: true });
  await symlink(from('node_modules'), to('node_modules'));
  const port = String(await freePort());
  url = `http://127.0.0.1:${port}`;
  hub = spawn(process.execPath, [to('dist/scripts/symbolon.js'), 'serve'], {
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: to('data'),
      ...databaseOf(to('data')),
      PORT: port,
      SEED: 'none',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((loaded, failed) => {
    const look = (line: string): void => {
      lines.push(line);
      if (line.includes(LOADED)) loaded();
    };
    for (const stream of [hub.stdout, hub.stderr])
      if (stream) createInterface({ input: stream }).on('line', look);
    hub.once('exit', () => {
      failed(new Error(lines.join('\n')));
    });
  });
  await rename(to('node_modules'), to('aside'));
  await mkdir(to('node_modules'));
}, 120_000);

afterAll(async () => {
  hub.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

const ask = async (query: string): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
};

it('plans by its second planner when the first has gone and cannot come back', async () => {
  expect(await ask('{ certificate(number: "A") { number } }')).toEqual({
    data: { certificate: null },
  });
  for (const pid of await childrenOf(hub.pid ?? 0)) process.kill(pid, 'SIGKILL');
  // The loss of the planner may cost a request a clear error; the second planner then serves all.
  const query =
    '{ certificate(number: "A") { level issuer { name } recognition(market: "NZ") { status } } }';
  let answer: unknown;
  await until(async () => {
    answer = await ask(query);
    return !JSON.stringify(answer).includes('"UNAVAILABLE"');
  });
  expect(answer).toEqual({ data: { certificate: null } });
}, 200_000);

it.each(['/', '/verify', '/graphiql', '/openapi.json', '/metrics', '/.well-known/jwks.json']) // prettier-ignore
('still answers %s', async (path) => {
  const response = await fetch(url + path, { headers: { accept: 'text/html, */*' } });
  expect([path, response.status]).toEqual([path, 200]);
});

it('goes on without an error in its log', () => {
  const levels = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { level: number; msg: string }); // prettier-ignore
  const isOfPlanner = ({ msg }: { msg: string }): boolean => msg.includes('planner');
  expect(levels.filter((line) => line.level >= 50 && !isOfPlanner(line))).toEqual([]);
});
