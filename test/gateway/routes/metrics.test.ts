import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isFromHere, listenForMetrics } from '../../../gateway/routes/metrics.ts';
import { freePort } from '../support/ports.ts';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

const from = (remoteAddress: string | undefined, headers: Record<string, string> = {}) => ({
  headers,
  socket: { remoteAddress },
});

describe('metrics on the port of everybody', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('are for %s', (address) => {
    expect(isFromHere(from(address))).toBe(true);
  });

  it.each(['10.0.0.1', '192.0.2.1', '::', '2001:db8::1', '::ffff:10.0.0.1', '', undefined])(
    'are not for %s',
    (address) => {
      expect(isFromHere(from(address))).toBe(false);
    },
  );

  it.each([
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'cf-connecting-ip',
    'true-client-ip',
    'x-client-ip',
    'x-cluster-client-ip',
  ])('are not for whom a proxy on this machine asks: %s', (name) => {
    expect(isFromHere(from('127.0.0.1', { [name]: '127.0.0.1' }))).toBe(false);
  });
});

describe('a hub', () => {
  let hub: TestHub;
  let metricsPort: number;
  let stop: (() => void) | undefined;
  beforeAll(async () => {
    metricsPort = await freePort();
    hub = await startTestHub({ env: { METRICS_PORT: String(metricsPort) } });
    stop = await listenForMetrics(hub.hub.metrics, hub.hub.config);
  });
  afterAll(async () => {
    stop?.();
    await hub.stop();
  });

  it('with a port for metrics has them there and nowhere else', async () => {
    expect((await fetch(`${hub.url}/metrics`)).status).toBe(404);
    const there = `http://127.0.0.1:${metricsPort}`;
    const answer = await fetch(`${there}/metrics`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/plain'),
    ]);
    expect(await answer.text()).toContain('symbolon_http_request_seconds');
    for (const path of ['/', '/graphql', '/health/live'])
      expect((await fetch(there + path)).status).toBe(404);
  });

  it('without one has them for callers of this machine, and not through a proxy', async () => {
    const other = await startTestHub();
    expect((await fetch(`${other.url}/metrics`)).status).toBe(200);
    const proxied = await fetch(`${other.url}/metrics`, { headers: { 'x-forwarded-for': '::1' } });
    expect(proxied.status).toBe(404);
    expect(await proxied.json()).toMatchObject({ code: 'NOT_FOUND' });
    await other.stop();
  });

  it('says which variable to set when the port is taken', async () => {
    await expect(listenForMetrics(hub.hub.metrics, hub.hub.config)).rejects.toThrow(
      'set METRICS_PORT',
    );
  });
});
