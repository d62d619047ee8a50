import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTilePath } from '../../../../gateway/routes/attestations/log-routes.ts';
import { readProof } from '../../../../subgraphs/attestations/verification/index.ts';
import { serveRoutes } from './served-routes.ts';
import type { ServedRoutes } from './served-routes.ts';

let hub: ServedRoutes['hub'];
let app: ServedRoutes['app'];
let attestation: ServedRoutes['attestation'];
let get: ServedRoutes['get'];
let close: ServedRoutes['close'];

beforeAll(async () => {
  ({ hub, app, attestation, get, close } = await serveRoutes());
});
afterAll(() => close());

describe('GET /log', () => {
  it('gives checkpoint, proof and the tiles they are made of', async () => {
    const checkpoint = (await get('/log/checkpoint')).body;
    expect(checkpoint.split('\n').slice(0, 2)).toEqual(['hub.example.org/log', '1']);
    const proof = readProof((await get(`/log/proof/${attestation._id}`)).body);
    expect(proof).toMatchObject({ index: 0, hashes: [], checkpoint });
    expect((await get('/log/tile/0/000.p/1')).rawPayload).toHaveLength(32);
    const { rawPayload } = await get('/log/tile/entries/000.p/1');
    expect(rawPayload.subarray(2).toString('base64url')).toBe(attestation.digest);
  });

  it.each([
    '/log/tile/0/000',
    '/log/tile/0/000.p/2',
    '/log/tile/0/0',
    '/log/tile/64/000',
    '/log/proof/nothing',
  ])('%s is not there', async (path) => {
    expect((await get(path)).statusCode).toBe(404);
  });

  it.each([
    ['', 400],
    ['not a note', 422],
  ])('takes no cosignature in %j', async (payload, status) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/log/cosignatures',
      headers: { 'content-type': 'text/plain' },
      payload,
    });
    expect(answer.statusCode).toBe(status);
  });

  it('takes no cosignature by its own checkpoint: nobody was named as a witness', async () => {
    const payload = (await get('/log/checkpoint')).body;
    const headers = { 'content-type': 'text/plain' };
    const answer = await app.inject({ method: 'POST', url: '/log/cosignatures', headers, payload });
    expect(answer.statusCode).toBe(422);
  });

  it('reads the addresses of tiles as C2SP writes them', () => {
    expect(readTilePath('0/x001/x234/067')).toEqual({ level: 0, number: 1_234_067, width: 256 });
    expect(readTilePath('entries/000.p/7')).toEqual({ level: 'entries', number: 0, width: 7 });
    for (const path of ['0/1', '0/x000/001', '0/000.p/0', '0/000.p/256', '0/000.p/07', '-1/000'])
      expect(readTilePath(path)).toBeNull();
  });
});

describe('LOG-004: a size that the log has not had', () => {
  it.each([
    ['/log/consistency?from=2&to=1', 1],
    ['/log/consistency?from=0&to=1', 1],
    ['/log/consistency?from=-1&to=1', 1],
    ['/log/consistency?from=1&to=999999', 1],
    ['/log/consistency?from=1&from=1&to=1', 1],
    ['/log/consistency?from=1e0&to=1', 1],
    ['/log/consistency?from=abcd&to=1', 1],
    ['/log/consistency?from=1', 1],
    ['/log/consistency', 1],
    ['/log/checkpoint?size=999999', 0],
    ['/log/checkpoint?size=-1', 0],
    ['/log/checkpoint?size=1.5', 0],
    ['/log/checkpoint?size=1&size=1', 0],
    ['/log/checkpoint?size=99999999999999999999', 0],
    ['/log/proof/ID?size=999999', 1],
    ['/log/proof/ID?size=0', 1],
    ['/log/proof/ID?size=deadbeef', 1],
  ])('%s: 400 with the bounds', async (path, least) => {
    const most = await hub.subgraph.service.log.size();
    const answer = await get(path.replace('ID', attestation._id));
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: 'BAD_USER_INPUT',
      detail: expect.stringContaining(`${least} to ${most}`),
      bounds: { least, most },
    });
  });

  it('and one that it has had is answered', async () => {
    const most = await hub.subgraph.service.log.size();
    expect((await get(`/log/consistency?from=1&to=${most}`)).statusCode).toBe(200);
  });
});
