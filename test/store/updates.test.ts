import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { createIndex, openStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

const { Double, Int32, Long } = mongo.BSON;

let store: TestStore;
let c: mongo.Collection;

beforeAll(async () => {
  store = await openStore();
  c = store.mongoose.connection.collection('updates');
});
afterAll(async () => {
  await store.remove();
});

const START = {
  n: 1,
  list: [1, 2, 3],
  sub: { x: 1 },
  docs: [
    { k: 'a', v: 1 },
    { k: 'b', v: 2 },
  ],
};

/** The document that an update makes of the start. */
async function after(update: mongo.UpdateFilter<mongo.Document>): Promise<mongo.Document | null> {
  await c.deleteMany({});
  await c.insertOne({ _id: 1 as never, ...structuredClone(START) });
  await c.updateOne({ _id: 1 as never }, update);
  return c.findOne({}, { projection: { _id: 0 } });
}

describe('update operators', () => {
  it.each<[mongo.UpdateFilter<mongo.Document>, mongo.Document]>([
    [
      { $set: { n: 2, 'sub.y': 1, 'new.a.b': 1 } },
      { ...START, n: 2, sub: { x: 1, y: 1 }, new: { a: { b: 1 } } },
    ],
    [
      { $set: { 'list.1': 9, 'docs.0.v': 9 } },
      {
        ...START,
        list: [1, 9, 3],
        docs: [
          { k: 'a', v: 9 },
          { k: 'b', v: 2 },
        ],
      },
    ],
    [{ $set: { 'list.5': 6 } }, { ...START, list: [1, 2, 3, null, null, 6] }],
    [
      { $unset: { n: '', 'sub.x': '', 'list.0': '', none: '' } },
      { list: [null, 2, 3], sub: {}, docs: START.docs },
    ],
    [{ $inc: { n: 2, m: 5 } }, { ...START, n: 3, m: 5 }],
    [{ $mul: { n: 3, m: 5 } }, { ...START, n: 3, m: 0 }],
    [
      { $min: { n: 0 }, $max: { 'sub.x': 5, z: 1 } },
      { ...START, n: 0, sub: { x: 5 }, z: 1 },
    ],
    [{ $min: { n: 5 }, $max: { 'sub.x': 0 } }, START],
    [{ $push: { list: 4 } } as never, { ...START, list: [1, 2, 3, 4] }],
    [
      { $push: { list: { $each: [9, 0], $position: 1, $slice: 4 } } } as never,
      { ...START, list: [1, 9, 0, 2] },
    ],
    [
      { $push: { list: { $each: [0, 9], $sort: -1, $slice: -3 } } } as never,
      { ...START, list: [2, 1, 0] },
    ],
    [
      { $push: { docs: { $each: [{ k: 'c', v: 0 }], $sort: { v: 1 } } } } as never,
      { ...START, docs: [{ k: 'c', v: 0 }, ...START.docs] },
    ],
    [{ $addToSet: { list: { $each: [3, 4, 4] } } }, { ...START, list: [1, 2, 3, 4] }],
    [{ $pull: { list: { $gte: 2 } } } as never, { ...START, list: [1] }],
    [{ $pull: { docs: { k: 'a' } } } as never, { ...START, docs: [{ k: 'b', v: 2 }] }],
    [{ $pullAll: { list: [1, 3, 7] } } as never, { ...START, list: [2] }],
    [{ $pop: { list: 1 } }, { ...START, list: [1, 2] }],
    [{ $pop: { list: -1 } }, { ...START, list: [2, 3] }],
    [{ $setOnInsert: { n: 9 } }, START],
  ])('%j', async (update, expected) => {
    expect(await after(update)).toEqual(expected);
  });

  it('add new fields in the order of their names, whatever the order they are given in', async () => {
    expect(Object.keys((await after({ $set: { z: 1, y: 1 }, $inc: { x: 1 } })) ?? {})).toEqual([
      ...Object.keys(START),
      'x',
      'y',
      'z',
    ]);
  });

  it('keep number types apart: int32 grows to int64, doubles stay doubles', async () => {
    await c.deleteMany({});
    await c.insertOne({
      int: new Int32(2147483647),
      double: new Double(1),
      long: Long.fromNumber(1),
    });
    await c.updateOne({}, { $inc: { int: 1, double: 1, long: 1 } });
    const options = { promoteValues: false };
    const found = await c.findOne({}, options);
    expect(found?.['int']).toEqual(Long.fromNumber(2147483648));
    expect(found?.['double']).toEqual(new Double(2));
    expect(found?.['long']).toEqual(Long.fromNumber(2));
  });

  it('set the clock of the server', async () => {
    const before = Date.now();
    const found = await after({
      $currentDate: { at: true as never, 'sub.t': { $type: 'timestamp' } },
    });
    expect((found?.['at'] as Date).getTime()).toBeGreaterThanOrEqual(before - 1000);
    expect((found?.['sub'] as mongo.Document)['t']).toBeInstanceOf(mongo.Timestamp);
  });

  it.each<[string, mongo.UpdateFilter<mongo.Document>, number]>([
    ['a path through a number', { $set: { 'n.x': 1 } }, 28],
    ['a name inside an array', { $set: { 'list.x': 1 } }, 28],
    ['two changes of one path', { $set: { n: 1 }, $inc: { n: 1 } }, 40],
    ['a change inside another', { $set: { sub: 1, 'sub.x': 1 } }, 40],
    ['another _id', { $set: { _id: 2 } }, 66],
    ['$inc of text', { $inc: { sub: 1 } }, 14],
    ['$inc by text', { $inc: { n: 'x' as never } }, 14],
    ['$push on a number', { $push: { n: 1 } } as never, 2],
    ['an unknown operator', { $frobnicate: { n: 1 } }, 9],
    ['an empty name', { $set: { 'a..b': 1 } }, 56],
  ])('refuse %s and leave the document as it was', async (_, update, code) => {
    await expect(after(update)).rejects.toMatchObject({ code });
    expect(await c.findOne({}, { projection: { _id: 0 } })).toEqual(START);
  });
});

describe('upserts', () => {
  it('start from what the filter fixes', async () => {
    await c.deleteMany({});
    const { upsertedId, matchedCount } = await c.updateOne(
      { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 'x' }] },
      { $set: { f: 1 }, $setOnInsert: { g: 2 } },
      { upsert: true },
    );
    expect(matchedCount).toBe(0);
    expect(await c.findOne()).toEqual({ _id: upsertedId, a: 1, b: { c: 2 }, e: 'x', f: 1, g: 2 });
  });

  it('insert once when many race for one unique key', async () => {
    const counters = store.mongoose.connection.collection('counters');
    await createIndex(counters, { key: 1 }, { unique: true });
    await Promise.all(
      Array.from({ length: 50 }, () =>
        counters.findOneAndUpdate({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true }),
      ),
    );
    expect(await counters.find({}, { projection: { _id: 0 } }).toArray()).toEqual([
      { key: 'k', n: 50 },
    ]);
  });

  it('replace whole documents, keeping _id', async () => {
    await c.deleteMany({});
    await c.replaceOne({ _id: 7 as never }, { a: 1 }, { upsert: true });
    await c.replaceOne({ _id: 7 as never }, { b: 2 });
    expect(await c.find().toArray()).toEqual([{ _id: 7, b: 2 }]);
    await expect(
      c.replaceOne({ _id: 7 as never }, { _id: 8 as never, b: 2 }),
    ).rejects.toMatchObject({ code: 66 });
  });
});

