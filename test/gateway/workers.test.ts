import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from './support/ports.ts';
import { databaseOf } from '../database.ts';

const CLI = fileURLToPath(new URL('../../dist/scripts/symbolon.js', import.meta.url));

/** Processes that a process started, by /proc; none where the system has no such thing. */
async function childrenOf(pid: number): Promise<string[]> {
  const parents = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map(async (name) => {
        const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
        return { name, parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) };
      }),
  );
  return parents.filter(({ parent }) => parent === pid).map(({ name }) => name);
}

describe('two workers on one port and one store', () => {
  let hub: ChildProcess;
  let url = '';
  let dataDir = '';

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'symbolon-workers-'));
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}/graphql`;
    hub = spawn(process.execPath, [CLI, 'serve', '--requests-per-minute', '0'], {
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        ...databaseOf(dataDir),
        PORT: port,
        WORKERS: '2',
        SEED: 'none',
        LOG_LEVEL: 'fatal',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!hub.stdout) throw new Error('no output');
    for await (const line of createInterface({ input: hub.stdout }))
      if (line.startsWith('symbolon ready')) break;
  }, 120_000);

  afterAll(async () => {
    hub.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  const ask = async (): Promise<number> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ agreements(first: 1) { pageInfo { hasNextPage } } }"}',
    });
    await response.text();
    return response.status;
  };

  it('OPS-004: are both replaced on SIGHUP while every request is answered', async () => {
    const before = await childrenOf(hub.pid ?? 0);
    expect(before).toHaveLength(2);
    let isReplaced = false;
    const statuses: number[] = [];
    const caller = async (): Promise<void> => {
      while (!isReplaced) statuses.push(await ask());
    };
    const callers = [caller(), caller(), caller()];
    hub.kill('SIGHUP');
    for (;;) {
      const now = await childrenOf(hub.pid ?? 0);
      if (now.length === 2 && !now.some((pid) => before.includes(pid))) break;
      await new Promise((again) => setTimeout(again, 100));
    }
    isReplaced = true;
    await Promise.all(callers);
    expect(statuses.length).toBeGreaterThan(10);
    expect(new Set(statuses)).toEqual(new Set([200]));
  }, 120_000);

  it('are replaced when one dies', async () => {
    const [victim = ''] = await childrenOf(hub.pid ?? 0);
    process.kill(Number(victim), 'SIGKILL');
    for (;;) {
      const now = await childrenOf(hub.pid ?? 0);
      if (now.length === 2 && !now.includes(victim)) break;
      await new Promise((again) => setTimeout(again, 100));
    }
    expect(await ask()).toBe(200);
  }, 60_000);

  it('stop together on SIGTERM, with exit code 0', async () => {
    hub.kill('SIGTERM');
    const [code] = (await once(hub, 'exit')) as [number | null];
    expect(code).toBe(0);
  }, 30_000);
});
