import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { REPORT_MS } from '../../../gateway/limits/share.ts';
import { freePort } from '../support/ports.ts';
import { childrenOf } from '../support/processes.ts';
import { databaseOf } from '../../database.ts';
import { until } from '../../until.ts';

/** Requests one address may make in a minute. */
const QUOTA = 10;
const CLI = fileURLToPath(new URL('../../../dist/scripts/symbolon.js', import.meta.url));

describe('two workers on one port and one store', () => {
  let hub: ChildProcess;
  let url = '';
  let dataDir = '';

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'symbolon-workers-'));
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}/graphql`;
    hub = spawn(process.execPath, [CLI, 'serve', '--requests-per-minute', String(QUOTA)], {
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        ...databaseOf(dataDir),
        PORT: port,
        WORKERS: '2',
        TRUSTED_PROXIES: '127.0.0.1',
        SEED: 'none',
        LOG_LEVEL: 'fatal',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!hub.stdout) throw new Error('no output');
    for await (const line of createInterface({ input: hub.stdout }))
      if (line.startsWith('symbolon ready')) break;
  });

  afterAll(async () => {
    hub.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  let callers = 0;
  /** Asks as somebody else each time, so that no caller meets its limit. */
  const ask = async (): Promise<number> => {
    callers += 1;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `10.0.${callers >> 8}.${callers & 255}`,
      },
      body: '{"query":"{ agreements(first: 1) { pageInfo { hasNextPage } } }"}',
    });
    await response.text();
    return response.status;
  };

  /** Asks on a connection of its own: connections go to the workers in turn. */
  const visit = async (): Promise<{ status: number | undefined; secondsLeft: number }> => {
    const visitor = request(new URL('/openapi.json', url), {
      agent: false,
      headers: { 'x-forwarded-for': '192.0.2.1' },
    }).end();
    const [response] = (await once(visitor, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    const [, secondsLeft] = /t=(\d+)/.exec(String(response.headers['ratelimit'])) ?? [];
    return { status: response.statusCode, secondsLeft: Number(secondsLeft) };
  };
  it('RAT-001: count together what one caller asks', async () => {
    let [answered, refused, left] = [0, 0, 0];
    while (refused < 6) {
      const { status, secondsLeft } = await visit();
      // A window of a minute ended, which takes longer than this on a machine that has nothing else to do.
      if (secondsLeft > left) [answered, refused] = [0, 0];
      left = secondsLeft;
      if (status === 200) [answered, refused] = [answered + 1, 0];
      else refused += 1;
      expect([200, 429]).toContain(status);
      // Both had the time to tell each other.
      if (answered >= QUOTA) await delay(REPORT_MS);
    }
    expect(answered).toBeGreaterThanOrEqual(QUOTA);
    // Apart, they would have answered this many each.
    expect(answered).toBeLessThan(2 * QUOTA);
  });

  it('OPS-004: are both replaced on SIGHUP while every request is answered', async () => {
    const before = await childrenOf(hub.pid ?? 0);
    expect(before).toHaveLength(2);
    let isReplaced = false;
    const statuses: number[] = [];
    const caller = async (): Promise<void> => {
      // Not without pause: what is replaced needs the machine too.
      while (!isReplaced) {
        statuses.push(await ask());
        await delay(20);
      }
    };
    const asking = [caller(), caller(), caller()];
    hub.kill('SIGHUP');
    await until(async () => {
      const now = await childrenOf(hub.pid ?? 0);
      return now.length === 2 && !now.some((pid) => before.includes(pid));
    }, 100);
    isReplaced = true;
    await Promise.all(asking);
    expect(statuses.length).toBeGreaterThan(10);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('are replaced when one dies', async () => {
    const [victim = 0] = await childrenOf(hub.pid ?? 0);
    process.kill(victim, 'SIGKILL');
    await until(async () => {
      const now = await childrenOf(hub.pid ?? 0);
      return now.length === 2 && !now.includes(victim);
    }, 100);
    expect(await ask()).toBe(200);
  });

  it('stop together on SIGTERM, with exit code 0', async () => {
    hub.kill('SIGTERM');
    const [code] = (await once(hub, 'exit')) as [number | null];
    expect(code).toBe(0);
  });
});
