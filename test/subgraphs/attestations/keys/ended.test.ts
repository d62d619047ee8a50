import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historicalKeySet, openKeys } from '../../../../subgraphs/attestations/keys/index.ts';
import type { Signer } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  identityOf,
  signCompact,
  signingInput,
} from '../../../../subgraphs/attestations/keys/sign.ts';
import {
  ATTESTATION_HEADER,
  checkKey,
  readKeySet,
  readTrustedLog,
  verifyAttestation,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type { JsonObject } from '../../../../subgraphs/attestations/verification/index.ts';
import { OFFICER, REQUEST, openHub } from '../hub.ts';
import type { TestHub } from '../hub.ts';
import { GOOD_STATUS, HUB_ID } from '../support.ts';

const HOUR_MS = 3_600_000;

let hub: TestHub;
let stolen: Signer;
/** Signed, logged and cosigned an hour before the key came into other hands. */
let honest: { jws: string; id: string };

beforeAll(async () => {
  hub = await openHub();
  const { service } = hub.subgraph;
  stolen = hub.keys.signer('attestation');
  const outcome = await service.issue(REQUEST, OFFICER);
  if (outcome.kind !== 'issued') throw new Error(outcome.kind);
  honest = { jws: outcome.attestation.jws, id: outcome.attestation._id };
  await service.log.checkpoint();
  hub.now = new Date(hub.now.getTime() + HOUR_MS);
  hub.keys.revoke(stolen.kid, 'copied', hub.now);
});
afterAll(() => hub.close());

/** An attestation that the thief dates back to when the key was good. */
async function backdated(): Promise<string> {
  const [, payload = ''] = honest.jws.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string };
  const jti = claims.jti.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
  return signCompact(stolen, signingInput(stolen, ATTESTATION_HEADER, { ...claims, jti, id: jti }));
}

async function offline(jws: string, proof: string | null) {
  const document = { ...historicalKeySet(hub.keys), ...(await hub.subgraph.service.keySet()) };
  const log = await readTrustedLog(document as unknown as JsonObject);
  if (!log) throw new Error('the hub names its log');
  return verifyAttestation(jws, {
    keys: await readKeySet(historicalKeySet(hub.keys)),
    now: hub.now,
    ...(proof === null ? {} : { log: { log, proof } }),
    enquiries: [GOOD_STATUS],
  });
}

describe('KEY-003: a key revoked since a time', () => {
  it('is believed by its hub for what that recorded before, and for nothing else', async () => {
    const { service } = hub.subgraph;
    expect((await service.verify(honest.jws)).verdict).toBe('valid');
    expect((await service.verify(await backdated())).verdict).toBe('invalid');
  });

  it('is believed by others for what a witness saw before', async () => {
    const proof = await hub.subgraph.service.proof(honest.id);
    expect((await offline(honest.jws, proof)).verdict).toBe('valid');
    expect((await offline(honest.jws, null)).verdict).toBe('invalid');
    expect((await offline(await backdated(), proof)).verdict).toBe('invalid');
  });

  it('is not believed for what it says was signed afterwards, whoever saw it before', async () => {
    const claims = JSON.parse(
      Buffer.from(honest.jws.split('.')[1] ?? '', 'base64url').toString(),
    ) as { iat: number };
    const at = Math.floor(hub.now.getTime() / 1000);
    const key = (await readKeySet(historicalKeySet(hub.keys))).get(stolen.kid);
    if (!key) throw new Error('its history is kept');
    expect(checkKey(key, claims, at - 60)).toMatchObject({ outcome: 'PASS' });
    for (const iat of [at, at + 60, undefined])
      expect(checkKey(key, iat === undefined ? {} : { iat }, at - 60)).toMatchObject({
        code: 'REVOKED_KEY',
      });
  });

  it('signs nothing more, in this process or another', async () => {
    const other = openKeys({ dataDir: hub.dataDir, hubId: HUB_ID, now: () => hub.now });
    for (const keys of [hub.keys, other]) {
      expect(keys.signer('attestation').kid).not.toBe(stolen.kid);
      expect(keys.revoke(stolen.kid, 'again').state).toBe('revoked');
    }
    const outcome = await hub.subgraph.service.issue(
      { ...REQUEST, audience: 'did:web:other.example' },
      OFFICER,
    );
    if (outcome.kind !== 'issued') throw new Error(outcome.kind);
    const [header = ''] = outcome.attestation.jws.split('.');
    expect(Buffer.from(header, 'base64url').toString()).not.toContain(stolen.kid);
  });

  it('is not believed for what came into the log afterwards, whatever its date', async () => {
    const forged = await backdated();
    const entry = Buffer.from(identityOf(forged), 'base64url');
    const { log } = hub.subgraph.service;
    const place = await log.append({ of: 'forged', kind: 'attestation', entries: entry });
    const { verdict, checks } = await offline(forged, await log.proof(place, entry));
    expect(verdict).toBe('invalid');
    expect(checks.find(({ outcome }) => outcome === 'FAIL')).toMatchObject({ name: 'key' });
  });
});
