import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../../../store/index.ts';
import type { Store } from '../../../../store/index.ts';
import {
  leaseModel,
  LeaseLost,
  type RevalidationLease,
  revalidationLease,
} from '../../../../subgraphs/attestations/revalidation/lease.ts';
import { NOW } from '../support.ts';

let store: Store;
let dataDir: string;
let now = NOW;
const lease = (): RevalidationLease => revalidationLease(leaseModel(store.mongoose), () => now);
const later = (milliseconds: number): void => {
  now = new Date(now.getTime() + milliseconds);
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'symbolon-lease-'));
  store = await connect({ dataDir });
});
beforeEach(async () => {
  await leaseModel(store.mongoose).deleteMany({});
});
afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const STEP = { horizon: 7, day: '2026-11-20' };

describe('the lease of revalidation', () => {
  it('is one process at a time', async () => {
    expect(await lease().take()).toMatchObject({ horizon: 0, day: '' });
    expect(await lease().take()).toBeNull();
  });

  it('goes at once from an ended process to the next, which goes on from its last step', async () => {
    const dead = lease();
    await dead.take();
    await dead.update(STEP);
    const model = leaseModel(store.mongoose);
    const owner = (await model.findOne())?.owner?.replace(/#\d+#/, '#999999999#') ?? null;
    await model.updateOne({ _id: 'upholding' }, { $set: { owner } });
    expect(await lease().take()).toMatchObject(STEP);
  });

  it('goes after nine seconds from a silent process to the next, and the silent one is told', async () => {
    const silent = lease();
    await silent.take();
    await silent.update(STEP);
    later(8_999);
    expect(await lease().take()).toBeNull();
    later(2);
    expect(await lease().take()).toMatchObject(STEP);
    await expect(silent.update({ ...STEP, horizon: 8 })).rejects.toThrow(LeaseLost);
    expect(await leaseModel(store.mongoose).findOne()).toMatchObject(STEP);
  });

  it('stays with a process that says that it goes on', async () => {
    const steady = lease();
    await steady.take();
    for (let third = 0; third < 4; third++) {
      later(3_001);
      await steady.keep();
    }
    expect(await lease().take()).toBeNull();
  });

  it('is free as soon as it is released', async () => {
    const one = lease();
    await one.take();
    await one.release();
    expect(await lease().take()).not.toBeNull();
  });
});
