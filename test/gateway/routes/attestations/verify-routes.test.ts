import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fixtureUrl } from '../../../fixtures.ts';
import { AUDIENCE } from '../../../subgraphs/attestations/support.ts';
import { serveRoutes } from './served-routes.ts';
import type { ServedRoutes } from './served-routes.ts';

let app: ServedRoutes['app'];
let attestation: ServedRoutes['attestation'];
let close: ServedRoutes['close'];

beforeAll(async () => {
  ({ app, attestation, close } = await serveRoutes());
});
afterAll(() => close());

describe('POST /verify', () => {
  const post = async (payload: string, type = 'application/vc+jwt', query = '') => {
    const response = await app.inject({
      method: 'POST',
      url: `/verify${query}`,
      headers: { 'content-type': type },
      payload,
    });
    return { status: response.statusCode, ...(JSON.parse(response.body) as Verdict) };
  };
  interface Verdict {
    readonly verdict: string;
    readonly code?: string;
    readonly checks: readonly { readonly name: string; readonly outcome: string }[];
  }

  it.each(['application/vc+jwt', 'text/plain', 'text/plain; charset=utf-8', 'application/jwt'])(
    'verifies a JWS sent as %s and names each check',
    async (type) => {
      const { status, verdict, checks } = await post(attestation.jws, type);
      expect([status, verdict]).toEqual([200, 'valid']);
      expect(checks.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['format', 'header', 'signature', 'issuer', 'time', 'status']),
      );
    },
  );

  it('checks the audience when one is named', async () => {
    const audience = (name: string) => `?audience=${encodeURIComponent(name)}`;
    expect((await post(attestation.jws, 'text/plain', audience(AUDIENCE))).verdict).toBe('valid');
    expect(await post(attestation.jws, 'text/plain', audience('did:web:other'))).toMatchObject({
      verdict: 'invalid',
      code: 'NOT_VERIFIED',
    });
  });

  it('has one code for every failure and keeps causes to itself', async () => {
    const forged = `${attestation.jws.slice(0, -6)}AAAAAA`;
    const deep = readFileSync(fixtureUrl('found/E06-deep-header.jws'), 'latin1');
    for (const token of [
      forged,
      deep,
      'x',
      `${attestation.jws}\n`,
      attestation.jws.replace('.', ''),
    ]) {
      const answer = await post(token);
      expect(answer).toMatchObject({ status: 200, verdict: 'invalid', code: 'NOT_VERIFIED' });
      expect(JSON.stringify(answer)).not.toMatch(/cause|kid|UNKNOWN_KEY|BAD_SIGNATURE/);
    }
  });

  it('refuses what is no token at all', async () => {
    expect((await post('')).status).toBe(400);
    expect((await post('A'.repeat(70_000))).status).toBe(413);
    expect((await post('{}', 'application/json')).status).toBe(415);
  });
});
