import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { archiveModels } from '../../../subgraphs/attestations/archive/model.ts';
import type { ArchiveModels, StoredBatch } from '../../../subgraphs/attestations/archive/model.ts';
import { batchIdOf, questionToDecide } from '../../../subgraphs/attestations/archive/batch.ts';
import { AttestationService } from '../../../subgraphs/attestations/index.ts';
import type { IssuedAttestation } from '../../../subgraphs/attestations/index.ts';
import type { IssueOutcome } from '../../../subgraphs/attestations/issuance/issuance.ts';
import { newOwner } from '../../../lib/process-owner.ts';
import { openHub, OFFICER, REQUEST } from './hub.ts';
import type { TestHub } from './hub.ts';

let hub: TestHub;
let models: ArchiveModels;
beforeAll(async () => {
  hub = await openHub();
  models = archiveModels(hub.store.mongoose);
});
afterAll(() => hub.close());

let count = 0;
/** Requests that nobody has made before: each certificate for some authorities. */
const requests = (size: number): (typeof REQUEST)[] =>
  Array.from({ length: size }, (_, at) => ({
    ...REQUEST,
    question: { ...REQUEST.question, certificate: `B-${Math.floor(at / 7)}` },
    audience: `urn:authority:${++count}` as typeof REQUEST.audience,
  }));

const issued = (outcomes: readonly IssueOutcome[]): IssuedAttestation[] =>
  outcomes.map((outcome) => {
    if (outcome.kind !== 'issued') throw new Error(`not issued: ${outcome.kind}`);
    return outcome.attestation;
  });

const isFresh = (outcome: IssueOutcome): boolean => outcome.kind === 'issued' && outcome.created;

describe('the question of an attestation as it is decided again', () => {
  const question = { ...REQUEST.question, certificate: 'N-1', asOf: '2026-01-01' } as const;
  const grounds = ['certificates:N-1', 'certificates:n-1', 'bodies:B-1', 'bodies:B-2'];

  it('names the issuer, also where it was stored before questions did', () => {
    expect(questionToDecide({ question, grounds })).toEqual({ ...question, issuer: 'B-1' });
    const named = { ...question, issuer: 'B-9' };
    expect(questionToDecide({ question: named, grounds })).toBe(named);
    expect(questionToDecide({ question, grounds: [] })).toBe(question);
  });
});

describe('attestations issued together', () => {
  let many: IssuedAttestation[];
  beforeAll(async () => {
    many = issued(await hub.subgraph.service.issueAll(requests(1100), OFFICER));
  });

  it('are stored in batches, and each is found as it was handed out, by whoever asks', async () => {
    expect(new Set(many.map(({ _id }) => batchIdOf(_id))).size).toBe(2);
    const other = new AttestationService(hub.options);
    for (const one of many.filter((_, at) => at % 97 === 0)) {
      expect({ ...(await other.find(one._id)) }).toEqual({ ...one });
      expect((await other.verify(one.jws)).verdict).toBe('valid');
    }
  });

  it('have identifiers, places and leaves of their own', () => {
    for (const part of ['_id', 'digest', 'leaf', 'jws', 'request'] as const)
      expect(new Set(many.map((one) => one[part])).size).toBe(many.length);
    expect(new Set(many.map(({ list, index }) => `${list}/${index}`)).size).toBe(many.length);
  });

  it('are each in the log where they say', async () => {
    const { log } = hub.subgraph.service;
    for (const { leaf, digest } of many.filter((_, at) => at % 211 === 0)) {
      expect(await log.proof(leaf, Buffer.from(digest, 'base64url'))).not.toBeNull();
      expect(await log.proof(leaf + 1, Buffer.from(digest, 'base64url'))).toBeNull();
    }
  });

  it('are given again to whoever asks again, among others that are new', async () => {
    const { service } = hub.subgraph;
    const [known, fresh] = [requests(30), requests(20)];
    const first = issued(await service.issueAll(known, OFFICER));
    const again = await service.issueAll([...fresh, ...known], OFFICER);
    expect(again.filter(isFresh)).toHaveLength(20);
    expect(issued(again.slice(20)).map(({ _id }) => _id)).toEqual(first.map(({ _id }) => _id));
  });

  it('change each for itself, many at the same moment and together', async () => {
    const { service } = hub.subgraph;
    const some = many.slice(100, 130);
    await Promise.all(
      some.map(({ _id }, at) => service.change(_id, at % 2 ? 'SUSPENDED' : 'REVOKED', `no ${at}`)),
    );
    await Promise.all(some.map(({ _id }) => service.change(_id, 'VALID', 'restored')));
    const other = new AttestationService(hub.options);
    for (const [at, { _id, digest }] of some.entries()) {
      const history = await other.history(_id);
      expect(history.map(({ to, number, digest: of }) => [to, number, of])).toEqual(
        at % 2
          ? [
              ['SUSPENDED', 1, digest],
              ['VALID', 2, digest],
            ]
          : [['REVOKED', 1, digest]],
      );
      expect(await other.find(_id)).toMatchObject({ status: at % 2 ? 'VALID' : 'REVOKED' });
    }
    expect(await other.find(many[99]?._id ?? '')).toMatchObject({ status: 'VALID', changes: 0 });
  });

  it('leave the audit nothing to find', async () => {
    const { findings, checked } = await hub.subgraph.service.audit(undefined);
    expect(findings).toEqual([]);
    expect(checked['attestations']).toBeGreaterThan(1100);
  });
});

