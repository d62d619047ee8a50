import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestHub } from './support/hub.ts';
import type { TestHub } from './support/hub.ts';
import { SECRET } from './support/library.ts';
import { sendRaw } from './support/raw.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ env: { ALLOWED_ORIGINS: 'https://app.example' } });
});
afterAll(() => hub.stop());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(hub.url + path, { method, headers });
const ask = (query: string): string => `/graphql?query=${encodeURIComponent(query)}`;

describe('documents made to exhaust the parser', () => {
  it.each([
    ['lists', `{ named(ids: ${'['.repeat(7_000)}${']'.repeat(7_000)}) { id } }`],
    ['objects', `{ named(ids: ${'{a:'.repeat(4_500)}1${'}'.repeat(4_500)}) { id } }`],
    ['selections', `{ ${'a { '.repeat(4_900)} b ${'}'.repeat(4_900)} }`],
    ['fragments in place', `{ ${'... { '.repeat(4_900)} b ${'}'.repeat(4_900)} }`],
    ['types', `query ($a: ${'['.repeat(7_000)}Int${']'.repeat(7_000)}) { whoami }`],
  ])('by nesting %s', async (_what, query) => {
    const { status, errors } = await hub.ask(query);
    expect(status).toBe(400);
    expect(errors[0]?.extensions.code).toMatch(
      /LIMIT_EXCEEDED|GRAPHQL_(?:VALIDATION|PARSE)_FAILED/,
    );
    expect(hub.logged().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe('what is counted against the cost', () => {
  const nested = (inner: string): string =>
    `query ($n: Int = 100, $no: Boolean = false) { books(first: $n) { nodes { id @skip(if: $no) author { ${inner} } } } }`;

  it.each([
    ['a default of a variable', nested('books(first: $n) { nodes { id } }')],
    [
      'a branch that is skipped',
      nested('... @include(if: $no) { books(first: $n) { nodes { id } } }'),
    ],
    [
      'fragments within fragments',
      `${nested('...A')} fragment A on Author { ...B } fragment B on Author { books(first: 100) { nodes { id } } }`,
    ],
    [
      'aliases of one page',
      nested(
        'a: books(first: 50) { nodes { id } } b: books(first: 51) { nodes { id } } c: books(first: 30) { nodes { id } }',
      ),
    ],
  ])('%s', async (_what, query) => {
    const { errors } = await hub.ask(query);
    expect(errors[0]?.message).toMatch(/could load \d+ objects/);
  });

  it('is what the variables make of it', async () => {
    const query = nested('books(first: $n) { nodes { id } }');
    expect((await hub.ask(query, { variables: { n: 10 } })).errors).toEqual([]);
  });
});

describe('GET of a public answer', () => {
  const ids = Array.from({ length: 100 }, (_, index) => `"${index}"`);
  const query = `{ named(ids: [${ids.join()}]) { id title } }`;

  it('CAC-001: may be kept for seconds, and never past midnight', async () => {
    const late = await startTestHub({ now: () => new Date('2026-11-25T23:59:56.500Z') });
    const response = await fetch(late.url + ask('{ whoami }'));
    expect(response.headers.get('cache-control')).toBe('public, max-age=4');
    await late.stop();
  });

  it.each([
    ['by POST', () => hub.ask(query).then(({ headers }) => headers)],
    [
      'with a token',
      async () =>
        (
          await get(ask(query), {
            authorization: `Bearer ${await hub.token({ role: 'books:lend' })}`,
          })
        ).headers,
    ],
    ['that has an error', async () => (await get(ask('{ fail(how: "x") whoami }'))).headers],
    ['of an invalid query', async () => (await get(ask('{ nobody }'))).headers],
  ])('%s is not kept', async (_what, headersOf) => {
    const headers = await headersOf();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('etag')).toBeNull();
  });

  it('during which a subgraph failed is not kept', async () => {
    hub.weather.authorsFail = true;
    const response = await get(ask('{ book(id: "1") { author { name } } }'));
    hub.weather.authorsFail = false;
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is compressed as the caller prefers, under another tag', async () => {
    const plain = await get(ask(query), { 'accept-encoding': 'identity' });
    const text = await plain.text();
    const tag = plain.headers.get('etag') ?? '';
    expect(plain.headers.get('vary')).toBe('Accept, Authorization, Origin, Accept-Encoding');
    for (const [coding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const raw = await sendRaw(
        hub.url,
        `GET ${ask(query)} HTTP/1.1\r\nHost: h\r\nAccept-Encoding: ${coding}\r\nConnection: close\r\n\r\n`,
        'latin1',
      );
      const [head = '', body = ''] = raw.split('\r\n\r\n');
      expect(head).toContain(`content-encoding: ${coding}`);
      expect(head).toContain(`etag: ${tag.replace(/"$/, `-${coding}"`)}`);
      expect(decode(Buffer.from(body, 'latin1')).toString()).toBe(text);
    }
  });

  it('has one strong tag for each coding, and 304 is said of the one that would be sent', async () => {
    const codings = ['identity', 'gzip', 'br', 'gzip;q=0.1, br'];
    const heads = new Map<string, Headers>();
    for (const path of [ask(query), ask('{ whoami }'), '/openapi.json', '/graphiql'])
      for (const coding of codings) {
        const full = await get(path, { 'accept-encoding': coding });
        await full.arrayBuffer();
        const tag = full.headers.get('etag');
        if (tag === null) continue; // not one that can be asked about again
        heads.set(`${path} ${full.headers.get('content-encoding') ?? 'identity'}`, full.headers);
        const again = await get(path, { 'accept-encoding': coding, 'if-none-match': tag });
        expect([path, again.status]).toEqual([path, 304]);
        for (const name of ['etag', 'vary', 'cache-control'])
          expect([name, again.headers.get(name)]).toEqual([name, full.headers.get(name)]);
      }
    const tags = [...heads.values()].map((head) => head.get('etag'));
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags.length).toBeGreaterThanOrEqual(6);
    const [gzip, br] = ['gzip', 'br'].map((coding) => heads.get(`${ask(query)} ${coding}`));
    const other = await get(ask(query), {
      'accept-encoding': 'gzip',
      'if-none-match': br?.get('etag') ?? '',
    });
    expect([other.status, other.headers.get('etag')]).toEqual([200, gzip?.get('etag')]);
  });

  it('is not compressed when it was asked with a token (BREACH)', async () => {
    const token = await hub.token({ role: 'books:lend' });
    const { headers } = await get(ask(query), {
      authorization: `Bearer ${token}`,
      'accept-encoding': 'br',
    });
    expect(headers.get('content-encoding')).toBeNull();
  });

  it.each([
    ['"x", W/"TAG"', 304],
    ['*', 304],
    ['"x"', 200],
    ['TAG', 200],
  ])('with If-None-Match %s: %i', async (known, status) => {
    const tag = (await get(ask('{ whoami }'))).headers.get('etag') ?? '';
    const header = known.replace('"TAG"', tag);
    expect((await get(ask('{ whoami }'), { 'if-none-match': header })).status).toBe(status);
  });
});

describe('methods and media types of GraphQL', () => {
  it('HEAD is GET without the body', async () => {
    const head = await get(ask('{ whoami }'), {}, 'HEAD');
    const whole = await get(ask('{ whoami }'));
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s: 405 with what is allowed', async (method) => {
    const response = await get('/graphql', {}, method);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    [
      'application/json;q=0.5, application/graphql-response+json',
      'application/graphql-response+json; charset=utf-8',
    ],
    ['application/*', 'application/json; charset=utf-8'],
    ['application/json;q=0, */*', 'application/graphql-response+json; charset=utf-8'],
    ['text/html, */*;q=0.1', 'application/json; charset=utf-8'],
  ])('WEB-009: Accept %s is answered as %s', async (accept, type) => {
    const response = await get(ask('{ whoami }'), { accept });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
  });

  it('Accept of nothing that we have: 406', async () => {
    expect((await get(ask('{ whoami }'), { accept: 'text/html' })).status).toBe(406);
  });

  it.each([
    ['a parameter twice', `${ask('{ whoami }')}&query=%7Bwhoami%7D`, 400],
    ['variables that are no JSON', `${ask('{ whoami }')}&variables=%7B`, 400],
    ['variables that are a list', `${ask('{ whoami }')}&variables=%5B1%5D`, 400],
    ['no query', '/graphql', 400],
    ['a query of 20 kB', ask(`{ whoami } #${'x'.repeat(20_000)}`), 431],
  ])('%s: %s %i', async (_what, path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});

describe('WEB-004: origins', () => {
  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://app.example.evil.com', null],
    ['https://evil-app.example', null],
    ['http://app.example', null],
    ['https://app.example:8443', null],
    ['HTTPS://APP.EXAMPLE', null],
    ['null', null],
  ])('%s may read: %s', async (origin, allowed) => {
    const response = await get(ask('{ whoami }'), { origin });
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it('a preflight of the one on the list is told what it may send', async () => {
    const { status, headers } = await get('/graphql', { origin: 'https://app.example' }, 'OPTIONS');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
  });
});

describe('UI-006: a page', () => {
  it.each(['/verify', '/', '/graphql'])(
    '%s is shown in no frame, and leads nowhere else',
    async (path) => {
      const response = await fetch(`${hub.url}${path}?next=//evil.example&lang=en`, {
        headers: { accept: 'text/html' },
        redirect: 'manual',
      });
      expect(response.headers.get('location') ?? '').not.toContain('evil.example');
      expect(response.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
      expect(response.headers.get('x-frame-options')).toBe('DENY');
    },
  );
});

describe('EVT-004: a WebSocket', () => {
  it('is opened by nobody, whatever the origin: there are none', async () => {
    const answer = await sendRaw(
      hub.url,
      'GET /graphql HTTP/1.1\r\nHost: hub\r\nOrigin: https://evil.example\r\nConnection: Upgrade, close\r\n' +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (?!101)\d{3} /);
  });
});

describe('INF-011: what must not be told apart', () => {
  it('a field that one may not have, of something that is there and of something that is not', async () => {
    const of = (id: string) => hub.ask(`mutation { lend(id: "${id}") { id } }`);
    const [there, none] = await Promise.all([of('1'), of('none')]);
    expect(there.text).toBe(none.text);
    expect(there.status).toBe(401);
  });
});

describe('the log', () => {
  const TOKEN = 'eyJhbGciOiJub25lIn0.c2VjcmV0LXBheWxvYWQ.c2VjcmV0LXNpZw';
  const PRIVATE = 'private-7c1d';

  it('holds no token, cookie, variable, document or address of a request, whatever goes wrong', async () => {
    const headers = { cookie: `session=${PRIVATE}`, authorization: `Bearer ${TOKEN}` };
    const good = await hub.token({ role: 'books:lend' });
    const json = { 'content-type': 'application/json' };
    const post = (path: string, body: string, more: Record<string, string> = {}) =>
      fetch(hub.url + path, { method: 'POST', headers: { ...json, ...more }, body });
    const query = `query ($id: ID!) { fail(how: "${PRIVATE}") book(id: $id) { id } }`;
    await get(`${ask(`{ fail(how: "${PRIVATE}") }`)}&token=${PRIVATE}`, headers);
    await get(`/nowhere/${PRIVATE}?token=${PRIVATE}`, headers);
    await get(`/attestations/${PRIVATE}`, headers);
    await post('/graphql', JSON.stringify({ query, variables: { id: PRIVATE } }), headers);
    await post('/graphql', JSON.stringify({ query, variables: { id: PRIVATE } }), {
      authorization: `Bearer ${good}`,
    });
    await post('/graphql', `{"query": "${PRIVATE}`, headers);
    await post('/graphql', JSON.stringify({ query: `{ ${PRIVATE} }` }));
    await post('/graphql', JSON.stringify({ query, variables: { id: { [PRIVATE]: PRIVATE } } }));
    await post('/verify', PRIVATE, { ...headers, 'content-type': 'text/plain' });
    await sendRaw(hub.url, `GET /${PRIVATE} HTTP/1.1\r\nHost : ${PRIVATE}\r\n\r\n`);
    const log = JSON.stringify(hub.logged().filter(({ msg }) => msg !== 'masked'));
    expect(log).not.toContain(PRIVATE);
    for (const secret of [TOKEN, good, good.split('.')[2] ?? '', 'c2VjcmV0'])
      expect(JSON.stringify(hub.logged())).not.toContain(secret);
    expect(hub.logged().length).toBeGreaterThan(8);
  });

  it('names the request of what it masks by the id that the caller was given', async () => {
    const { headers, text } = await hub.ask('{ fail(how: "once") }');
    const id = headers.get('x-request-id');
    expect(text).not.toContain(SECRET);
    expect(
      hub
        .logged()
        .filter(({ requestId }) => requestId === id)
        .map(({ msg }) => msg),
    ).toEqual(expect.arrayContaining(['masked', 'request']));
  });
});

describe('the metrics', () => {
  const samples = async (): Promise<string[]> =>
    (await (await get('/metrics')).text()).split('\n').filter((line) => !line.startsWith('#'));
  const fetches = async (subgraph: string): Promise<number> => {
    const name = `symbolon_subgraph_fetch_seconds_count{subgraph="${subgraph}"}`;
    return Number((await samples()).find((line) => line.startsWith(name))?.split(' ')[1] ?? 0);
  };

  it('FED-005: a page of books with their authors is one call of each subgraph', async () => {
    const before = [await fetches('shelves'), await fetches('authors')];
    const { data } = await hub.ask('{ books(first: 50) { nodes { id author { name } } } }');
    expect(data).toMatchObject({ books: { nodes: expect.any(Array) } });
    const after = [await fetches('shelves'), await fetches('authors')];
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1]);
  });

  it('have no label that callers choose', async () => {
    for (const path of ['/nowhere/17', '/attestations/x17', '/graphql?query=%7Bx17%7D'])
      await get(path, { 'user-agent': 'x17' });
    const own = (await samples()).filter((line) => line.startsWith('symbolon_'));
    expect(own.length).toBeGreaterThan(30);
    expect(own.join('\n')).not.toContain('x17');
    expect(own.length).toBeLessThan(1_500);
  });
});
