import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC_URL } from '../../../subgraphs/attestations/support.ts';
import { serveRoutes } from './served-routes.ts';
import type { ServedRoutes } from './served-routes.ts';

let attestation: ServedRoutes['attestation'];
let get: ServedRoutes['get'];
let close: ServedRoutes['close'];

beforeAll(async () => {
  ({ attestation, get, close } = await serveRoutes());
});
afterAll(() => close());

const claims = (jws: string) =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;

describe('GET /status', () => {
  it('is a signed list at the address that the attestation names', async () => {
    const { status } = claims(attestation.jws) as {
      status: { status_list: { idx: number; uri: string } };
    };
    const { headers, body } = await get(status.status_list.uri.slice(PUBLIC_URL.length));
    expect(headers['content-type']).toBe('application/statuslist+jwt');
    expect(claims(body)).toMatchObject({
      sub: status.status_list.uri,
      ttl: 3600,
      status_list: { bits: 2, aggregation_uri: `${PUBLIC_URL}/status` },
    });
  });

  it('names every list', async () => {
    const { body } = await get('/status');
    expect(JSON.parse(body)).toEqual({ status_lists: [`${PUBLIC_URL}/status/1`] });
  });

  it('has the W3C form too', async () => {
    const { headers, body } = await get('/status/1?format=bitstring');
    expect(headers['content-type']).toBe('application/vc+jwt');
    expect(claims(body)).toMatchObject({
      id: `${PUBLIC_URL}/status/1?format=bitstring`,
      credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation' },
    });
    expect(claims(attestation.jws)['credentialStatus']).toMatchObject({
      statusListCredential: `${PUBLIC_URL}/status/1?format=bitstring`,
    });
  });

  it.each([
    ['/status/2', 404],
    ['/status/0', 404],
    ['/status/../keys', 404],
    ['/status/1?format=cbor', 400],
    ['/status/1?time=noon', 400],
    ['/status/1?time=99999999999', 406],
    ['/status/1?time=1', 406],
    ['/status/2?time=1', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await get(path)).statusCode).toBe(status);
  });
});
