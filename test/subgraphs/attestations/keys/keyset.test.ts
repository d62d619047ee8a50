import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { thumbprint } from '../../../../subgraphs/attestations/keys/index.ts';
import { readKeySet } from '../../../../subgraphs/attestations/verification/index.ts';
import { HUB_ID } from '../support.ts';

function newKey(curve = 'P-256'): JsonWebKey & { kid: string } {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const jwk = publicKey.export({ format: 'jwk' });
  return { ...jwk, kid: `${HUB_ID}#${thumbprint(jwk)}` };
}

describe('a key set', () => {
  it('is read when every key is an ES256 key under its own thumbprint', async () => {
    const [one, other] = [newKey(), newKey()];
    const set = await readKeySet({ keys: [one, { ...other, use: 'sig', alg: 'ES256' }] });
    expect([...set.keys()]).toEqual([one.kid, other.kid]);
  });

  it('of the sample attestation is read', async () => {
    const sample = {
      kty: 'EC',
      x: 'H1fx3P3QrRhQ8L_UiiHvUYWK6nNRxiMO7M5NY-ZfIkc',
      y: 'KVbsfPxOTNyeD2PSaN6gTy9GtcanTM1GspquZUIYtcQ',
      crv: 'P-256',
      kid: 'did:web:hub.example.org#WkdW7CCIQm7R2TtExKKwY5tt_5LzEKDM9KaMJBS9F68',
      alg: 'ES256',
      use: 'sig',
    };
    expect((await readKeySet({ keys: [sample] })).size).toBe(1);
  });

  const key = newKey();
  const zero = Buffer.alloc(32).toString('base64url');
  it.each([
    ['no list of keys', { keys: 'x' }, 'NOT_A_KEY_SET'],
    ['null', null, 'NOT_A_KEY_SET'],
    ['the same key twice', { keys: [key, key] }, 'DUPLICATE_KEY'],
    [
      'the same key under two names',
      { keys: [key, { ...key, kid: key.kid.replace('hub', 'bub') }] },
      'DUPLICATE_KEY',
    ],
    ['a private key', { keys: [{ ...key, d: key.x }] }, 'PRIVATE_KEY'],
    ['a symmetric key', { keys: [{ kty: 'oct', k: 'AAAA', kid: key.kid }] }, 'PRIVATE_KEY'],
    ['a key on P-384', { keys: [newKey('P-384')] }, 'UNSUPPORTED_KEY'],
    ['a key for encryption', { keys: [{ ...key, use: 'enc' }] }, 'UNSUPPORTED_KEY'],
    ['another algorithm', { keys: [{ ...key, alg: 'ES384' }] }, 'UNSUPPORTED_KEY'],
    ['a kid of another key', { keys: [{ ...key, kid: newKey().kid }] }, 'BAD_KEY_ID'],
    ['a kid that is a path', { keys: [{ ...key, kid: '../../dev/null' }] }, 'BAD_KEY_ID'],
    ['no kid', { keys: [{ ...key, kid: undefined }] }, 'BAD_KEY_ID'],
    ['a padded coordinate', { keys: [{ ...key, x: `${key.x ?? ''}=` }] }, 'BAD_KEY'],
    ['a period in text', { keys: [{ ...key, exp: '2026' }] }, 'BAD_KEY'],
  ])('with %s is refused', async (_, document, code) => {
    await expect(readKeySet(document)).rejects.toMatchObject({ code });
  });

  it.each([
    ['the point (0, 0)', zero, zero],
    ['a point off the curve', key.x ?? '', key.x ?? ''],
  ])('with %s is refused', async (_, x, y) => {
    const jwk = { kty: 'EC', crv: 'P-256', x, y };
    const kid = `${HUB_ID}#${thumbprint(jwk)}`;
    await expect(readKeySet({ keys: [{ ...jwk, kid }] })).rejects.toMatchObject({
      code: 'BAD_KEY',
    });
  });
});
