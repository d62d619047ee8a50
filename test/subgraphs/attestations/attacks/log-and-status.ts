import { expect } from '@jest/globals';
import { deflateSync, gzipSync } from 'node:zlib';
import { archiveModels } from '../../../../subgraphs/attestations/archive/model.ts';
import type { StoredBatch } from '../../../../subgraphs/attestations/archive/model.ts';
import { compressedList, packStatuses } from '../../../../subgraphs/attestations/status/bits.ts';
import { identityOf, signCompact, signingInput } from '../../../../subgraphs/attestations/sign.ts';
import {
  inflate,
  openCheckpoint,
  readKeySet,
  readProof,
  readTrustedLog,
  statusEnquiry,
  verifyAttestation,
  verifyConsistency,
  verifyInclusion,
  verifyProof,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  JsonObject,
  SeenLists,
  TrustedLog,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type { IssuedAttestation } from '../../../../subgraphs/attestations/index.ts';
import type { Signer } from '../../../../subgraphs/attestations/keys/index.ts';
import { openHub, OFFICER, REQUEST } from '../hub.ts';
import type { TestHub } from '../hub.ts';
import { NOW, SECONDS, claimsOf, newKeys, tokenOf } from '../support.ts';
import { malleate } from './signature.ts';
import { expectVerdict } from './arena.ts';
import type { Arena, Attack } from './arena.ts';

/** Runs an attack against a hub with two logged attestations. */
async function withHub(
  body: (hub: TestHub, first: IssuedAttestation, log: TrustedLog) => Promise<void>,
): Promise<void> {
  const hub = await openHub();
  try {
    const outcome = await hub.subgraph.service.issue(REQUEST, OFFICER);
    await hub.subgraph.service.issue({ ...REQUEST, audience: 'did:web:b.example' }, OFFICER);
    const document = JSON.parse(JSON.stringify(await hub.subgraph.service.keySet())) as JsonObject;
    const log = await readTrustedLog(document);
    if (outcome.kind !== 'issued' || !log) throw new Error('a hub that issues and logs');
    await body(hub, outcome.attestation, log);
  } finally {
    await hub.close();
  }
}

const bytes = (digest: string): Uint8Array => Buffer.from(digest, 'base64url');
const URI = 'https://hub.example.org/status/7';

const listToken = (arena: Arena, changes: object = {}): Promise<string> => {
  const signer = arena.ring.signer('status');
  return signCompact(
    signer,
    signingInput(
      signer,
      { typ: 'statuslist+jwt' },
      {
        iss: 'did:web:hub.example.org',
        sub: URI,
        iat: SECONDS,
        exp: SECONDS + 86_400,
        status_list: { bits: 2, lst: compressedList(packStatuses([], 4096)) },
        ...changes,
      },
    ),
  );
};

/** Outcome of the status check of a token at an index of the list. */
async function statusCheck(
  arena: Arena,
  lists: readonly string[],
  index: unknown = 1,
  seen?: SeenLists,
): Promise<string | undefined> {
  const claims = { ...claimsOf(), status: { status_list: { idx: index, uri: URI } } };
  const { checks } = await verifyAttestation(await tokenOf(arena.signer, claims), {
    keys: arena.keys,
    now: NOW,
    enquiries: [statusEnquiry(lists, { keys: arena.keys, now: NOW }, seen)],
  });
  return checks.find(({ name }) => name === 'status')?.outcome;
}

/** Attacks on the log and on status lists. */
export const LOG_AND_STATUS: Readonly<Record<string, Attack>> = {
  async K06() {
    await withHub(async (hub, first, log) => {
      const proof = await hub.subgraph.service.proof(first._id);
      hub.now = new Date(NOW.getTime() + 3_600_000);
      const stolen = hub.keys.signer('attestation');
      hub.keys.rotate('attestation', { immediately: true });
      const document = JSON.parse(
        JSON.stringify(await hub.subgraph.service.keySet()),
      ) as JsonObject;
      const keys = await readKeySet(document);
      const verify = async (token: string, given?: string | null) =>
        (
          await verifyAttestation(token, {
            keys,
            now: hub.now,
            enquiries: [], // the status is another matter
            ...(given === undefined ? {} : { log: { log, proof: given } }),
          })
        ).verdict;
      expect(await verify(first.jws)).toBe('unknown');
      expect(await verify(first.jws, proof)).toBe('valid');
      // The thief signs with the retired key and dates it back: no proof can say so.
      const forged = await tokenOf(stolen, { ...claimsOf(), sub: claimsOf()['sub'] });
      expect(await verify(forged)).toBe('unknown');
      expect(await verify(forged, proof)).toBe('invalid');
      hub.now = new Date(NOW.getTime() + 7_200_000);
      const { log: ours } = hub.subgraph.service;
      const entries = bytes(identityOf(forged));
      const place = await ours.append({ of: 'forged', kind: 'attestation', entries });
      await ours.checkpoint();
      const late = await ours.proof(place, entries);
      expect(await verify(forged, late)).toBe('invalid');
      // The hub has no record of it, whatever the token says.
      expect((await hub.subgraph.service.verify(forged)).verdict).toBe('invalid');
    });
  },
  async L02() {
    await withHub(async (hub) => {
      const { log } = hub.subgraph.service;
      const { root } = await log.checkpoint();
      const root2 = Buffer.from(root, 'base64');
      const root1 = await (await log.tree(1)).root();
      const proof = (await log.consistency(1, 2)) ?? [];
      expect(await verifyConsistency({ size1: 1, size2: 2, root1, root2, proof })).toBe(true);
      expect(
        await verifyConsistency({ size1: 2, size2: 1, root1: root2, root2: root1, proof }),
      ).toBe(false);
      expect(await verifyConsistency({ size1: 1, size2: 2, root1: root2, root2, proof })).toBe(
        false,
      );
      expect(await log.consistency(2, 1)).toBeNull();
    });
  },
  async L03() {
    await withHub(async (hub, { digest, _id }, log) => {
      const proof = readProof((await hub.subgraph.service.proof(_id)) ?? '');
      if (!proof) throw new Error('there is a proof');
      const entry = bytes(digest);
      expect(await verifyProof(proof, entry, log)).not.toBeNull();
      const [hash = new Uint8Array()] = proof.hashes;
      for (const forged of [
        { ...proof, index: 1 },
        { ...proof, hashes: [] },
        { ...proof, hashes: [hash, hash] },
        { ...proof, hashes: [hash.slice(1)] },
      ])
        expect(await verifyProof(forged, entry, log)).toBeNull();
      // A leaf is not an inner node, and an inner node is no leaf.
      const checkpoint = await openCheckpoint(proof.checkpoint, log);
      if (!checkpoint) throw new Error('the checkpoint is good');
      const { root } = checkpoint;
      expect(await verifyInclusion({ index: 0, size: 1, leaf: entry, proof: [], root })).toBe(
        false,
      );
      expect(await verifyInclusion({ index: 0, size: 0, leaf: root, proof: [], root })).toBe(false);
      expect(await verifyProof(proof, Buffer.concat([bytes(digest), hash]), log)).toBeNull();
    });
  },
  async L04() {
    await withHub(async (hub, { jws }, log) => {
      const document = JSON.parse(
        JSON.stringify(await hub.subgraph.service.keySet()),
      ) as JsonObject;
      const keys = await readKeySet(document);
      const at = async (hours: number) =>
        (
          await verifyAttestation(jws, {
            keys,
            now: new Date(NOW.getTime() + hours * 3_600_000),
            log: { log, proof: null },
          })
        ).verdict;
      expect([await at(1), await at(25)]).toEqual(['unknown', 'invalid']);
    });
  },
  async L05() {
    await withHub(async (hub, _, log) => {
      const { log: ours } = hub.subgraph.service;
      const note = ours.noteOf(await ours.checkpoint());
      const [text = '', lines = ''] = note.split('\n\n');
      const [signature = '', cosignature = ''] = lines.split('\n');
      const open = (changed: string) => openCheckpoint(changed, log);
      expect(await open(note)).not.toBeNull();
      expect(await open(`${note}— stranger.example AAAAAAAAAAAA\n`)).not.toBeNull(); // unknown: ignored
      const flipped = signature.slice(0, -6) + (signature.endsWith('AAAAA=') ? 'BBBBB=' : 'AAAAA=');
      for (const bad of [
        `${text}\n\n${flipped}\n`, // known key, bad signature
        `${text}\n\n${signature}\n${signature}\n`, // twice
        `${text}\n\n${cosignature}\n`, // witness alone
        note.replace('\n', '\r\n'),
        note.replace('\n', '\u0000\n'),
        note.replace('hub.example.org/log\n', 'other.example/log\n'),
        `${text}\nextension\n\n${signature}\n`,
        note.slice(0, -1),
        text,
      ])
        expect(await open(bad)).toBeNull();
    });
  },
  async L06() {
    await withHub(async (hub, { jws, digest, leaf }) => {
      const { service } = hub.subgraph;
      const size = await service.log.size();
      const other = malleate(jws);
      expect(identityOf(other)).toBe(digest);
      // It is the same attestation, with the same leaf, to whoever shows it.
      expect((await service.verify(other)).verdict).toBe('valid');
      expect(await service.log.proof(leaf, bytes(identityOf(other)))).not.toBeNull();
      expect(await service.log.size()).toBe(size);
    });
  },
  async E07() {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
    const started = performance.now();
    expect(await inflate(bomb, 'deflate')).toBeNull();
    expect(performance.now() - started).toBeLessThan(5000);
  },
  async T02(arena) {
    const seen: SeenLists = new Map();
    expect(await statusCheck(arena, [await listToken(arena)], 1, seen)).toBe('PASS');
    const older = await listToken(arena, { iat: SECONDS - 30 });
    expect(await statusCheck(arena, [older], 1, seen)).toBe('UNKNOWN');
  },
  async T03(arena) {
    const attestation = arena.ring.signer('attestation');
    const stranger = newKeys().signer('status');
    const claims = (await listToken(arena)).split('.')[1] ?? '';
    const forged = async (signer: Signer, header: object): Promise<string> =>
      tokenOf(signer, Buffer.from(claims, 'base64url'), {
        alg: 'ES256',
        kid: signer.kid,
        ...header,
      });
    const zip = (bytes: Buffer): object => ({
      status_list: { bits: 2, lst: bytes.toString('base64url') },
    });
    const status = arena.ring.signer('status');
    for (const list of [
      await listToken(arena, { sub: 'https://hub.example.org/status/8' }),
      await listToken(arena, { sub: `${URI}/` }),
      await listToken(arena, { sub: URI.replace('hub', 'hսb') }),
      await listToken(arena, { sub: undefined }),
      await listToken(arena, { iss: 'did:web:other.example' }),
      await listToken(arena, { iss: undefined }),
      await listToken(arena, { exp: undefined }),
      await listToken(arena, { iat: SECONDS + 3600 }),
      await listToken(arena, { exp: String(SECONDS + 86_400) }),
      await listToken(arena, { status_list: { bits: 3, lst: compressedList(Buffer.alloc(9)) } }),
      await listToken(arena, { status_list: { bits: '2', lst: compressedList(Buffer.alloc(9)) } }),
      await listToken(arena, { status_list: { bits: 2 } }),
      await listToken(arena, zip(Buffer.from('not zlib'))),
      await listToken(arena, zip(gzipSync(Buffer.alloc(1024)))),
      await listToken(arena, zip(deflateSync(Buffer.alloc(1024)).subarray(0, 9))),
      await forged(attestation, { typ: 'statuslist+jwt' }), // a good key of another purpose
      await forged(stranger, { typ: 'statuslist+jwt' }),
      await forged(status, { typ: 'JWT' }),
      await forged(status, { typ: 'statuslist+jwt', cty: 'vc' }),
      await forged(status, { typ: 'statuslist+jwt', jku: 'http://127.0.0.1/' }),
      `${await listToken(arena)}\n`,
      '',
    ])
      expect(await statusCheck(arena, [list])).toBe('UNKNOWN');
    expect(await statusCheck(arena, [await listToken(arena)])).toBe('PASS');
  },
  async T04(arena) {
    const list = await listToken(arena);
    for (const index of [4096, -1, '412', 4.5, null, 2 ** 53, true, [1], {}])
      expect(await statusCheck(arena, [list], index)).toBe('FAIL');
    // An index spelt in another way is another text: the whole payload is refused.
    const text = JSON.stringify({ ...claimsOf(), status: { status_list: { idx: 9, uri: URI } } });
    for (const index of ['4.0e2', '412.0', '-0', '4e2', '0x19c']) {
      const token = await tokenOf(arena.signer, text.replace('"idx":9', `"idx":${index}`));
      await expectVerdict(arena, token, 'invalid', { enquiries: [] });
    }
    await withHub(async (hub, first) => {
      const { batches } = archiveModels(hub.store.mongoose);
      const own = await batches.findOne({ leaf: first.leaf }).lean<StoredBatch | null>();
      const twin = { ...own, _id: 'twin', requests: ['twin'] };
      await expect(batches.insertMany([twin])).rejects.toMatchObject({ code: 11000 });
    });
  },
  async T05(arena) {
    // Nothing is fetched: without a list in hand the status is unknown, and so is the verdict.
    expect(await statusCheck(arena, [])).toBe('UNKNOWN');
    const claims = {
      ...claimsOf(),
      status: { status_list: { idx: 1, uri: 'http://127.0.0.1:1/' } },
    };
    await expectVerdict(arena, await tokenOf(arena.signer, claims), 'unknown', {
      enquiries: [statusEnquiry([], { keys: arena.keys, now: NOW })],
    });
  },
  async T06() {
    await withHub(async (hub, { _id }) => {
      const { service } = hub.subgraph;
      await service.revoke(_id, 'misuse');
      expect(await service.change(_id, 'VALID', 'please')).toMatchObject({ status: 'REVOKED' });
      expect(await service.history(_id)).toHaveLength(1);
    });
  },
};
