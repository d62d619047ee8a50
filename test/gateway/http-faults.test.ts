import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorEntry } from '../../lib/errors/table.ts';
import { startTestHub } from './support/hub.ts';
import type { TestHub } from './support/hub.ts';
import { open, received, sendRaw } from './support/raw.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const QUERY = JSON.stringify({ query: '{ whoami }' });
const graphql = (
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer>,
  method = 'POST',
) => fetch(`${hub.url}/graphql`, { method, headers, body });

describe('WEB-002: what a page of another site can send unasked', () => {
  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/plain;charset=UTF-8',
    'multipart/form-data; boundary=x',
  ])('%s is blocked with 400', async (type) => {
    const body = type.startsWith('application') ? 'query={whoami}' : QUERY;
    const response = await graphql({ 'content-type': type }, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining('cross-site'), extensions: { code: 'BAD_REQUEST' } },
      ],
    });
  });

  it('a mutation by GET is refused with 405', async () => {
    const response = await fetch(`${hub.url}/graphql?query=mutation{touch}`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});

describe('INF-009: a body that is not a request', () => {
  it.each([
    ['malformed JSON', '{"query":'],
    ['null', 'null'],
    ['nothing', ''],
    ['a number', '7'],
    ['text', '"x"'],
    ['no query', '{}'],
  ])('%s: 400 as JSON', async (_what, body) => {
    const response = await graphql({ 'content-type': 'application/json' }, body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/json');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(text).not.toMatch(/\bat \w+ \(|node_modules/);
  });

  it('GQL-003: a batch of ten is refused, and none runs', async () => {
    const batch = JSON.stringify(Array.from({ length: 10 }, () => ({ query: '{ whoami }' })));
    const response = await graphql({ 'content-type': 'application/json' }, batch);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [
        { message: expect.stringContaining('batches'), extensions: { code: 'BAD_REQUEST' } },
      ],
    });
  });

  it.each(['application/xml', 'application/json; charset=utf-16'])('%s: 415', async (type) => {
    expect((await graphql({ 'content-type': type }, QUERY)).status).toBe(415);
  });

  it('GQL-013: 5 MB is over the limit: 413', async () => {
    const body = JSON.stringify({ query: '{ whoami }', variables: { x: 'y'.repeat(5_000_000) } });
    const response = await graphql({ 'content-type': 'application/json' }, body);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', status: 413 });
  });
});

