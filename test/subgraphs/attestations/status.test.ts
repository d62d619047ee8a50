import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AttestationService } from '../../../subgraphs/attestations/index.ts';
import type { IssuedAttestation } from '../../../subgraphs/attestations/index.ts';
import { batchIdOf } from '../../../subgraphs/attestations/archive/batch.ts';
import type { RecordedStatus } from '../../../subgraphs/attestations/rules.ts';
import { statusModels } from '../../../subgraphs/attestations/status/model.ts';
import type { StoredChanges } from '../../../subgraphs/attestations/status/model.ts';
import {
  entriesOf,
  statementText,
  statementsOf,
} from '../../../subgraphs/attestations/status/statement.ts';
import {
  verifyStatusList,
  readKeySet,
  readTrustedLog,
  statusAt,
  statusListCheck,
  verifyAttestation,
} from '../../../subgraphs/attestations/verification/index.ts';
import type {
  JsonObject,
  Verification,
} from '../../../subgraphs/attestations/verification/index.ts';
import { openHub, OFFICER, REQUEST } from './hub.ts';
import type { TestHub } from './hub.ts';
import { AUDIENCE, NOW } from './support.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openHub();
});
afterAll(() => hub.close());

let count = 0;
async function issue(): Promise<IssuedAttestation> {
  const question = { ...REQUEST.question, certificate: `S-${++count}` };
  const outcome = await hub.subgraph.service.issue({ ...REQUEST, question }, OFFICER);
  if (outcome.kind !== 'issued') throw new Error('issued');
  return outcome.attestation;
}

/** A change of status as it is recorded before it is logged; each attestation here is a batch of its own. */
function recordOf(
  { _id, digest, list, index }: IssuedAttestation,
  version: number,
  [from, to]: readonly [RecordedStatus, RecordedStatus],
  reason: string,
): StoredChanges {
  const [batch, at] = [batchIdOf(_id), hub.now.toISOString()];
  const cause = 'AUTHORITY' as const;
  const statement = { digest, list, index, number: version, from, to, cause, reason, at };
  const statements = `[${statementText(statement)}]`;
  return { _id: `${batch}:${version}`, batch, version, list, at, positions: [0], statements };
}

/** An officer far away: she has the token, the keys, a list and a proof, and asks nobody. */
async function officerSays(
  attestation: IssuedAttestation,
  given: { at?: Date; proof?: string | null; list?: string | null } = {},
): Promise<Verification> {
  const { service } = hub.subgraph;
  const document = JSON.parse(JSON.stringify(await service.keySet())) as JsonObject;
  const keys = await readKeySet(document);
  const log = await readTrustedLog(document);
  if (!log) throw new Error('the key set names the log');
  const now = given.at ?? hub.now;
  const list = given.list ?? (await service.lists.token(attestation.list)) ?? '';
  return verifyAttestation(attestation.jws, {
    keys,
    now,
    audience: AUDIENCE,
    enquiries: [statusListCheck([list], { keys, now })],
    ...(given.proof === undefined ? {} : { log: { log, proof: given.proof } }),
  });
}

const open = async (token: string | null): Promise<(index: number) => number | null> => {
  const document = JSON.parse(JSON.stringify(await hub.subgraph.service.keySet())) as JsonObject;
  const list = await verifyStatusList(token ?? '', {
    keys: await readKeySet(document),
    now: hub.now,
  });
  if (list === null || list === 'expired') throw new Error('the list is good');
  return (index) => statusAt(list, index);
};

