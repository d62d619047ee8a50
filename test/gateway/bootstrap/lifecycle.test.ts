import { afterEach, describe, expect, it } from '@jest/globals';
import { Agent, fetch as undiciFetch } from 'undici';
import { createFront } from '../../../gateway/http/front.ts';
import { listen, ListenError } from '../../../gateway/http/listener.ts';
import type { TestHub, TestHubOptions } from '../support/hub.ts';
import { startTestHub } from '../support/hub.ts';
import { open, received } from '../support/raw.ts';
import { until } from '../../until.ts';

let hub: TestHub | undefined;
const start = async (options: TestHubOptions = {}): Promise<TestHub> =>
  (hub = await startTestHub(options));
/** Loads begun by a test: ended even when it fails. */
const finishing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const finish of finishing.splice(0)) await finish();
  await hub?.stop();
  hub = undefined;
});

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Asks without pause over kept connections, as a balancer would, until told to stop. */
function load(url: string, connections: number) {
  const agent = new Agent({ connections, pipelining: 1 });
  const outcomes = { answered: 0, refused: 0, lost: [] as string[] };
  let running = true;
  const client = async (): Promise<void> => {
    while (running) {
      try {
        const response = await undiciFetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"query":"{ book(id: \\"1\\") { id author { name } } }"}',
          dispatcher: agent,
        });
        const body = (await response.json()) as { data?: unknown };
        if (response.status === 200 && body.data) outcomes.answered += 1;
        else outcomes.lost.push(`status ${response.status}`);
      } catch (error) {
        const { code } = ((error as Error).cause ?? {}) as { code?: string };
        if (code !== 'ECONNREFUSED') outcomes.lost.push(String(code ?? error));
        else {
          outcomes.refused += 1;
          await pause(5);
        }
      }
    }
  };
  const clients = Array.from({ length: connections }, client);
  const finish = async () => {
    running = false;
    await Promise.all(clients);
    if (!agent.closed) await agent.close();
    return outcomes;
  };
  return Object.assign(finish, { answered: () => outcomes.answered });
}

describe('OPS-001: a hub told to stop under load', () => {
  it('answers everything it was asked, then refuses connections', async () => {
    const { url, listener } = await start({
      drain: { noticeMs: 2_000, lingerMs: 500, graceMs: 60_000 },
    });
    const finish = load(url, 8);
    finishing.push(finish);
    await until(() => finish.answered() > 20);
    const begun = performance.now();
    const drained = listener.drain();
    const duringNotice = await fetch(`${url}/health/ready`);
    expect(duringNotice.status).toBe(503);
    expect(await duringNotice.json()).toMatchObject({ ready: false, checks: { accepting: false } });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await drained;
    expect(performance.now() - begun).toBeLessThan(60_000);
    await pause(50);
    const { answered, refused, lost } = await finish();
    expect(lost).toEqual([]);
    expect(answered).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(0);
  });

  it('waits for a slow answer', async () => {
    const { ask, weather, listener } = await start({
      drain: { noticeMs: 0, lingerMs: 0, graceMs: 60_000 },
    });
    weather.authorsDelayMs = 800;
    const answer = ask('{ author(id: "1") { name } book(id: "2") { author { name } } }');
    await until(() => weather.authorsAsked > 0, 5);
    await listener.drain();
    expect(await answer).toMatchObject({
      status: 200,
      data: { book: { author: { name: 'Author a2' } } },
    });
  });

  it('closes connections that ask nothing', async () => {
    const { url, listener } = await start({
      drain: { noticeMs: 0, lingerMs: 50, graceMs: 60_000 },
    });
    const idle = open(url);
    const ended = received(idle);
    await pause(50);
    const begun = performance.now();
    await listener.drain();
    await ended;
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  it('cuts off what has not ended when its time is up', async () => {
    const { url, listener } = await start({ drain: { noticeMs: 0, lingerMs: 0, graceMs: 500 } });
    const endless = open(url);
    endless.write(
      'POST /graphql HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    );
    const ended = received(endless);
    await pause(50);
    await listener.drain();
    await ended;
  });
});

describe('a server that cannot listen', () => {
  it('says which port is in use and what to do', async () => {
    const { app } = await start();
    const { port } = app.server.address() as { port: number };
    const second = createFront();
    await expect(listen(second.server, { host: '127.0.0.1', port })).rejects.toThrow(
      new ListenError(`Port ${port} of 127.0.0.1 is in use; stop what uses it or set PORT.`),
    );
  });

  it('says that the address is not of this machine', async () => {
    const front = createFront();
    await expect(listen(front.server, { host: '192.0.2.1', port: 40_001 })).rejects.toThrow(
      'HOST 192.0.2.1',
    );
  });
});

describe('a server that is starting', () => {
  it('DB-006: lives, is not ready, and asks to come back', async () => {
    const front = createFront();
    const listener = await listen(front.server, { host: '127.0.0.1', port: 0 });
    const { port } = front.server.address() as { port: number };
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/health/ready')).status).toBe(503);
    const other = await get('/graphql?query={x}');
    expect(other.status).toBe(503);
    expect(other.headers.get('retry-after')).toBe('2');
    expect(await other.json()).toMatchObject({ code: 'UNAVAILABLE' });
    listener.abort();
  });
});

describe('readiness', () => {
  it('is every check by name', async () => {
    const state = { store: true };
    const { url } = await start({
      checks: {
        store: () => state.store,
        broken: () => {
          if (!state.store) throw new Error('mongodb://secret');
          return true;
        },
      },
    });
    const ready = async () => {
      const response = await fetch(`${url}/health/ready`);
      return { status: response.status, body: (await response.json()) as unknown };
    };
    expect(await ready()).toEqual({
      status: 200,
      body: { ready: true, checks: { accepting: true, store: true, broken: true } },
    });
    state.store = false;
    expect(await ready()).toEqual({
      status: 503,
      body: { ready: false, checks: { accepting: true, store: false, broken: false } },
    });
  });

  it('OPS-007: turns off while the event loop was blocked, and comes back', async () => {
    const running = await start();
    const { metrics } = running.hub;
    await until(() => !metrics.loopIsBlocked());
    const end = performance.now() + 1_000;
    while (performance.now() < end);
    await pause(50);
    expect(metrics.loopIsBlocked()).toBe(false); // briefly: it passes
    const long = performance.now() + 2_000;
    while (performance.now() < long);
    await until(() => metrics.loopIsBlocked(), 10);
    expect(
      await metrics.registry.getSingleMetricAsString('symbolon_event_loop_delay_max_seconds'),
    ).toMatch(/seconds [1-9]/);
    await until(() => !metrics.loopIsBlocked());
  });
});
