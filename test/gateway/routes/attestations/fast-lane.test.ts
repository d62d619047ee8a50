import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { registerAttestationRoutes } from '../../../../gateway/routes/attestations/index.ts';
import { allowOrigins } from '../../../../gateway/http/cors.ts';
import { limitRates } from '../../../../gateway/limits/rate.ts';
import { negotiatePublic } from '../../../../gateway/http/compression.ts';
import { createLog } from '../../../../gateway/observability/log.ts';
import { createMetrics } from '../../../../gateway/observability/metrics.ts';
import type { Metrics } from '../../../../gateway/observability/metrics.ts';
import { createServer } from '../../../../gateway/http/server.ts';
import type { IssuedAttestation } from '../../../../subgraphs/attestations/index.ts';
import { openHub, OFFICER, REQUEST } from '../../../subgraphs/attestations/hub.ts';
import type { TestHub } from '../../../subgraphs/attestations/hub.ts';
import { PUBLIC_URL } from '../../../subgraphs/attestations/support.ts';

const QUOTA = 12;
let hub: TestHub;
let app: FastifyInstance;
let metrics: Metrics;
let origin: string;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  hub = await openHub();
  metrics = createMetrics();
  const write = (line: string): number => lines.push(JSON.parse(line) as (typeof lines)[number]);
  app = createServer(
    { publicUrl: PUBLIC_URL },
    createLog({ logLevel: 'info' }, { write }),
    metrics,
  );
  allowOrigins(app, new Set());
  const quota = { points: QUOTA, perSeconds: 3600 };
  limitRates(app, {
    metrics,
    identify: () => Promise.resolve(null),
    quotas: { default: { points: 1000, perSeconds: 3600 }, lookups: quota },
  });
  negotiatePublic(app);
  registerAttestationRoutes(app, hub.subgraph.service);
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  metrics.close();
  await hub.close();
});

async function issue(audience: string): Promise<IssuedAttestation> {
  const outcome = await hub.subgraph.service.issue({ ...REQUEST, audience }, OFFICER);
  if (outcome.kind !== 'issued') throw new Error('issued');
  return outcome.attestation;
}

/** What differs between two answers to one question. */
const CHANGING = ['date', 'x-request-id', 'ratelimit', 'connection', 'keep-alive'];
const shown = ({ status, headers }: Response): object => ({
  status,
  headers: [...headers].filter(([name]) => !CHANGING.includes(name)),
});

describe('an attestation that lies ready', () => {
  it('is answered as by the pipeline, with an identifier, counted, limited and logged', async () => {
    const { _id, jws } = await issue('urn:example:lane');
    const path = `/attestations/${_id}`;
    const ask = (headers: Record<string, string> = {}, method = 'GET') =>
      fetch(`${origin}${path}`, { headers, method });
    expect(app.fastLane.ready?.(path, '*/*')).toBeUndefined();
    const made = await ask();
    expect(await made.text()).toBe(jws);
    expect(app.fastLane.ready?.(path, '*/*')).toMatchObject({ objects: [`attestation ${_id}`] });
    const again = await ask();
    expect(await again.text()).toBe(jws);
    expect(shown(again)).toEqual(shown(made));
    const left = ({ headers }: Response): number[] =>
      [...(headers.get('ratelimit') ?? '').matchAll(/r=(\d+)/g)].map(([, number]) =>
        Number(number),
      );
    // A request more; the object was counted when it was first asked for.
    const [requests = 0, objects] = left(made);
    expect(left(again)).toEqual([requests - 1, objects]);
    expect(again.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(again.headers.get('x-request-id')).not.toBe(made.headers.get('x-request-id'));
    // What is not the plain question goes the long way, with the answer that it always had.
    const etag = again.headers.get('etag') ?? '';
    expect((await ask({ 'if-none-match': etag })).status).toBe(304);
    expect(shown(await ask({ authorization: 'Bearer x' }))).toEqual(shown(made));
    expect(shown(await ask({}, 'HEAD'))).toEqual(shown(made));
    expect((await ask({ accept: 'text/html' })).headers.get('content-type')).toMatch(/^text\/html/);
    expect((await fetch(`${origin}${path}?x=1`)).status).toBe(200);
    const text = await metrics.registry.metrics();
    expect(text).toMatch(
      /_count{[^}]*route="\/attestations\/:id",method="GET",status="200"[^}]*} 5\n/,
    );
    const logged = lines.filter(({ route }) => route === '/attestations/:id');
    expect(logged.map(({ requestId }) => requestId)).toContain(again.headers.get('x-request-id'));
  });

  it('is refused like everything else to one who has looked up too much', async () => {
    const { _id } = await issue('urn:example:limit');
    const path = `/attestations/${_id}`;
    const ask = () => fetch(`${origin}${path}`);
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    expect(app.fastLane.ready?.(path, '*/*')).toBeDefined();
    // What is not there is looked up too.
    for (let asked = 0; asked < QUOTA; asked++)
      await fetch(`${origin}/attestations/${String(asked).padStart(22, 'A')}`);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('is not told when it is not in memory, or never was', () => {
    for (const path of ['/attestations/', '/attestations/AAAAAAAAAAAAAAAAAAAAAA', '/health/live'])
      expect(app.fastLane.ready?.(path, undefined)).toBeUndefined();
  });
});
