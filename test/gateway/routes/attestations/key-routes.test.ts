import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveRoutes } from './served-routes.ts';
import type { ServedRoutes } from './served-routes.ts';

let attestation: ServedRoutes['attestation'];
let get: ServedRoutes['get'];
let close: ServedRoutes['close'];

beforeAll(async () => {
  ({ attestation, get, close } = await serveRoutes());
});
afterAll(() => close());

describe('the published keys', () => {
  it('are a JWK set of ES256 keys only', async () => {
    const { headers, body } = await get('/.well-known/jwks.json');
    expect(headers['content-type']).toMatch(/^application\/jwk-set\+json/);
    const { keys } = JSON.parse(body) as { keys: { alg: string; kid: string; d?: string }[] };
    expect(keys.map(({ alg }) => alg)).toEqual(keys.map(() => 'ES256'));
    expect(keys.map(({ kid }) => kid)).toContain(attestation.kid);
    expect(body).not.toContain('"d"');
    expect(
      (await get('/.well-known/jwks.json', { 'if-none-match': String(headers.etag) })).statusCode,
    ).toBe(304);
  });

  it('are in the DID document', async () => {
    const { headers, body } = await get('/.well-known/did.json');
    expect(headers['content-type']).toMatch(/^application\/did\+json/);
    expect(JSON.parse(body)).toMatchObject({ id: 'did:web:hub.example.org' });
    expect(body).toContain(attestation.kid);
  });
});
