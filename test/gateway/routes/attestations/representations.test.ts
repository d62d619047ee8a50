import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  QR_PREFIX,
  numericOf,
  readKeySet,
  statusListCheck,
  verifyQr,
} from '../../../../subgraphs/attestations/verification/index.ts';
import { OFFICER, REQUEST } from '../../../subgraphs/attestations/hub.ts';
import { AUDIENCE, PUBLIC_URL } from '../../../subgraphs/attestations/support.ts';
import { serveRoutes } from './served-routes.ts';
import type { ServedRoutes } from './served-routes.ts';

let hub: ServedRoutes['hub'];
let app: ServedRoutes['app'];
let metrics: ServedRoutes['metrics'];
let attestation: ServedRoutes['attestation'];
let get: ServedRoutes['get'];
let close: ServedRoutes['close'];

beforeAll(async () => {
  ({ hub, app, metrics, attestation, get, close } = await serveRoutes());
});
afterAll(() => close());

const here = (): string => `/attestations/${attestation._id}`;

describe('GET /attestations/{id}', () => {
  it('is the JWS, byte for byte, unless asked otherwise', async () => {
    for (const accept of [undefined, '*/*', 'application/*', 'application/vc+jwt']) {
      const { statusCode, headers, body } = await get(here(), accept ? { accept } : {});
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toBe('application/vc+jwt');
      expect(body).toBe(attestation.jws);
    }
  });

  it('is what the Accept header prefers', async () => {
    const types = async (accept: string): Promise<string> =>
      String((await get(here(), { accept })).headers['content-type']);
    expect(await types('application/json')).toMatch(/^application\/json/);
    expect(await types('text/html,application/xhtml+xml,*/*;q=0.8')).toMatch(/^text\/html/);
    expect(await types('image/*')).toBe('image/svg+xml');
    expect(await types('application/json;q=0.5, application/vc+jwt;q=0.4')).toMatch(/json/);
    expect(await types('application/vc+jwt;q=0, */*')).toMatch(/json/);
  });

  it('refuses types that it does not have', async () => {
    const { statusCode, headers } = await get(here(), { accept: 'application/pdf' });
    expect(statusCode).toBe(406);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('has a strong ETag and answers 304 to one who has it', async () => {
    const { headers } = await get(here());
    const etag = String(headers.etag);
    expect(etag).toMatch(/^"[A-Za-z0-9_-]{43}"$/);
    expect(headers['cache-control']).toMatch(/^public, max-age=\d+$/);
    expect(headers.vary).toBe('accept');
    const again = await get(here(), { 'if-none-match': `"other", W/${etag}` });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get(here(), { accept: 'text/html', 'if-none-match': etag })).statusCode).toBe(
      200,
    );
  });

  it('is the same from memory as when it was made, to GET and to HEAD, and is counted', async () => {
    const outcome = await hub.subgraph.service.issue(
      { ...REQUEST, audience: 'urn:example:memory' },
      OFFICER,
    );
    if (outcome.kind !== 'issued') throw new Error('issued');
    const url = `/attestations/${outcome.attestation._id}`;
    const counted = async (): Promise<number> => {
      const labels = 'route="/attestations/:id",method="GET",status="200"';
      const lines = (await metrics.registry.metrics()).split('\n');
      const line = lines.find((text) => text.includes('_count{') && text.includes(labels)) ?? '';
      return Number(line.split(' ').at(-1));
    };
    const before = await counted();
    const seen = [];
    for (const method of ['GET', 'GET', 'HEAD', 'GET'] as const) {
      const { statusCode, headers, body } = await app.inject({ method, url });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      const rest = {
        ...headers,
        'x-request-id': '',
        date: '',
        'content-length': String(headers['content-length']),
      };
      seen.push({ statusCode, rest, body: method === 'HEAD' ? '' : body });
    }
    const [made, ...others] = seen;
    expect(made?.body).toBe(outcome.attestation.jws);
    for (const other of others) expect(other).toEqual({ ...made, body: other.body });
    expect(others.map(({ body }) => body)).toEqual([made?.body, '', made?.body]);
    expect(await counted()).toBe(before + 3);
  });

  it('describes itself in JSON', async () => {
    const { body } = await get(here(), { accept: 'application/json' });
    expect(JSON.parse(body)).toMatchObject({
      id: attestation._id,
      url: `${PUBLIC_URL}${here()}`,
      jws: attestation.jws,
      audience: AUDIENCE,
      status: 'VALID',
      answer: { status: 'RECOGNISED', route: 'CN-NZ-EEE' },
    });
  });

  it('has a QR code that stays the same, in which its short form verifies', async () => {
    const png = await get(here(), { accept: 'image/png' });
    expect(png.headers['content-type']).toBe('image/png');
    expect(png.rawPayload.subarray(1, 4).toString()).toBe('PNG');
    const svg = await get(here(), { accept: 'image/svg+xml' });
    expect(svg.body).toMatch(/^<svg [^>]*viewBox/);
    const qr = await hub.subgraph.service.qr(attestation);
    const keys = await readKeySet(JSON.parse(JSON.stringify(await hub.subgraph.service.keySet())));
    const list = await hub.subgraph.service.lists.token(attestation.list);
    const verified = await verifyQr(QR_PREFIX + numericOf(qr), {
      keys,
      now: hub.now,
      audience: AUDIENCE,
      enquiries: [statusListCheck([list ?? ''], { keys, now: hub.now })],
    });
    expect(verified.verdict).toBe('valid');
    expect(verified.claims).toMatchObject({
      sub: attestation.certificate,
      jti: `${PUBLIC_URL}${here()}`,
      mra: { digest: `sha-256:${attestation.digest}` },
    });
    const again = await hub.subgraph.service.qr({ ...attestation });
    expect(again).toBe(qr);
  });

  it('INJ-004: prints without scripts, and nothing in it can break out of its place', async () => {
    const audience = 'urn:x:"><script>alert(1)</script>';
    const outcome = await hub.subgraph.service.issue({ ...REQUEST, audience }, OFFICER);
    if (outcome.kind !== 'issued') throw new Error('issued');
    const { body, headers } = await get(`/attestations/${outcome.attestation._id}`, {
      accept: 'text/html',
    });
    expect(body).not.toContain('<script');
    expect(body).not.toMatch(/(?:src|href)=/); // nothing to be fetched
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(body).toMatch(/<svg role="img"/);
    expect(body).toContain('承认证明');
    expect(body).toContain('&quot;&gt;&lt;script&gt;');
    expect(body).toContain('does not replace the certificate');
  });

  it.each(['nothing', 'A'.repeat(22), '../keys', '__proto__', 'A'.repeat(4000), '%00'])(
    'finds nothing under %s',
    async (id) => {
      const { statusCode, headers, body } = await get(`/attestations/${encodeURIComponent(id)}`);
      expect([404, 414]).toContain(statusCode);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(JSON.parse(body)).toMatchObject({
        code: expect.stringMatching(/NOT_FOUND|URI_TOO_LONG/),
      });
    },
  );
});
