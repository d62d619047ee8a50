import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import { createIndex, describeEmbedded, onMongoDB, openStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

interface Thing {
  key: string;
  n: number;
  tags: string[];
  parts: { name: string; size?: number }[];
  at?: Date;
}

let store: TestStore;
let Things: Model<Thing>;

beforeAll(async () => {
  store = await openStore();
  const schema = new Schema({
    key: String,
    n: Number,
    tags: [String],
    parts: [{ name: String, size: Number }],
    at: Date,
  });
  schema.index({ key: 1 }, { unique: true });
  schema.index({ n: 1 });
  schema.index({ n: 1, key: -1 });
  Things = store.mongoose.model<Thing>('Thing', schema);
  await Things.init();
});
afterAll(async () => {
  await store.remove();
});

const trusted = <T extends object>(filter: T): T => store.mongoose.trusted<T>(filter);

describe('mongoose', () => {
  it('makes the indexes that models declare', async () => {
    const names = (await Things.listIndexes()).map(({ name }) => name as string);
    expect(names.sort()).toEqual(['_id_', 'key_1', 'n_1', 'n_1_key_-1']);
  });

  it('creates, finds, changes and saves documents', async () => {
    const thing = await Things.create({
      key: 'a',
      n: 0,
      tags: ['x'],
      parts: [{ name: 'p' }],
      at: new Date(5),
    });
    thing.tags.push('y', 'z');
    thing.parts.push({ name: 'q', size: 2 });
    thing.set('parts.0.size', 1);
    await thing.save();
    thing.set('tags', ['x', 'z']);
    await thing.save();
    const found = await Things.findOne({ key: 'a' }).lean();
    expect(found).toMatchObject({ n: 0, tags: ['x', 'z'], at: new Date(5) });
    expect(found?.parts).toMatchObject([
      { name: 'p', size: 1 },
      { name: 'q', size: 2 },
    ]);
  });

  it('notices that somebody else changed an array meanwhile', async () => {
    const [mine, other] = [await Things.findOne({ key: 'a' }), await Things.findOne({ key: 'a' })];
    other?.parts.splice(0, 1);
    await other?.save();
    mine?.set('parts.1.size', 99);
    await expect(mine?.save()).rejects.toMatchObject({ name: 'VersionError' });
  });

  it('reports a taken key as MongoDB does', async () => {
    await expect(Things.create({ key: 'a' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { key: 1 },
      keyValue: { key: 'a' },
    });
  });

  it('reads long results through cursors, and stops in the middle', async () => {
    await Things.insertMany(Array.from({ length: 500 }, (_, n) => ({ key: `many ${n}`, n })));
    const seen: number[] = [];
    for await (const { n } of Things.find({ key: /^many/ })
      .sort({ n: 1 })
      .lean()
      .cursor({ batchSize: 50 })) {
      seen.push(n);
      if (n === 120) break;
    }
    expect(seen).toEqual(Array.from({ length: 121 }, (_, n) => n));
    expect(await Things.countDocuments({ n: trusted({ $gte: 490 }), key: /^many/ })).toBe(10);
    expect(await Things.estimatedDocumentCount()).toBe(501);
  });

  it('writes in bulk, and finds and changes in one step', async () => {
    const result = await Things.bulkWrite([
      { insertOne: { document: { key: 'bulk', n: 1, tags: [], parts: [] } } },
      { updateOne: { filter: { key: 'bulk' }, update: { $inc: { n: 5 } } } },
      { updateOne: { filter: { key: 'made' }, update: { $set: { n: 7 } }, upsert: true } },
      { deleteMany: { filter: { key: /^many/ } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 500,
    });
    const before = await Things.findOneAndUpdate({ key: 'bulk' }, { $set: { n: 0 } }).lean();
    const after = await Things.findOneAndUpdate(
      { key: 'bulk' },
      { $push: { tags: 't' } },
      { returnDocument: 'after' },
    ).lean();
    expect([before?.n, after?.n, after?.tags]).toEqual([6, 0, ['t']]);
    expect((await Things.findOneAndDelete({ key: 'made' }).lean())?.n).toBe(7);
    expect(await Things.exists({ key: 'made' })).toBeNull();
  });

  it('disarms operators that come in as data', async () => {
    const fromOutside = { $ne: 'x' } as unknown as string;
    await expect(Things.find({ key: fromOutside })).rejects.toMatchObject({ name: 'CastError' });
    await expect(Things.find({ unknown: 1 } as never)).rejects.toMatchObject({
      name: 'StrictModeError',
    });
  });
});

const stillScanning = (state: { readonly scanning: boolean }): boolean => state.scanning;

describeEmbedded('one request beside another', () => {
  it('lets point reads through while a long scan runs', async () => {
    const c = store.mongoose.connection.collection('long');
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      key: `k${n}`,
      text: 'x'.repeat(300),
    }));
    await c.insertMany(rows);
    await createIndex(c, { key: 1 }, { unique: true });
    const state = { scanning: true };
    const scan = c.countDocuments({ text: { $regex: 'y$' } }).finally(() => {
      state.scanning = false;
    });
    let reads = 0;
    while (stillScanning(state)) {
      expect(await c.findOne({ key: `k${reads}` })).not.toBeNull();
      reads++;
    }
    expect(await scan).toBe(0);
    expect(reads).toBeGreaterThan(3);
  });

  it('ends a request that takes longer than maxTimeMS', async () => {
    const c = store.mongoose.connection.collection('long');
    await expect(
      c
        .find({ text: { $regex: '[xy]+[xy]+z' } })
        .maxTimeMS(20)
        .toArray(),
    ).rejects.toMatchObject({ code: 50 });
    await delay(0);
    expect(await c.findOne({ key: 'k1' })).not.toBeNull();
  });

  it('answers concurrent writers, each write on disk when it says so', async () => {
    const c = store.mongoose.connection.collection('together');
    await Promise.all(Array.from({ length: 200 }, (_, n) => c.insertOne({ _id: n as never })));
    expect(await c.countDocuments()).toBe(200);
  });
});

it('says which engine it is', () => {
  expect(store.engine).toBe(onMongoDB ? 'mongodb' : 'embedded');
});
