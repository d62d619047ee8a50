import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { AuthenticationError, IdentityProviderUnavailable } from '../../gateway/identity/index.ts';
import { OidcVerifier } from '../../gateway/identity/oidc.ts';
import { startTestHub } from './support/hub.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const MINUTE = 60_000;

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}
async function newKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } };
}

let one: SigningKey;
let two: SigningKey;
let provider: Server;
let issuer: string;
let answerKeys: RequestListener;
let answerDiscovery: RequestListener;
let asked: { discovery: number; keys: number };
let clock: number;
let verifier: OidcVerifier;

const json =
  (value: unknown): RequestListener =>
  (_request, response) =>
    response.end(JSON.stringify(value));
const publish = (...keys: unknown[]): void => void (answerKeys = json({ keys }));

beforeAll(async () => {
  [one, two] = await Promise.all([newKey('one'), newKey('two')]);
  provider = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    asked[isKeys ? 'keys' : 'discovery'] += 1;
    (isKeys ? answerKeys : answerDiscovery)(request, response);
  });
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
});
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});
beforeEach(() => {
  asked = { discovery: 0, keys: 0 };
  clock = 0;
  answerDiscovery = json({ issuer, jwks_uri: `${issuer}/keys` });
  publish(one.jwk);
  verifier = new OidcVerifier({ issuer, audience: 'hub' }, fetch, () => clock);
});

const tokenOf = ({ privateKey, jwk }: SigningKey, kid = jwk.kid): Promise<string> =>
  new SignJWT({ scope: 'facts:write' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...(kid === undefined ? {} : { kid }) })
    .setIssuer(issuer)
    .setAudience('hub')
    .setSubject('alice')
    .setJti(randomUUID())
    .setIssuedAt(NOW)
    .setExpirationTime(NOW.getTime() / 1000 + 600)
    .sign(privateKey);
const verify = async (key: SigningKey, kid?: string) =>
  verifier.verify(await tokenOf(key, kid), NOW);

