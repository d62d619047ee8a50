import { createSecretKey, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { JWTPayload } from 'jose';
import {
  AuthenticationError,
  createIdentify,
  IdentityProviderUnavailable,
  openTokenKey,
  SERVICE_KEY,
} from '../../gateway/identity/index.ts';
import { startTestHub } from './support/hub.ts';
import type { TestHub } from './support/hub.ts';

const HUB = 'https://hub.example';
const NOW = new Date('2026-03-01T12:00:00Z');
const seconds = NOW.getTime() / 1000;

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ now: () => NOW });
});
afterAll(() => hub.stop());

const claims = (changes: Record<string, unknown> = {}): JWTPayload => ({
  iss: HUB,
  aud: HUB,
  sub: 'alice',
  scope: 'books:lend',
  jti: randomUUID(),
  iat: seconds,
  exp: seconds + 600,
  ...changes,
});

const sign = (payload: JWTPayload, header: Record<string, unknown> = {}): Promise<string> =>
  new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: hub.key.id, ...header })
    .sign(hub.key.privateKey);

const without = (name: string): JWTPayload => {
  return Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));
};

/** Tokens that must be refused, by fault id. */
const REFUSED: readonly (readonly [
  id: string,
  what: string,
  token: () => Promise<string> | string,
])[] = [
  ['AUT-001', 'alg none', () => new UnsecuredJWT(claims()).encode()],
  [
    'AUT-002',
    'HS256 with our public key as the secret',
    async () => {
      const { x } = await exportJWK(hub.key.publicKey);
      return new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: hub.key.id })
        .sign(createSecretKey(Buffer.from(x ?? '', 'base64url')));
    },
  ],
  ...['exp', 'aud', 'iss', 'sub', 'jti', 'iat'].map(
    (name) => ['AUT-003', `no ${name}`, () => sign(without(name))] as const,
  ),
  ['AUT-004', 'an attestation as access token', () => sign(claims(), { typ: 'vc+jwt' })],
  ['AUT-004', 'an id_token as access token', () => sign(claims(), { typ: 'JWT' })],
  ['AUT-004', 'no typ', () => sign(claims(), { typ: undefined })],
  ['AUT-006', 'the audience of another hub', () => sign(claims({ aud: 'https://other.example' }))],
  ['AUT-006', 'an issuer with a trailing slash', () => sign(claims({ iss: `${HUB}/` }))],
  ['AUT-006', 'another issuer', () => sign(claims({ iss: 'https://other.example' }))],
  ['AUT-007', 'expired 61 s ago', () => sign(claims({ exp: seconds - 61, iat: seconds - 700 }))],
  ['AUT-007', 'not before in 61 s', () => sign(claims({ nbf: seconds + 61 }))],
  [
    'AUT-007',
    'issued in a day',
    () => sign(claims({ iat: seconds + 86_400, exp: seconds + 86_500 })),
  ],
  [
    'AUT-007',
    'exp as text',
    () => sign(claims({ exp: String(seconds + 600) as unknown as number })),
  ],
  ['AUT-007', 'exp 1e308', () => sign(claims({ exp: 1e308 }))],
  ['AUT-007', 'a life of a year', () => sign(claims({ exp: seconds + 31_536_000 }))],
  ['authn', 'a scope that is not text', () => sign(claims({ scope: ['books:lend'] }))],
  ['authn', 'padding', async () => `${await sign(claims())}=`],
  ['authn', 'not a token', () => 'x'],
  ['authn', 'a token of 10 kB', () => `${'x'.repeat(10_000)}.y.z`],
  [
    'authn',
    'another key',
    async () => {
      const { privateKey } = await generateKeyPair('EdDSA');
      return new SignJWT(claims())
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: hub.key.id })
        .sign(privateKey);
    },
  ],
];