describe('the status of issued attestations', () => {
  it('is verified offline from the list: valid, revoked, suspended, restored', async () => {
    const { service } = hub.subgraph;
    const [one, two] = [await issue(), await issue()];
    expect(await officerSays(one)).toMatchObject({ verdict: 'valid' });
    await service.revoke(one._id, 'mark misused');
    await service.change(two._id, 'SUSPENDED', 'under review');
    const read = await open(await service.lists.token(1));
    expect([read(one.index), read(two.index)]).toEqual([1, 2]);
    expect((await officerSays(one)).verdict).toBe('invalid');
    expect((await officerSays(two)).verdict).toBe('invalid');
    await service.change(two._id, 'VALID', 'review closed');
    expect((await officerSays(two)).verdict).toBe('valid');
  });

  it('is seen in the list at once, though one that was signed meanwhile comes later', async () => {
    const { service } = hub.subgraph;
    const { _id, list, index } = await issue();
    const { keys } = service;
    const signer = keys.signer('status');
    let sign: (() => void) | undefined;
    const slow = jest
      .spyOn(keys, 'signer')
      .mockReturnValueOnce(signer)
      .mockReturnValueOnce({
        ...signer,
        sign: async (bytes) => {
          await new Promise<void>((resolve) => (sign = resolve));
          return signer.sign(bytes);
        },
      });
    service.lists.forget(list);
    const before = service.lists.token(list);
    while (!sign) await new Promise(setImmediate);
    slow.mockRestore();
    await service.revoke(_id, 'mark misused');
    sign();
    expect((await open(await before))(index)).toBe(0);
    expect((await open(await service.lists.token(list)))(index)).toBe(1);
  });

  it('never leaves revoked', async () => {
    const { service } = hub.subgraph;
    const { _id, list, index } = await issue();
    await service.revoke(_id, 'first');
    for (const to of ['VALID', 'SUSPENDED', 'REVOKED'] as const)
      expect(await service.change(_id, to, 'second')).toMatchObject({
        status: 'REVOKED',
        statusReason: 'first',
      });
    expect((await open(await service.lists.token(list)))(index)).toBe(1);
    expect(await service.history(_id)).toHaveLength(1);
  });

  it('SIG-007: is told once and for all, for what has expired too', async () => {
    const { service } = hub.subgraph;
    const { _id, expiresAt } = await issue();
    const former = hub.now;
    hub.now = new Date((expiresAt + 60) * 1000);
    const first = await service.revoke(_id, 'first');
    expect(first).toMatchObject({ status: 'REVOKED', statusReason: 'first' });
    expect(await service.revoke(_id, 'second')).toMatchObject({ statusReason: 'first' });
    expect(await service.history(_id)).toHaveLength(1);
    hub.now = former;
  });

  it('is reinstated only while the question is still answered as it was signed', async () => {
    const { service } = hub.subgraph;
    const [one, two] = [await issue(), await issue()];
    for (const { _id } of [one, two]) await service.change(_id, 'SUSPENDED', 'under review');
    hub.answers.set(two.certificate, () => ({
      answer: { status: 'NOT_RECOGNISED', reasons: ['CERT_WITHDRAWN'] },
    }));
    expect(await service.change(one._id, 'VALID', 'review closed')).toMatchObject({
      status: 'VALID',
      statusCause: 'AUTHORITY',
    });
    expect(await service.change(two._id, 'VALID', 'review closed')).toMatchObject({
      status: 'REVOKED',
      statusCause: 'FACTS',
      statusReason: 'CERT_WITHDRAWN',
    });
  });

  it('has places that tell nothing of the order of issue', async () => {
    const places: number[] = [];
    for (let n = 0; n < 12; n++) places.push((await issue()).index);
    expect(new Set(places).size).toBe(12);
    expect([...places].sort((a, b) => a - b)).not.toEqual(places);
  });

  it('is told for the past as it was then', async () => {
    const { service } = hub.subgraph;
    const { _id, list, index } = await issue();
    hub.now = new Date(NOW.getTime() + 600_000);
    await service.revoke(_id, 'late');
    const at = async (seconds: number): Promise<string> => {
      const found = await service.lists.tokenAt(
        list,
        'token',
        new Date(NOW.getTime() + seconds * 1000),
      );
      return typeof found === 'object' && found ? found.token : String(found);
    };
    expect([(await open(await at(300)))(index), (await open(await at(600)))(index)]).toEqual([
      0, 1,
    ]);
    expect([await at(-1), await at(9000)]).toEqual(['unknown', 'unknown']);
    expect(await service.lists.tokenAt(99, 'token', NOW)).toBeNull();
    expect(await service.lists.token(99)).toBeNull();
  });

  it('is one when the hub is asked to revoke twice at the same moment', async () => {
    const { service } = hub.subgraph;
    const { _id } = await issue();
    await Promise.all([
      service.revoke(_id, 'a'),
      service.revoke(_id, 'b'),
      service.revoke(_id, 'c'),
    ]);
    expect(await service.history(_id)).toHaveLength(1);
  });

  it('is finished by the next start when a crash came between record and log', async () => {
    const { service } = hub.subgraph;
    const attestation = await issue();
    const { changes, intents } = statusModels(hub.store.mongoose);
    const { _id } = attestation;
    const record = recordOf(attestation, 1, ['VALID', 'REVOKED'], 'crashed');
    await changes.create(record);
    await intents.create({ changes: [record._id] });
    const size = await service.log.size();
    // Whoever touches the attestation next meets the unfinished change and finishes it.
    expect(await service.change(_id, 'SUSPENDED', 'x')).toMatchObject({
      status: 'REVOKED',
      statusReason: 'crashed',
    });
    expect(await service.log.proof(size, entriesOf(statementsOf(record)))).not.toBeNull();
    expect(await service.log.size()).toBe(size + 1);
    // What the next start finds is finished, and finishing it again changes nothing.
    const next = new AttestationService(hub.options);
    await next.ready();
    expect(await intents.countDocuments()).toBe(0);
    expect(await next.find(_id)).toMatchObject({ status: 'REVOKED', changes: 1 });
  });

  it('has not changed when a crash came after the intent, before anything was recorded', async () => {
    const { _id } = await issue();
    const { intents } = statusModels(hub.store.mongoose);
    await intents.create({ changes: [`${batchIdOf(_id)}:1`] });
    const next = new AttestationService(hub.options);
    await next.ready();
    expect(await intents.countDocuments()).toBe(0);
    expect(await next.change(_id, 'SUSPENDED', 'again')).toMatchObject({ changes: 1 });
  });

  it('is finished by the next start alone', async () => {
    const { service } = hub.subgraph;
    const [one, two] = [await issue(), await issue()];
    await service.change(two._id, 'SUSPENDED', 'first');
    const { changes, intents } = statusModels(hub.store.mongoose);
    const records = [
      recordOf(one, 1, ['VALID', 'SUSPENDED'], 'x'),
      recordOf(two, 2, ['SUSPENDED', 'VALID'], 'x'),
      recordOf(two, 3, ['VALID', 'REVOKED'], 'x'),
    ];
    await changes.insertMany(records);
    await intents.create({ changes: records.map(({ _id }) => _id) });
    const size = await service.log.size();
    const next = new AttestationService(hub.options);
    await next.ready();
    expect(await next.find(one._id)).toMatchObject({ changes: 1 });
    expect(await next.find(two._id)).toMatchObject({ status: 'REVOKED', changes: 3 });
    for (const [at, record] of records.entries())
      expect(await next.log.proof(size + at, entriesOf(statementsOf(record)))).not.toBeNull();
  });
});