/** What a provider in trouble answers, for either document. */
const TROUBLES: readonly (readonly [what: string, answer: RequestListener])[] = [
  [
    '200 with a page',
    (_, response) => response.setHeader('content-type', 'text/html').end('<html>'),
  ],
  ['nothing', (_, response) => response.end()],
  ['JSON that is none of that', json([null])],
  ['null', json(null)],
  ['another object', json({ keys: 'none', jwks_uri: 7 })],
  ['302', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ['204', (_, response) => response.writeHead(204).end()],
  ['404', (_, response) => response.writeHead(404).end('{}')],
  ['500', (_, response) => response.writeHead(500).end('{"keys":[]}')],
  ['a closed connection', (request) => request.socket.destroy()],
  [
    '50 MB',
    (_, response) => {
      const block = ' '.repeat(65_536);
      const more = (): void => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', more);
      more();
    },
  ],
];

describe('AUT-009: a provider in trouble', () => {
  it.each(TROUBLES)(
    'that answers its keys with %s: tokens cannot be checked',
    async (_, answer) => {
      answerKeys = answer;
      await expect(verify(one)).rejects.toThrow(IdentityProviderUnavailable);
      answerKeys = json({ keys: [one.jwk] });
      await expect(verify(one)).rejects.toThrow('a moment ago');
      expect(asked.keys).toBe(1);
      clock += 5_000;
      expect(await verify(one)).toMatchObject({ sub: 'alice' });
    },
  );

  it.each(TROUBLES)('whose discovery answers %s: the same', async (_, answer) => {
    answerDiscovery = answer;
    await expect(verify(one)).rejects.toThrow(IdentityProviderUnavailable);
    expect(asked).toEqual({ discovery: 1, keys: 0 });
  });

  it('that does not answer in time: the same', async () => {
    const never: typeof fetch = (_url, init) =>
      new Promise((_, reject) => {
        if (!init?.signal) throw new Error('it would wait for ever');
        reject(new DOMException('The operation timed out', 'TimeoutError'));
      });
    verifier = new OidcVerifier({ issuer, audience: 'hub' }, never, () => clock);
    await expect(verify(one)).rejects.toThrow(IdentityProviderUnavailable);
  });

  it('is asked once for all who wait', async () => {
    let release = (): void => undefined;
    answerKeys = (request, response) => {
      release = () => {
        json({ keys: [one.jwk] })(request, response);
      };
    };
    const waiting = Array.from({ length: 50 }, () => verify(one));
    while (asked.keys === 0) await new Promise((next) => setImmediate(next));
    release();
    expect(await Promise.all(waiting)).toHaveLength(50);
    expect(asked).toEqual({ discovery: 1, keys: 1 });
  });

  it('is gone on without for a while, by the keys at hand, and then not', async () => {
    await verify(one);
    answerKeys = (_, response) => response.writeHead(500).end();
    clock += 9 * MINUTE;
    expect(await verify(one)).toMatchObject({ sub: 'alice' });
    clock += MINUTE;
    await expect(verify(one)).rejects.toThrow(IdentityProviderUnavailable);
    const before = asked.keys;
    for (let again = 0; again < 20; again += 1)
      await expect(verify(one)).rejects.toThrow(IdentityProviderUnavailable);
    expect(asked.keys).toBeLessThanOrEqual(before + 1);
  });
});

describe('the keys of a provider', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 7],
    ['a text', 'key'],
    ['a list', []],
    ['an empty object', {}],
    ['a key without a kind', { kid: 'one' }],
    ['a name that is no text', { kty: 'EC', kid: {} }],
    ['an unknown kind', { kty: 'XYZ', kid: 'x' }],
    ['a broken key', { kty: 'EC', crv: 'P-256', x: '!', y: '!', kid: 'x', alg: 'ES256' }],
    ['a secret', { kty: 'oct', k: 'c2VjcmV0', kid: 'x' }],
  ])('are good beside %s', async (_, entry) => {
    publish(entry, one.jwk, entry);
    expect(await verify(one)).toMatchObject({ sub: 'alice' });
  });

  it('by one name are believed neither way, and others go on', async () => {
    const twin = { ...two.jwk, kid: 'one' };
    const third = await newKey('three');
    publish(one.jwk, twin, third.jwk);
    await expect(verify(one)).rejects.toThrow(IdentityProviderUnavailable);
    await expect(verify(two, 'one')).rejects.toThrow(IdentityProviderUnavailable);
    expect(await verify(third)).toMatchObject({ sub: 'alice' });
  });

  it('may be listed twice', async () => {
    publish(one.jwk, { ...one.jwk });
    expect(await verify(one)).toMatchObject({ sub: 'alice' });
  });

  it('that have just changed are found by one forced fetch', async () => {
    await verify(one);
    clock += 1_000;
    publish(one.jwk, two.jwk);
    const found = await Promise.all([verify(two), verify(two), verify(two)]);
    expect(found).toHaveLength(3);
    expect(asked).toEqual({ discovery: 1, keys: 2 });
    clock += 1_000;
    const third = await newKey('three');
    publish(two.jwk, third.jwk);
    await expect(verify(third)).rejects.toThrow(AuthenticationError);
    expect(asked.keys).toBe(2);
    clock += 30_000;
    expect(await verify(third)).toMatchObject({ sub: 'alice' });
    await expect(verify(one)).rejects.toThrow(AuthenticationError);
  });
});

describe('a hub whose provider is in trouble', () => {
  it('answers 503 AUTH_UNAVAILABLE to who has a token, and the others as ever', async () => {
    answerKeys = (_, response) => response.setHeader('content-type', 'text/html').end('<html>');
    const hub = await startTestHub({ env: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'hub' } });
    const answer = await hub.ask('{ whoami }', { token: await tokenOf(one) });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(answer.errors[0]?.extensions).toEqual({ code: 'AUTH_UNAVAILABLE' });
    expect((await hub.ask('{ whoami }')).status).toBe(200);
    await hub.stop();
  });
});