describe('WEB-010: a compressed body', () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };

  it('is read', async () => {
    const response = await graphql(headers, new Uint8Array(gzipSync(QUERY)));
    expect(await response.json()).toEqual({ data: { whoami: null } });
  });

  it('of 1 MB that means 1 GB is cut off at the limit: 413', async () => {
    // A thousand members of a megabyte each (RFC 1952 §2.2): made in a moment, read as one.
    const member = gzipSync(Buffer.alloc(1_000_000, 32), { level: 9 });
    const bomb = new Uint8Array(Buffer.concat(new Array<Buffer>(1_000).fill(member)));
    expect(bomb.byteLength).toBeLessThan(1_048_576);
    const before = process.memoryUsage().rss;
    const response = await graphql(headers, bomb);
    expect(response.status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it.each([
    ['that is not gzip', 'gzip', 'nonsense', 400],
    ['of an encoding we do not read', 'br', QUERY, 415],
  ])('%s is refused', async (_what, encoding, body, status) => {
    const response = await graphql({ ...headers, 'content-encoding': encoding }, body);
    expect(response.status).toBe(status);
  });
});

describe('WEB-004: another origin', () => {
  it.each(['https://hub.example.evil.com', 'null', 'https://hub.example'])(
    '%s is given no leave to read answers',
    async (origin) => {
      const response = await graphql({ 'content-type': 'application/json', origin }, QUERY);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.headers.get('vary')).toContain('Origin');
    },
  );

  it('is not told by a preflight that it may', async () => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(
      [...response.headers.keys()].filter((name) => name.startsWith('access-control')),
    ).toEqual([]);
  });

  it('may read public documents', async () => {
    const response = await fetch(`${hub.url}/openapi.json`, {
      headers: { origin: 'https://any.example' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('WEB-005: ambiguous framing', () => {
  const head = 'POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n';
  it.each([
    ['both lengths', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\n{}{}`],
    ['a bare line feed', 'GET /health/live HTTP/1.1\nHost: hub\n\n'],
    [
      'a bare line feed in a header',
      'GET /health/live HTTP/1.1\r\nHost: hub\r\nX: a\nY: b\r\n\r\n',
    ],
    ['a header with a space before the colon', 'GET /health/live HTTP/1.1\r\nHost : hub\r\n\r\n'],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
  ])('%s: 400 and the connection is closed', async (_what, bytes) => {
    const answer = await sendRaw(hub.url, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.split('HTTP/1.1').length - 1).toBe(1);
  });
});

describe('WEB-006: headers by which a proxy speaks', () => {
  it('do not change whom a request is counted under', async () => {
    const first = await fetch(`${hub.url}/openapi.json`, {
      headers: { 'x-forwarded-for': '10.0.0.1' },
    });
    const second = await fetch(`${hub.url}/openapi.json`, {
      headers: { 'x-forwarded-for': '10.0.0.2' },
    });
    const left = (response: Response) =>
      Number(/r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);
    expect(left(second)).toBe(left(first) - 1);
  });

  it('do not change the address of links', async () => {
    const response = await fetch(`${hub.url}/openapi.json`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    });
    expect(await response.json()).toMatchObject({ servers: [{ url: 'https://hub.example' }] });
  });
});

describe('INJ-005: control characters', () => {
  it('in a header value are refused', async () => {
    const answer = await sendRaw(
      hub.url,
      'GET /health/live HTTP/1.1\r\nHost: hub\r\nUser-Agent: a\u0001b\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('in an argument leave one JSON object a line in the log', async () => {
    await hub.ask('{ fail(how: "a\\u001b[31m\\r\\nb") }');
    for (const line of hub.logged()) expect(typeof line['msg']).toBe('string');
  });
});

describe('an answer', () => {
  it('never permits frames, foreign scripts or sniffing', async () => {
    for (const path of ['/', '/graphiql', '/openapi.json', '/nowhere']) {
      const { headers } = await fetch(hub.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/https?:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('strict-transport-security')).toContain('max-age');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('CAC-002: says what it depends on', async () => {
    const response = await fetch(`${hub.url}/graphql?query={whoami}`);
    expect(response.headers.get('vary')).toBe('Accept, Authorization, Origin');
    expect(response.headers.get('cache-control')).toBe('public, max-age=15');
    const token = await hub.token({ role: 'books:lend' });
    const personal = await fetch(`${hub.url}/graphql?query={whoami}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(personal.headers.get('cache-control')).toBe('no-store');
  });

  it('that has not changed is not sent again', async () => {
    const url = `${hub.url}/graphql?query={book(id:"1"){title}}`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });
});

describe('every error outside GraphQL', () => {
  it.each([
    ['GET', '/nowhere', 404, 'NOT_FOUND'],
    ['DELETE', '/graphql', 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/%zz', 400, 'BAD_REQUEST'],
  ])('%s %s is a problem document: %i %s', async (method, path, status, code) => {
    const response = await fetch(hub.url + path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: errorEntry(code)?.title,
      status,
      code,
      requestId: response.headers.get('x-request-id') ?? expect.any(String),
    });
  });

  it('of headers that are too large: 431', async () => {
    const answer = await sendRaw(
      hub.url,
      `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 .*[\s\S]*"code":"HEADERS_TOO_LARGE"/);
  });
});

describe('GQL-015: senders that never finish', () => {
  it('are closed at the timeout while others are answered', async () => {
    const slow = Array.from({ length: 200 }, () => {
      const socket = open(hub.url);
      socket.write('GET / HTTP/1.1\r\nHost: hub\r\nX-Slow: ');
      return socket;
    });
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('x');
    }, 1000);
    const endings = slow.map((socket) => received(socket));
    expect((await hub.ask('{ whoami }')).status).toBe(200);
    const answers = await Promise.all(endings);
    clearInterval(drip);
    expect(new Set(answers.map((answer) => answer.slice(0, 12)))).toEqual(
      new Set(['HTTP/1.1 408']),
    );
    expect((await hub.ask('{ whoami }')).status).toBe(200);
  });
});
