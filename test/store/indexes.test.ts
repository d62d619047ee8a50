import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';
import { DirectEngine } from './support/engine.ts';
import { createIndex, describeEmbedded, openStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

let store: TestStore;
let names = 0;

beforeAll(async () => {
  store = await openStore();
});
afterAll(async () => {
  await store.remove();
});

const fresh = (): mongo.Collection => store.mongoose.connection.collection(`indexes${++names}`);

const DUPLICATE = { code: 11000 };

describe('unique indexes', () => {
  it('tell which key is taken', async () => {
    const c = fresh();
    await createIndex(c, { a: 1, b: -1 }, { unique: true });
    await c.insertOne({ a: 1, b: 'x' });
    await c.insertOne({ a: 1, b: 'y' });
    await expect(c.insertOne({ a: 1, b: 'x' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { a: 1, b: -1 },
      keyValue: { a: 1, b: 'x' },
    });
    await expect(c.updateOne({ b: 'y' }, { $set: { b: 'x' } })).rejects.toMatchObject(DUPLICATE);
    expect(await c.countDocuments({ b: 'y' })).toBe(1);
  });

  it('take equal numbers of different types for one key', async () => {
    const c = fresh();
    await createIndex(c, { n: 1 }, { unique: true });
    const { Decimal128, Double, Long } = store.mongoose.mongo.BSON;
    await c.insertOne({ n: 5 });
    for (const n of [new Double(5), Long.fromNumber(5), Decimal128.fromString('5.0')])
      await expect(c.insertOne({ n })).rejects.toMatchObject(DUPLICATE);
  });

  it('take a missing field for null, unless sparse', async () => {
    const [dense, sparse] = [fresh(), fresh()];
    await createIndex(dense, { a: 1 }, { unique: true });
    await dense.insertOne({});
    await expect(dense.insertOne({ a: null })).rejects.toMatchObject(DUPLICATE);
    await createIndex(sparse, { a: 1 }, { unique: true, sparse: true });
    await sparse.insertMany([{}, {}, { a: 1 }]);
    await expect(sparse.insertOne({ a: 1 })).rejects.toMatchObject(DUPLICATE);
    expect(await sparse.countDocuments({ a: null })).toBe(2);
  });

  it('hold between documents for elements of arrays, not within one', async () => {
    const c = fresh();
    await createIndex(c, { 'keys.id': 1 }, { unique: true });
    await c.insertOne({ keys: [{ id: 1 }, { id: 1 }, { id: 2 }] });
    await expect(c.insertOne({ keys: [{ id: 3 }, { id: 2 }] })).rejects.toMatchObject(DUPLICATE);
    await c.updateOne({}, { $pull: { keys: { id: 2 } } } as never);
    await c.insertOne({ keys: [{ id: 3 }, { id: 2 }] });
    expect(await c.countDocuments({ 'keys.id': 2 })).toBe(1);
  });

  it('hold only where their filter says so', async () => {
    const c = fresh();
    await createIndex(c, { a: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await c.insertMany([{ a: 1 }, { a: 1 }, { a: 1, open: true }]);
    await expect(c.insertOne({ a: 1, open: true })).rejects.toMatchObject(DUPLICATE);
    await expect(c.updateMany({}, { $set: { open: true } })).rejects.toMatchObject(DUPLICATE);
    expect(await c.countDocuments({ a: 1 })).toBe(3);
  });

  it('are not made over documents that break them', async () => {
    const c = fresh();
    await c.insertMany([{ a: 1 }, { a: 1 }]);
    await expect(createIndex(c, { a: 1 }, { unique: true })).rejects.toMatchObject(DUPLICATE);
    expect((await c.listIndexes().toArray()).map(({ name }) => name as string)).toEqual(['_id_']);
    await c.insertOne({ a: 1 });
  });
});

describe('making and dropping indexes', () => {
  it('does nothing for an index that is there, and refuses one that differs', async () => {
    const c = fresh();
    await createIndex(c, { a: 1 });
    await createIndex(c, { a: 1 });
    await expect(createIndex(c, { a: 1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
    await expect(createIndex(c, { b: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 });
    await c.dropIndex('a_1');
    await expect(c.dropIndex('a_1')).rejects.toMatchObject({ code: 27 });
    await expect(c.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
  });

  it('enters the documents there are, while others are written', async () => {
    const c = fresh();
    await c.insertMany(Array.from({ length: 3000 }, (_, n) => ({ n, k: n % 10 })));
    const made = createIndex(c, { k: 1, n: -1 });
    await Promise.all([
      made,
      c.insertMany(Array.from({ length: 200 }, (_, n) => ({ n: 5000 + n, k: 3 }))),
      c.deleteMany({ n: { $lt: 100 } }),
      c.updateMany({ n: { $gte: 2900, $lt: 3000 } }, { $set: { k: 3 } }),
    ]);
    const byIndex = await c.find({ k: 3 }, { hint: 'k_1_n_-1' }).toArray();
    const byScan = await c.find({ k: 3 }, { hint: { $natural: 1 } }).toArray();
    expect(byIndex.length).toBe(byScan.length);
    expect(byIndex.length).toBeGreaterThan(490);
  });

  it('refuses parallel arrays in one index', async () => {
    const c = fresh();
    await createIndex(c, { a: 1, b: 1 });
    await c.insertOne({ a: [1, 2], b: 1 });
    await expect(c.insertOne({ a: [1], b: [2] })).rejects.toMatchObject({ code: 171 });
    expect(await c.countDocuments()).toBe(1);
  });

  it('lists collections and drops them with their cursors', async () => {
    const c = fresh();
    await c.insertMany(Array.from({ length: 300 }, (_, n) => ({ n })));
    const cursor = c.find({}, { batchSize: 10 });
    await cursor.next();
    const { connection } = store.mongoose;
    const listed = await connection.listCollections();
    expect(listed.map(({ name }) => name)).toContain(c.collectionName);
    await c.drop();
    await expect(cursor.toArray()).rejects.toMatchObject({ code: expect.any(Number) });
    expect(await c.countDocuments()).toBe(0);
  });
});

describeEmbedded('the choice of an index', () => {
  let engine: DirectEngine;

  beforeAll(async () => {
    engine = new DirectEngine();
    const documents = Array.from({ length: 400 }, (_, n) => ({
      _id: n,
      key: `k${n}`,
      batch: n % 4,
      row: n,
      end: n % 3 === 0 ? n : null,
      tags: [`t${n % 50}`, 'all'],
      at: { city: `c${n % 20}` },
      open: n % 2 === 0,
    }));
    await engine.command({ insert: 'c', documents });
    const index = (key: object, more: object = {}): object => ({
      key,
      name: Object.keys(key).join('+'),
      ...more,
    });
    await engine.command({
      createIndexes: 'c',
      indexes: [
        index({ key: 1 }, { unique: true }),
        index({ batch: 1, row: -1 }),
        index({ tags: 1 }),
        index({ 'at.city': 1, end: 1 }),
        index({ open: 1 }, { partialFilterExpression: { open: true } }),
      ],
    });
  });
  afterAll(() => {
    engine.remove();
  });

  it.each([
    ['_id', { filter: { _id: 5 } }, '_id_', false],
    ['a unique key', { filter: { key: 'k5', batch: 1 } }, 'key', false],
    ['many keys', { filter: { key: { $in: ['k1', 'k2'] } } }, 'key', false],
    ['a range of keys', { filter: { key: { $gt: 'k1', $lt: 'k2' } } }, 'key', false],
    ['a prefix of keys', { filter: { key: { $regex: '^k39' } } }, 'key', false],
    [
      'the first field and the order of the second',
      { filter: { batch: 1 }, sort: { row: 1 } },
      'batch+row',
      false,
    ],
    ['the same order backwards', { filter: { batch: 1 }, sort: { row: -1 } }, 'batch+row', false],
    ['another order', { filter: { batch: 1 }, sort: { end: 1 } }, 'batch+row', true],
    ['an element of an array', { filter: { tags: 't7' } }, 'tags', false],
    ['not the order of an array', { filter: {}, sort: { tags: 1 } }, 'COLLSCAN', true],
    ['a dotted path and null', { filter: { 'at.city': 'c1', end: null } }, 'at.city+end', false],
    ['$or of two indexes', { filter: { $or: [{ key: 'k1' }, { _id: 2 }] } }, 'OR', false],
    [
      '$or with a branch without',
      { filter: { $or: [{ key: 'k1' }, { end: 2 }] } },
      'COLLSCAN',
      false,
    ],
    ['an order alone', { filter: {}, sort: { batch: 1, row: -1 } }, 'batch+row', false],
    ['the more selective of two', { filter: { tags: 't7', batch: 3 } }, 'tags', false],
    ['a partial index where its filter is asked for', { filter: { open: true } }, 'open', false],
    ['no partial index otherwise', { filter: { open: false } }, 'COLLSCAN', false],
    ['no index for $ne', { filter: { key: { $ne: 'k1' } } }, 'COLLSCAN', false],
    ['the hint', { filter: { key: 'k1' }, hint: 'tags' }, 'tags', false],
  ])('follows %s', async (_, request, by, sorts) => {
    expect(await engine.plan('c', request)).toEqual({ by, sorts });
  });

  it('reads no more than it must', async () => {
    const reply = await engine.command({
      explain: { find: 'c', filter: { 'at.city': { $in: ['c1', 'c2'] } } },
      verbosity: 'executionStats',
    });
    expect(reply['executionStats']).toMatchObject({ nReturned: 40, totalDocsExamined: 40 });
  });
});
