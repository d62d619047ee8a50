import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, hash, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../../../store/index.ts';
import type { Store } from '../../../../store/index.ts';
import { TransparencyLog } from '../../../../subgraphs/attestations/log/log.ts';
import { logModels } from '../../../../subgraphs/attestations/log/model.ts';
import type { LogModels } from '../../../../subgraphs/attestations/log/model.ts';
import type { NewRun } from '../../../../subgraphs/attestations/log/writer.ts';
import {
  cosignedText,
  leafHash,
  verifyCheckpoint,
  readProof,
  readVerifierKey,
  verifyConsistency,
  verifierKeyOf,
  verifyProof,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  NoteVerifier,
  TrustedLog,
} from '../../../../subgraphs/attestations/verification/index.ts';
import { NOW, PUBLIC_URL, newKeys } from '../support.ts';

let store: Store;
let dataDir: string;
let models: LogModels;
let log: TransparencyLog;
let other: TransparencyLog;
let trusted: TrustedLog;
let now = NOW;

/** A few more leaves than a full tile, so that both kinds of tile are met. */
const COUNT = 700;

const entryOf = (number: number): Buffer => hash('sha256', `entry ${number}`, 'buffer');
/** So many entries from one on, to be logged together. */
const runOf = (first: number, count = 1): NewRun => ({
  of: `a${first}`,
  kind: 'attestation',
  entries: Buffer.concat(Array.from({ length: count }, (_, at) => entryOf(first + at))),
});
/** Where each entry is in the log. */
const places = new Map<number, number>();
const proofOf = (number: number, size?: number): Promise<string | null> =>
  log.proof(places.get(number) ?? -1, entryOf(number), size);

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'symbolon-log-'));
  store = await connect({ dataDir });
  models = logModels(store.mongoose);
  await Promise.all([models.runs.init(), models.checkpoints.init(), models.tiles.init()]);
  const options = { models, keys: newKeys(), publicUrl: PUBLIC_URL, now: () => now };
  [log, other] = [new TransparencyLog(options), new TransparencyLog(options)];
  const { log: vkey, witness } = await log.verifierKeys();
  const [verifier, clock] = [await readVerifierKey(vkey), await readVerifierKey(witness)];
  if (!verifier || !clock) throw new Error('our own verifier keys are well-formed');
  trusted = { origin: log.origin, verifier, witnesses: [clock] };
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