describe('the log of issued attestations', () => {
  it('has every attestation and every change, provably', async () => {
    const { service } = hub.subgraph;
    const attestation = await issue();
    const size = await service.log.size();
    await service.change(attestation._id, 'SUSPENDED', 'x');
    expect(await service.log.size()).toBe(size + 1);
    await service.change(attestation._id, 'VALID', 'y');
    const proof = await service.proof(attestation._id);
    const { verdict, checks } = await officerSays(attestation, { proof });
    expect(checks.at(-1)).toMatchObject({ name: 'log', outcome: 'PASS' });
    expect(verdict).toBe('valid');
  });

  it('says invalid for a proof of something else, and of an old attestation without a proof', async () => {
    const { service } = hub.subgraph;
    const [one, two] = [await issue(), await issue()];
    const foreign = await service.proof(two._id);
    expect((await officerSays(one, { proof: foreign })).verdict).toBe('invalid');
    expect((await officerSays(one, { proof: null })).verdict).toBe('unknown');
    const later = new Date(hub.now.getTime() + 2 * 86_400_000);
    const old = await officerSays(one, { proof: null, at: later });
    expect(old.checks.at(-1)).toMatchObject({ name: 'log', outcome: 'FAIL' });
  });

  it('alone shows that a retired key was used before it retired', async () => {
    const { service } = hub.subgraph;
    const before = await issue();
    const proof = await service.proof(before._id);
    hub.now = new Date(hub.now.getTime() + 60_000);
    hub.keys.rotate('attestation', { immediately: true });
    expect((await officerSays(before)).verdict).toBe('unknown');
    expect((await officerSays(before, { proof })).verdict).toBe('valid');
    expect((await service.verify(before.jws)).verdict).toBe('valid'); // the hub has its own record
  });
});
