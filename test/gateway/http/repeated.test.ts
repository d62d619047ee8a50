import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';
import { sendRaw } from '../support/raw.ts';

let hub: TestHub;
let good: string;
beforeAll(async () => {
  hub = await startTestHub();
  good = await hub.token({ role: 'hub:admin' });
  // What lies ready is answered before the pipeline.
  hub.app.fastLane.ready = (path) =>
    path === '/ready'
      ? { route: '/ready', objects: [], headers: {}, body: Buffer.from('ready') }
      : undefined;
});
afterAll(() => hub.stop());

const send = (path: string, ...headers: string[]): Promise<string> =>
  sendRaw(
    hub.url,
    ['GET ' + path + ' HTTP/1.1', ...headers, 'Connection: close', '', ''].join('\r\n'),
  );
const ASK = '/graphql?query={whoami}';

describe('a header that says who asks, given twice', () => {
  it.each([ASK, '/health/live', '/openapi.json', '/nothing/here'])('%s: 401', async (path) => {
    for (const second of [
      `Authorization: Bearer ${good}`,
      'AUTHORIZATION: Basic eA==',
      'authorization:',
    ]) {
      const answer = await send(path, 'Host: x', `Authorization: Bearer ${good}`, second);
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
      expect(answer).toMatch(/\r\nwww-authenticate: Bearer/i);
      expect(answer).toContain('"UNAUTHENTICATED"');
    }
  });

  it('is told in the form of GraphQL where GraphQL was asked', async () => {
    const token = `Authorization: Bearer ${good}`;
    const answer = await send(ASK, 'Host: x', token, token);
    const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('is good once', async () => {
    expect(await send(ASK, 'Host: x', `Authorization: Bearer ${good}`)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a header that says whom is asked, given twice', () => {
  it.each([ASK, '/health/live', '/ready', '/nothing/here'])('%s: 400', async (path) => {
    for (const second of ['Host: y', 'HOST: x', 'host:']) {
      const answer = await send(path, 'Host: x', second);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('"BAD_REQUEST"');
    }
  });

  it('is good once', async () => {
    expect(await send('/ready', 'Host: x')).toMatch(/^HTTP\/1\.1 200 [^]*ready$/);
  });
});

describe('AUT-013: what is no bearer token', () => {
  const MARK = 'eyJhbGciOiJFZERTQSJ9.c2VjcmV0LW1hcms.c2VjcmV0LXNpZ25hdHVyZQ';
  it.each([
    ['the scheme twice', `Bearer Bearer ${MARK}`],
    ['two tokens', `Bearer ${MARK}, Bearer ${MARK}`],
    ['two spaces', `Bearer  ${MARK}`],
    ['a tab', `Bearer\t${MARK}`],
    ['a tab after the space', `bearer \t${MARK}`],
    ['more after it', `Bearer ${MARK} x`],
    ['no scheme', MARK],
    ['another scheme', `Token ${MARK}`],
    ['nothing', 'Bearer'],
    ['a token made up', `Bearer ${MARK}`],
    ['a token that is long', `Bearer ${MARK}${'A'.repeat(12_000)}`],
  ])('%s: 401, and the token nowhere', async (_, value) => {
    const answer = await send(ASK, 'Host: x', `Authorization: ${value}`);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).not.toMatch(/c2VjcmV0/);
    expect(JSON.stringify(hub.logged())).not.toMatch(/c2VjcmV0/);
  });

  it('64 KB: 431', async () => {
    const answer = await send(ASK, 'Host: x', `Authorization: Bearer ${MARK}${'A'.repeat(65_536)}`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer + JSON.stringify(hub.logged())).not.toMatch(/c2VjcmV0/);
  });
});

describe('INF-010: what is not served', () => {
  it.each([
    ['TRACE', '/graphql', 405],
    ['PUT', '/graphql', 405],
    ['DELETE', '/graphql', 405],
    ['PATCH', '/graphql', 405],
    ['TRACE', '/', 405],
    ['TRACK', '/graphql', 400],
    ['GET', '/.git/HEAD', 404],
    ['GET', '/.git/config', 404],
    ['GET', '/package.json', 404],
    ['GET', '/.env', 404],
    ['GET', '/data/token-key.json', 404],
    ['GET', '/../package.json', 404],
    ['GET', '/%2e%2e/package.json', 404],
    ['GET', '/verifier/..%2f..%2fpackage.json', 404],
  ])('%s %s: %i', async (method, path, status) => {
    const answer = await sendRaw(
      hub.url,
      `${method} ${path} HTTP/1.1\r\nHost: x\r\nX-Mark: mark\r\nConnection: close\r\n\r\n`,
    );
    expect(Number(answer.slice(9, 12))).toBe(status);
    expect(answer).not.toContain('mark');
  });
});