describe('the transparency log', () => {
  it('begins empty, with the root of the empty tree', async () => {
    const checkpoint = await log.checkpoint();
    expect(await verifyCheckpoint(log.noteOf(checkpoint), trusted)).toMatchObject({
      origin: 'hub.example.org/log',
      size: 0,
      cosignatures: [{ time: NOW.getTime() / 1000 }],
    });
  });

  it('LOG-005: numbers leaves without gaps while two writers race', async () => {
    const jobs = [];
    for (let first = 0, turn = 0; first < COUNT; turn++) {
      const [start, count] = [first, Math.min(1 + ((turn * 7) % 40), COUNT - first)];
      const writer = turn % 2 === 0 ? log : other;
      const appended = writer.append(runOf(start, count));
      jobs.push(
        appended.then((place) => {
          for (let at = 0; at < count; at++) places.set(start + at, place + at);
        }),
      );
      first += count;
    }
    await Promise.all(jobs);
    const taken = [...places.values()].sort((a, b) => a - b);
    expect(taken).toEqual(Array.from({ length: COUNT }, (_, index) => index));
    expect(await log.size()).toBe(COUNT);
  });

  it('LOG-006: gives the same place to what is appended again', async () => {
    const first = await log.append(runOf(0));
    const [again, twice] = await Promise.all([other.append(runOf(0)), other.append(runOf(0))]);
    expect([first, again, twice]).toEqual(Array(3).fill(places.get(0)));
    expect(await log.size()).toBe(COUNT);
  });

  it('proves every leaf under a signed checkpoint', async () => {
    for (let number = 0; number < COUNT; number += 41) {
      const proof = readProof((await proofOf(number)) ?? '');
      if (!proof) throw new Error('there is a proof');
      expect(await verifyProof(proof, entryOf(number), trusted)).toMatchObject({
        size: COUNT,
      });
      expect(await verifyProof(proof, entryOf(number + 1), trusted)).toBeNull();
      expect(
        await verifyProof({ ...proof, index: proof.index + 1 }, entryOf(number), trusted),
      ).toBeNull();
    }
    expect(await log.proof(0, Buffer.alloc(32))).toBeNull();
    expect(await log.proof(COUNT, entryOf(0))).toBeNull();
  });

  it('proves that it only grows', async () => {
    const before = await log.checkpoint();
    now = new Date(NOW.getTime() + 1000);
    await log.append(runOf(COUNT, 2));
    const after = await log.checkpoint();
    const root = (text: string): Uint8Array => Buffer.from(text, 'base64');
    for (const size of [1, 255, 256, 257, 512, COUNT]) {
      const proof = (await log.consistency(size, after._id)) ?? [];
      const root1 = await (await log.tree(size)).root();
      const claim = { size1: size, size2: after._id, root1, root2: root(after.root), proof };
      expect(await verifyConsistency(claim)).toBe(true);
    }
    expect(root(before.root)).toEqual(await (await log.tree(COUNT)).root());
    expect(await log.consistency(0, COUNT)).toBeNull();
    expect(await log.consistency(COUNT + 1, COUNT)).toBeNull();
  });

  it('signs one checkpoint for a size, whichever process asks', async () => {
    expect(await other.checkpoint()).toEqual(await log.checkpoint());
  });

  it('makes no checkpoint while the clock stands before the last one', async () => {
    await log.append(runOf(COUNT + 2));
    now = new Date(NOW.getTime() - 1000);
    await expect(log.checkpoint()).rejects.toMatchObject({ code: 'CLOCK_BEHIND' });
    now = new Date(NOW.getTime() + 2000);
    expect((await log.checkpoint())._id).toBe(COUNT + 3);
  });

  it('serves tiles and bundles of entries that hash to each other', async () => {
    const entries = await log.entries(0, 256);
    const tile = await log.tile(0, 0, 256);
    if (!entries || !tile) throw new Error('the first tile is full');
    expect([entries.length, tile.length]).toEqual([256 * 34, 256 * 32]);
    for (let index = 0; index < 256; index += 51) {
      const entry = entries.subarray(index * 34 + 2, index * 34 + 34);
      expect(Buffer.from(await leafHash(entry))).toEqual(
        Buffer.from(tile.subarray(index * 32, index * 32 + 32)),
      );
    }
    expect((await log.tile(1, 0, 2))?.length).toBe(64);
    expect(await log.tile(0, 2, 256)).toBeNull();
    expect(await log.tile(1, 0, 3)).toBeNull();
  });

  it('counts cosignatures of witnesses it knows, for checkpoints it published', async () => {
    const checkpoint = await log.checkpoint();
    const witness = new TransparencyLog({
      models,
      keys: newKeys(),
      publicUrl: PUBLIC_URL,
      now: () => now,
    });
    const stranger = await readVerifierKey((await witness.verifierKeys()).witness);
    if (!stranger) throw new Error('well-formed');
    expect(await log.cosign(log.noteOf(checkpoint), [stranger])).toBeNull();
    const count = async (note: string, witnesses: readonly NoteVerifier[]) =>
      (await log.cosign(note, witnesses))?.cosignatures.length;
    expect(await count(log.noteOf(checkpoint), trusted.witnesses)).toBe(1);
    // Another witness cosigns the same text with a key of its own; a second time changes nothing.
    const keys = generateKeyPairSync('ed25519');
    const raw = Buffer.from(keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    const vkey = await readVerifierKey(await verifierKeyOf('w.example/1', 'cosignature/v1', raw));
    if (!vkey) throw new Error('well-formed');
    const cosigned = (time: number): string => {
      const [text = ''] = checkpoint.note.split('\n\n');
      const stamp = Buffer.alloc(8);
      stamp.writeBigUInt64BE(BigInt(time));
      const signature = sign(null, Buffer.from(cosignedText(`${text}\n`, time)), keys.privateKey);
      const line = Buffer.concat([vkey.id, stamp, signature]).toString('base64');
      return `${checkpoint.note}— w.example/1 ${line}\n`;
    };
    expect(await count(cosigned(1_800_000_000), [vkey])).toBe(2);
    expect(await count(cosigned(1_800_000_060), [vkey])).toBe(2);
    const served = await verifyCheckpoint(log.noteOf(await log.checkpoint()), {
      ...trusted,
      witnesses: [...trusted.witnesses, vkey],
    });
    expect(served?.cosignatures).toContainEqual({ name: 'w.example/1', time: 1_800_000_000 });
    expect(await proofOf(1, checkpoint._id)).toContain('w.example/1');
    const forged = log
      .noteOf(checkpoint)
      .replace(`\n${checkpoint._id}\n`, `\n${checkpoint._id - 1}\n`);
    expect(await log.cosign(forged, trusted.witnesses)).toBeNull();
  });
});
