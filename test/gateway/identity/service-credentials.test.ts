import { beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { AuthenticationError } from '../../../gateway/identity/index.ts';
import { createAuthenticate, ROUTER_SCOPE } from '../../../gateway/services/authenticate.ts';
import {
  createCredentialSigner,
  createCredentialVerifier,
} from '../../../gateway/identity/service-credentials.ts';
import type { VerifyCredential } from '../../../gateway/identity/service-credentials.ts';
import type { Identity } from '../../../subgraphs/federation/subgraph.ts';

const HUB = 'did:web:hub.example';
const NOW = new Date('2026-05-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const OFFICIAL: Identity = { subject: 'official', scopes: new Set(['b', 'a']), territory: 'NZ' };

let key: { id: string; privateKey: CryptoKey; publicKey: CryptoKey };
let verify: VerifyCredential;
let now = NOW;

beforeAll(async () => {
  key = { id: 'gateway-1', ...(await generateKeyPair('EdDSA')) };
  verify = createCredentialVerifier(
    HUB,
    'bodies',
    (kid) => Promise.resolve(kid === key.id ? key.publicKey : undefined),
    () => now,
  );
});

const sign = (identity: Identity | null, subgraph: 'bodies' | 'agreements' = 'bodies') =>
  createCredentialSigner(HUB, key, () => NOW)(identity, subgraph);

/** A credential that differs from a good one in what is given. */
function forged(claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> {
  const good = { iss: HUB, aud: `${HUB}/bodies`, iat: SECONDS, exp: SECONDS + 30 };
  const entries = Object.entries<unknown>({ ...good, ...claims }).filter(
    ([, value]) => value !== null,
  );
  return new SignJWT(Object.fromEntries(entries))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'symbolon-service+jwt', kid: key.id, ...header })
    .sign(key.privateKey);
}

describe('a service credential', () => {
  it('carries the identity that the gateway verified', async () => {
    expect(await verify(await sign(OFFICIAL))).toEqual(OFFICIAL);
  });

  it('says nothing of an anonymous caller', async () => {
    expect(await verify(await sign(null))).toBeNull();
  });

  it('is signed once for a caller while it is fresh, and apart for each subgraph', async () => {
    const signer = createCredentialSigner(HUB, key, () => NOW);
    expect(await signer(OFFICIAL, 'bodies')).toBe(await signer(OFFICIAL, 'bodies'));
    expect(await signer(OFFICIAL, 'bodies')).not.toBe(await signer(OFFICIAL, 'agreements'));
    expect(await signer(OFFICIAL, 'bodies')).not.toBe(await signer(null, 'bodies'));
  });

  it.each([
    Object.assign(new Error('no store'), { name: 'MongoNetworkError' }),
    new TypeError('x is undefined'),
  ])('that cannot be checked is not taken for a bad one: %s', async (failure) => {
    const unsure = createCredentialVerifier(
      HUB,
      'bodies',
      () => Promise.reject(failure),
      () => NOW,
    );
    const credential = await sign(OFFICIAL);
    await expect(unsure(credential)).rejects.toBe(failure);
    const authenticate = createAuthenticate(verify, () => Promise.reject(failure));
    const asked = authenticate({ credential: 'of.another.router', authorization: undefined });
    await expect(asked).rejects.toBe(failure);
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ['missing', () => Promise.resolve(undefined)],
    ['not a token', () => Promise.resolve('x.y.z')],
    ['for another subgraph', () => sign(OFFICIAL, 'agreements')],
    ['of another hub', () => forged({ iss: 'did:web:other.example' })],
    ['without expiry', () => forged({ exp: null as never })],
    ['expired', () => forged({ iat: SECONDS - 200, exp: SECONDS - 100 })],
    ['issued in the future', () => forged({ iat: SECONDS + 600, exp: SECONDS + 630 })],
    ['an access token', () => forged({}, { typ: 'at+jwt' })],
    ['of an unknown key', () => forged({}, { kid: 'gateway-2' })],
    ['without a key id', () => forged({}, { kid: undefined })],
    [
      'changed in one character',
      // Not the last one, of which two bits count only: another may stand for the same signature.
      async () => (await sign(OFFICIAL)).replace(/.(?=.{9}$)/, (c) => (c === 'A' ? 'E' : 'A')),
    ],
    [
      'unsigned',
      async () => {
        const [, payload = ''] = (await sign(OFFICIAL)).split('.');
        const header = { alg: 'none', typ: 'symbolon-service+jwt', kid: key.id };
        return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.`;
      },
    ],
  ])('is refused when %s, without saying why', async (_, credential) => {
    await expect(verify(await credential())).rejects.toThrow(
      'Only the gateway may ask a subgraph service.',
    );
  });

  it('is refused once it has expired, although it was accepted before', async () => {
    const credential = await sign(OFFICIAL);
    await verify(credential);
    now = new Date(NOW.getTime() + 120_000);
    try {
      await expect(verify(credential)).rejects.toThrow('Only the gateway');
    } finally {
      now = NOW;
    }
  });
});

describe("another vendor's router", () => {
  const identities: Record<string, Identity> = {
    'Bearer router': { subject: 'router', scopes: new Set([ROUTER_SCOPE]) },
    'Bearer reader': { subject: 'reader', scopes: new Set() },
  };
  const authenticate = createAuthenticate(
    () => verify(undefined),
    (authorization) => {
      if (authorization === undefined) return Promise.resolve(null);
      const identity = identities[authorization];
      return identity
        ? Promise.resolve(identity)
        : Promise.reject(new AuthenticationError('refused'));
    },
  );

  it('is let in by the scope of its token, and asks for whoever it passes on', async () => {
    const reader = { credential: 'router', authorization: 'Bearer reader' };
    expect(await authenticate(reader)).toEqual(identities['Bearer reader']);
    expect(await authenticate({ ...reader, authorization: undefined })).toBeNull();
  });

  it.each([
    ['no credential', undefined, 'Bearer reader'],
    ['a token without the scope', 'reader', undefined],
    ["a caller's bad token", 'router', 'Bearer forged'],
  ])('is refused with %s', async (_, credential, authorization) => {
    await expect(authenticate({ credential, authorization })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