describe('writes in batches', () => {
  it('go on after an error when unordered, stop at it when ordered', async () => {
    await c.deleteMany({});
    const batch = [1, 2, 1, 3].map((_id) => ({ _id: _id as never }));
    await expect(c.insertMany(batch, { ordered: true })).rejects.toMatchObject({
      code: 11000,
      insertedCount: 2,
    });
    expect(await c.countDocuments()).toBe(2);
    await c.deleteMany({});
    await expect(c.insertMany(batch, { ordered: false })).rejects.toMatchObject({
      code: 11000,
      insertedCount: 3,
    });
    expect(await c.countDocuments()).toBe(3);
  });

  it('tell the position and the key of each duplicate among many', async () => {
    await c.deleteMany({});
    await c.insertMany([{ _id: 400 as never }, { _id: 900 as never }]);
    const many = Array.from({ length: 1000 }, (_, i) => ({ _id: i as never }));
    const error = await c.insertMany(many, { ordered: false }).catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(mongo.MongoBulkWriteError);
    const errors = (error as mongo.MongoBulkWriteError).writeErrors as mongo.WriteError[];
    expect(errors.map(({ index }) => index)).toEqual([400, 900]);
    expect(await c.countDocuments()).toBe(1000);
  });

  it('change every match of updateMany once, though the change moves it in the index', async () => {
    await c.deleteMany({});
    await createIndex(c, { n: 1 });
    await c.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    const { modifiedCount } = await c.updateMany({ n: { $gte: 0 } }, { $inc: { n: 100 } });
    expect(modifiedCount).toBe(500);
    expect(await c.find().sort({ n: 1 }).limit(1).toArray()).toMatchObject([{ n: 100 }]);
    expect((await c.deleteMany({ n: { $lt: 350 } })).deletedCount).toBe(250);
    expect((await c.deleteOne({ n: { $gte: 350 } })).deletedCount).toBe(1);
    expect(await c.countDocuments()).toBe(249);
  });

  it('hand the same job to only one of many workers', async () => {
    await c.deleteMany({});
    await c.insertMany(Array.from({ length: 40 }, (_, job) => ({ job, taken: false })));
    const taken = await Promise.all(
      Array.from({ length: 60 }, () =>
        c.findOneAndUpdate({ taken: false }, { $set: { taken: true } }, { sort: { job: 1 } }),
      ),
    );
    const jobs = taken.filter((each) => each !== null).map((each) => each['job'] as number);
    expect(jobs.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, job) => job));
  });

  it('refuse documents above 16 MiB', async () => {
    await c.deleteMany({});
    await expect(c.insertOne({ text: 'x'.repeat(16 * 1024 * 1024) })).rejects.toThrow();
    await c.insertOne({ _id: 1 as never, text: 'x'.repeat(15 * 1024 * 1024) });
    await expect(
      c.updateOne({ _id: 1 as never }, { $set: { more: 'x'.repeat(2 * 1024 * 1024) } }),
    ).rejects.toMatchObject({ code: expect.any(Number) });
    expect(await c.countDocuments({ more: { $exists: true } })).toBe(0);
  });
});