describe('a request', () => {
  it('gets one attestation though several processes issue it among others at once', async () => {
    const processes = [1, 2, 3].map(() => new AttestationService(hub.options));
    const shared = requests(40);
    const asked = processes.map((_, at) => [...shared.slice(at * 5), ...requests(10)]);
    const outcomes = await Promise.all(
      processes.map((service, at) => service.issueAll(asked[at] ?? [], OFFICER)),
    );
    expect(outcomes.flat().filter(isFresh)).toHaveLength(40 + 3 * 10);
    const byRequest = new Map<string, Set<string>>();
    for (const { request, _id } of issued(outcomes.flat()))
      byRequest.set(request, (byRequest.get(request) ?? new Set()).add(_id));
    expect([...byRequest.values()].every(({ size }) => size === 1)).toBe(true);
    expect((await hub.subgraph.service.audit(undefined)).findings).toEqual([]);
  });

  /** A request that somebody is about to issue an attestation for. */
  async function reserved(owner: string): Promise<{ asked: typeof REQUEST; id: string }> {
    const [asked = REQUEST] = requests(1);
    const [{ request } = { request: '' }] = issued(
      await hub.subgraph.service.issueAll([asked], OFFICER),
    );
    const id = `r${count}`.padEnd(8, '_');
    const found = await models.batches.findOne({ requests: request }).lean<StoredBatch | null>();
    await models.batches.deleteOne({ _id: found?._id ?? '' });
    await models.batches.collection.insertOne({
      ...{ _id: id, owner, at: hub.now.getTime(), requests: [request] },
    } as never);
    return { asked, id };
  }

  it('waits for who is about to issue it', async () => {
    const owner = newOwner();
    const { asked, id } = await reserved(owner);
    const outcome = hub.subgraph.service.issueAll([asked], OFFICER);
    await delay(120);
    expect(await models.batches.findById(id).lean()).toMatchObject({ owner });
    await models.batches.deleteOne({ _id: id });
    expect(await outcome).toMatchObject([{ kind: 'issued', created: true }]);
  });

  it('is issued again, and once, when its reservation was given up while it was signed', async () => {
    const { service, keys } = { service: hub.subgraph.service, keys: hub.keys };
    const signer = keys.signer('attestation');
    const signing = jest.spyOn(keys, 'signer').mockReturnValueOnce({
      ...signer,
      async signMany(payloads) {
        await models.batches.collection.updateMany(
          { leaf: null, owner: { $ne: '' } },
          { $set: { owner: '', requests: [`none.${count}`] } },
        );
        return signer.signMany(payloads);
      },
    });
    const asked = requests(1);
    const outcomes = await service.issueAll(asked, OFFICER);
    signing.mockRestore();
    expect(outcomes).toMatchObject([{ kind: 'issued', created: true }]);
    const [{ _id }] = issued(outcomes) as [IssuedAttestation];
    expect(await service.find(_id)).toMatchObject({ _id });
    // Whoever asks again finds that one, so it was stored under its request.
    expect(await new AttestationService(hub.options).issueAll(asked, OFFICER)).toMatchObject([
      { kind: 'issued', created: false, attestation: { _id } },
    ]);
  });

  it.each([
    ['has ended', newOwner().replace(/#\d+#/, '#999999999#'), 0],
    ['has been silent for a minute', newOwner(), 61_000],
  ])('is not kept waiting by who %s', async (_, owner, silence) => {
    const { asked, id } = await reserved(owner);
    const now = hub.now;
    hub.now = new Date(now.getTime() + silence);
    const outcomes = await hub.subgraph.service.issueAll([asked], OFFICER);
    hub.now = now;
    expect(outcomes).toMatchObject([{ kind: 'issued', created: true }]);
    expect(await models.batches.findById(id).lean()).toMatchObject({ owner: '' });
  });
});
