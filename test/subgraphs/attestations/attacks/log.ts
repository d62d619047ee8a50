import { expect } from '@jest/globals';
import { deflateSync } from 'node:zlib';
import { identityOf } from '../../../../subgraphs/attestations/keys/sign.ts';
import {
  checkpointText,
  inflate,
  verifyCheckpoint,
  readKeySet,
  readProof,
  readTrustedLog,
  verifyAttestation,
  verifyConsistency,
  verifyInclusion,
  verifyProof,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  JsonObject,
  TrustedLog,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type { IssuedAttestation } from '../../../../subgraphs/attestations/index.ts';
import { openHub, OFFICER, REQUEST } from '../hub.ts';
import type { TestHub } from '../hub.ts';
import { GOOD_STATUS, NOW, claimsOf, tokenOf } from '../support.ts';
import { malleate } from './signature.ts';
import type { Attack } from './arena.ts';

/** Runs an attack against a hub with two logged attestations. */
export async function withHub(
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

/** The identifier of the key that signed the first line below a note. */
const readNoteSignature = (note: string): Buffer =>
  Buffer.from(/\n\n— \S+ (\S+)/.exec(note)?.[1] ?? '', 'base64').subarray(0, 4);

const bytes = (digest: string): Uint8Array => Buffer.from(digest, 'base64url');
/** Attacks on the log, and with keys that have ended. */
export const LOG: Readonly<Record<string, Attack>> = {
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
            enquiries: [GOOD_STATUS],
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
      const checkpoint = await verifyCheckpoint(proof.checkpoint, log);
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
      const open = (changed: string) => verifyCheckpoint(changed, log);
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
  async L01() {
    await withHub(async (hub) => {
      const { service } = hub.subgraph;
      const { log, conflicts } = service;
      const good = log.noteOf(await log.checkpoint());
      const size = await log.size();
      const signer = hub.keys.signer('log');
      const id = readNoteSignature(good);
      const signed = async (text: string): Promise<string> => {
        const signature = Buffer.concat([id, await signer.sign(Buffer.from(text))]);
        return `${text}\n— ${log.origin} ${signature.toString('base64')}\n`;
      };
      const root = Buffer.alloc(32, 7);
      const other = await signed(checkpointText({ origin: log.origin, size, root }));
      const longer = await signed(checkpointText({ origin: log.origin, size: size + 9, root }));
      const [text = ''] = good.split('\n\n');
      const extended = await signed(`${text}\nextension\n`);
      expect([await conflicts.examine(good), await conflicts.examine(extended)]).toEqual([
        null,
        null,
      ]);
      // Nobody can fill the store with what our key has not signed.
      expect(await conflicts.examine(other.replace(/.{4}\n$/, 'AAAA\n'))).toBeNull();
      for (const note of [other, longer, other])
        expect(await service.cosign(note)).toMatchObject({ note });
      expect(await conflicts.count()).toBe(2);
      const { findings } = await service.audit(undefined);
      expect(findings).toMatchObject([
        { code: 'CHECKPOINT_CONFLICT', subject: `checkpoint ${size}` },
        { code: 'CHECKPOINT_CONFLICT', subject: `checkpoint ${size + 9}` },
      ]);
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
    const held = process.memoryUsage().arrayBuffers;
    expect(await inflate(bomb, 'deflate')).toBeNull();
    expect(process.memoryUsage().arrayBuffers - held).toBeLessThan(bomb.length + 32 * 1024 * 1024);
  },
};
