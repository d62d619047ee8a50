import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { databaseOf } from '../database.ts';
import { freePort } from './support/ports.ts';
import { childrenOf } from './support/processes.ts';
import { until } from '../until.ts';

const CLI = fileURLToPath(new URL('../../dist/scripts/symbolon.js', import.meta.url));
const FAULTY = pathToFileURL(
  fileURLToPath(new URL('../fixtures/faults/unhandled.mjs', import.meta.url)),
).href;

interface Fatal {
  readonly level: number;
  readonly id: string;
  readonly event: string;
  readonly err: { readonly message: string };
}

let hub: ChildProcess | undefined;
let dataDir = '';
afterEach(async () => {
  hub?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** A hub in which SIGUSR2 is an error that nobody handles. */
async function serve(env: Readonly<Record<string, string>>) {
  dataDir = await mkdtemp(join(tmpdir(), 'symbolon-fatal-'));
  const port = String(await freePort());
  const child = spawn(process.execPath, [CLI, 'serve'], {
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataDir,
      ...databaseOf(dataDir),
      PORT: port,
      SEED: 'none',
      LOG_LEVEL: 'error',
      NODE_OPTIONS: `--import ${FAULTY}`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  hub = child;
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('symbolon ready')) break;
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    fatal: (): Fatal[] =>
      errors.map((line) => JSON.parse(line) as Fatal).filter(({ level }) => level === 60),
  };
}

const FATAL = (event: string) => ({
  id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  event,
  err: expect.objectContaining({ message: 'first fault, Bearer [redacted]' }),
});

describe('OPS-002: an error that nobody handles', () => {
  it('is one fatal line; what is under way is answered, and the exit code is not 0', async () => {
    const { child, url, fatal } = await serve({ FAULT: 'rejection' });
    const ended = once(child, 'exit');
    child.kill('SIGUSR2');
    await until(() => fatal().length > 0);
    // Not ready any more, and still answering while a balancer looks elsewhere.
    await until(async () => (await fetch(`${url}/health/ready`)).status === 503);
    const answer = await fetch(`${url}/graphql?query={agreements(first:1){totalCount}}`);
    expect(answer.status).toBe(200);
    expect(await ended).toEqual([3, null]);
    expect(fatal()).toEqual([expect.objectContaining(FATAL('unhandledRejection'))]);
  });

  it('costs a worker, which is replaced; in the first process it ends all', async () => {
    const { child, url, fatal } = await serve({ WORKERS: '2' });
    const [victim = 0] = await childrenOf(child.pid ?? 0);
    process.kill(victim, 'SIGUSR2');
    await until(() => fatal().length > 0);
    await until(async () => {
      const now = await childrenOf(child.pid ?? 0);
      return now.length === 2 && !now.includes(victim);
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const workers = await childrenOf(child.pid ?? 0);
    const ended = once(child, 'exit');
    child.kill('SIGUSR2');
    expect(await ended).toEqual([3, null]);
    expect(fatal()).toEqual([
      expect.objectContaining(FATAL('uncaughtException')),
      expect.objectContaining(FATAL('uncaughtException')),
    ]);
    await until(() => workers.every((pid) => !isAlive(pid)));
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