describe('a token that is not right', () => {
  it.each(REFUSED)('%s %s: 401 without detail', async (_id, _what, make) => {
    const token = await make();
    const answer = await hub.ask('{ whoami }', { token });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(answer.errors).toEqual([
      {
        message: 'The access token is missing where one is needed, or not accepted.',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
  });

  it('leaves an audit event that holds no token', async () => {
    const token = await sign(claims({ aud: 'https://other.example' }));
    const answer = await hub.ask('{ whoami }', { token });
    const events = hub
      .logged()
      .filter(({ requestId }) => requestId === answer.headers.get('x-request-id'));
    expect(events).toContainEqual(expect.objectContaining({ audit: true, msg: 'token refused' }));
    expect(JSON.stringify(events)).not.toContain(token.split('.')[2]);
  });

  it('AUT-011: in the query string is not a token at all', async () => {
    const token = await sign(claims());
    const response = await fetch(`${hub.url}/graphql?query={whoami}&access_token=${token}`);
    expect(await response.json()).toEqual({ data: { whoami: null } });
    expect(JSON.stringify(hub.logged())).not.toContain(token);
  });
});

describe('a good token', () => {
  it('names the caller', async () => {
    const answer = await hub.ask('{ whoami }', { token: await sign(claims()) });
    expect(answer).toMatchObject({ status: 200, data: { whoami: 'alice' } });
  });

  it.each([
    ['expired 59 s ago', { exp: seconds - 59, iat: seconds - 700 }],
    ['issued in 59 s', { iat: seconds + 59 }],
  ])('may be of a clock that is a little off: %s', async (_what, changes) => {
    const answer = await hub.ask('{ whoami }', { token: await sign(claims(changes)) });
    expect(answer.status).toBe(200);
  });

  it('is what the development issuer signs', async () => {
    const token = await hub.token({ role: 'books:lend', subject: 'bob', territory: 'NZ' });
    expect(await hub.hub.identify(`Bearer ${token}`)).toEqual({
      subject: 'bob',
      scopes: new Set(['books:lend']),
      territory: 'NZ',
    });
  });

  it('is not needed to read', async () => {
    expect(await hub.ask('{ whoami }')).toMatchObject({ status: 200, data: { whoami: null } });
  });
});

describe('a restricted field', () => {
  const lend = 'mutation { lend(id: "1") { id } }';

  it('is refused to the anonymous with 401, before it runs', async () => {
    const answer = await hub.ask(lend);
    expect(answer.status).toBe(401);
    expect(answer.errors[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    expect(hub.weather.lent).toEqual([]);
  });

  it('is refused without the scope with 403, before it runs', async () => {
    const answer = await hub.ask(lend, { token: await hub.token({ role: 'books:burn' }) });
    expect(answer.status).toBe(403);
    expect(answer.errors[0]).toMatchObject({
      message: 'The access token needs the scope books:lend.',
      extensions: { code: 'FORBIDDEN' },
    });
    expect(hub.weather.lent).toEqual([]);
  });

  it('hides behind no fragment and no second operation', async () => {
    const hidden =
      'query A { whoami } mutation B { ...F } fragment F on Mutation { touch lend(id: "1") { id } }';
    const refused = await hub.ask(hidden, { operationName: 'B' });
    expect(refused.errors[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    const harmless = await hub.ask(hidden, { operationName: 'A' });
    expect(harmless).toMatchObject({ status: 200, data: { whoami: null } });
  });

  it.each(['books:lend', 'other books:lend', 'hub:admin'])(
    'runs with the scope %s',
    async (role) => {
      const answer = await hub.ask(lend, { token: await hub.token({ role }) });
      expect(answer).toMatchObject({ status: 200, data: { lend: { id: '1' } } });
    },
  );

  it('AZN-005: takes no input field that the schema does not have', async () => {
    const answer = await hub.ask('mutation { lend(id: "1", status: "RECOGNISED") { id } }', {
      token: await hub.token({ role: 'hub:admin' }),
    });
    expect(answer.status).toBe(400);
    expect(answer.errors[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });
});

describe('the token key', () => {
  it('is a file only its owner may read', async () => {
    const file = join(hub.hub.config.dataDir, 'token-key.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ crv: 'Ed25519' });
  });

  it.each(['token-key.json', SERVICE_KEY])(
    'KEY-005: %s is not used when others could read it',
    async (name) => {
      const folder = await mkdtemp(join(tmpdir(), 'symbolon-token-key-'));
      await openTokenKey(folder, name);
      for (const mode of [0o644, 0o640, 0o604, 0o660, 0o602, 0o610]) {
        await chmod(join(folder, name), mode);
        await expect(openTokenKey(folder, name)).rejects.toMatchObject({
          code: 'KEY_FILE_EXPOSED',
        });
      }
      for (const mode of [0o600, 0o400]) {
        await chmod(join(folder, name), mode);
        await expect(openTokenKey(folder, name)).resolves.toBeDefined();
      }
      await rm(folder, { recursive: true });
    },
  );

  it.each([
    '',
    'hunter2',
    '{"kty":"OKP","crv":"Ed25519","d":"hunter2"}',
    '{"d":hunter2',
    'null',
    '[]',
  ])('KEY-005: is quoted in no error: %j', async (text) => {
    const folder = await mkdtemp(join(tmpdir(), 'symbolon-token-key-'));
    await writeFile(join(folder, 'token-key.json'), text, { mode: 0o600 });
    const error = await openTokenKey(folder).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'KEY_FILE_UNREADABLE' });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
    await rm(folder, { recursive: true });
  });
});

describe('an OpenID provider', () => {
  let provider: Server;
  let issuer: string;
  let requests: string[];
  let redirect: string | undefined;
  let keys: { privateKey: CryptoKey; publicKey: CryptoKey };

  beforeEach(async () => {
    keys = await generateKeyPair('ES256', { extractable: true });
    requests = [];
    redirect = undefined;
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' };
    provider = createServer((request, response) => {
      requests.push(request.url ?? '');
      if (redirect !== undefined) response.writeHead(302, { location: redirect }).end();
      else if (request.url === '/.well-known/openid-configuration')
        response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
      else response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((closed) => provider.close(closed)));

  const identify = () =>
    createIdentify({ oidc: { issuer, audience: 'hub' }, publicUrl: HUB }, hub.key, () => NOW);
  const token = (kid = 'k1', changes: Record<string, unknown> = {}) =>
    new SignJWT(claims({ iss: issuer, aud: 'hub', ...changes }))
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .sign(keys.privateKey);

  it('is asked for its keys once, by discovery', async () => {
    const who = identify();
    expect(await who(`Bearer ${await token()}`)).toMatchObject({ subject: 'alice' });
    await who(`Bearer ${await token()}`);
    expect(requests).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('replaces the development issuer', async () => {
    await expect(identify()(`Bearer ${await sign(claims())}`)).rejects.toThrow(AuthenticationError);
  });

  it('AUT-010: is asked once more, however many unknown keys are named', async () => {
    const who = identify();
    await who(`Bearer ${await token()}`);
    for (let index = 0; index < 50; index += 1)
      await expect(who(`Bearer ${await token(`random${index}`)}`)).rejects.toThrow(
        AuthenticationError,
      );
    expect(requests.filter((url) => url === '/keys')).toHaveLength(2);
  });

  it('is not followed to another address', async () => {
    redirect = 'http://169.254.169.254/latest/meta-data';
    await expect(identify()(`Bearer ${await token()}`)).rejects.toThrow(
      IdentityProviderUnavailable,
    );
    expect(requests).toHaveLength(1);
  });

  it('that is down makes tokens uncheckable, not wrong, and is left alone for a while', async () => {
    const good = await token();
    await new Promise((closed) => provider.close(closed));
    const who = identify();
    await expect(who(`Bearer ${good}`)).rejects.toThrow(IdentityProviderUnavailable);
    await expect(who(`Bearer ${good}`)).rejects.toThrow('a moment ago');
    expect(await who(undefined)).toBeNull();
    await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
  });
});
