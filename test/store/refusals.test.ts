import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';
import { createIndex, describeEmbedded, openStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

let store: TestStore;
let db: mongo.Db;

beforeAll(async () => {
  store = await openStore();
  db = store.mongoose.connection.useDb('refusals').getClient().db('refusals');
  await db.collection('c').insertOne({ _id: 1 as never, a: [1, 2, 3], s: 'text' });
});
afterAll(async () => {
  await store.remove();
});

const find = (filter: object): object => ({ find: 'c', filter });
const update = (u: object, more: object = {}): object => ({
  update: 'c',
  updates: [{ q: {}, u, ...more }],
});
const pipeline = (...stages: object[]): object => ({
  aggregate: 'c',
  pipeline: stages,
  cursor: {},
});

describeEmbedded('what the embedded store does not have', () => {
  const NOT_SUPPORTED: readonly (readonly [string, object])[] = [
    ['an unknown command', { mapReduce: 'c' }],
    ['bulkWrite of MongoDB 8', { bulkWrite: 1, ops: [], nsInfo: [] }],
    ['$where', find({ $where: 'true' })],
    ['$expr', find({ $expr: { $eq: ['$a', 1] } })],
    ['$text', find({ $text: { $search: 'x' } })],
    ['$jsonSchema', find({ $jsonSchema: {} })],
    ['$geoWithin', find({ a: { $geoWithin: {} } })],
    ['$bitsAllSet', find({ a: { $bitsAllSet: 1 } })],
    ['a pattern with groups', find({ s: { $regex: '(a+)+$' } })],
    ['a pattern with alternatives', find({ s: /a|b/ })],
    ['a collation', { ...find({}), collation: { locale: 'en' } }],
    ['let', { ...find({}), let: { x: 1 } }],
    ['a tailable cursor', { ...find({}), tailable: true }],
    ['a projection by position', { ...find({ a: 1 }), projection: { 'a.$': 1 } }],
    ['a projection by expression', { ...find({}), projection: { b: '$a' } }],
    ['$slice in a projection', { ...find({}), projection: { a: { $slice: 1 } } }],
    ['$lookup', pipeline({ $lookup: { from: 'd', as: 'd', pipeline: [] } })],
    ['$out', pipeline({ $out: 'd' })],
    ['$merge', pipeline({ $merge: 'd' })],
    ['$changeStream', pipeline({ $changeStream: {} })],
    ['$facet', pipeline({ $facet: {} })],
    ['an expression operator', pipeline({ $project: { b: { $add: ['$a', 1] } } })],
    ['an unknown accumulator', pipeline({ $group: { _id: null, x: { $stdDevPop: '$a' } } })],
    ['a transaction', { ...find({}), txnNumber: 1, startTransaction: true, autocommit: false }],
    ['a text index', { createIndexes: 'c', indexes: [{ key: { s: 'text' }, name: 't' }] }],
    [
      'a TTL index',
      { createIndexes: 'c', indexes: [{ key: { s: 1 }, name: 't', expireAfterSeconds: 1 }] },
    ],
    ['a capped collection', { create: 'capped', capped: true, size: 4096 }],
  ];

  it.each(NOT_SUPPORTED)('refuses %s, saying so', async (_, command) => {
    await expect(db.command(command)).rejects.toMatchObject({
      code: expect.any(Number),
      message: expect.stringMatching(/not supported by the embedded store|unknown field/),
    });
  });

  it.each([
    ['an update by a pipeline', update([{ $set: { a: 1 } }])],
    ['arrayFilters', update({ $set: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1 }] })],
    ['the positional operator', update({ $set: { 'a.$': 1 } })],
    ['$rename', update({ $rename: { a: 'b' } })],
    ['$bit', update({ $bit: { a: { and: 1 } } })],
  ])('refuses %s, and changes nothing', async (_, command) => {
    const { writeErrors } = await db
      .command(command)
      .catch((error: unknown) => error as mongo.Document);
    const errors = writeErrors as { code: number; errmsg: string }[];
    expect(errors[0]?.code).toBe(115);
    expect(errors[0]?.errmsg).toContain('not supported by the embedded store');
    expect(await db.collection('c').findOne()).toEqual({ _id: 1, a: [1, 2, 3], s: 'text' });
  });
});

describe('malformed requests', () => {
  it.each([
    ['an unknown operator', find({ a: { $frobnicate: 1 } })],
    ['an unknown top-level operator', find({ $frobnicate: 1 })],
    ['$in without a list', find({ a: { $in: 1 } })],
    ['an empty $or', find({ $or: [] })],
    ['a negative $size', find({ a: { $size: -1 } })],
    ['a mixed projection', { ...find({}), projection: { a: 1, b: 0 } }],
    ['a sort by 2', { ...find({}), sort: { a: 2 } }],
    ['a stage of two', pipeline({ $match: {}, $limit: 1 })],
    ['a limit of 0', pipeline({ $limit: 0 })],
    ['an unwind without $', pipeline({ $unwind: 'a' })],
  ])('are refused: %s', async (_, command) => {
    await expect(db.command(command)).rejects.toMatchObject({ code: expect.any(Number) });
  });
});

describe('__proto__ and its kin', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty'];

  it.each(names)('is only a name: %s', async (name) => {
    const c = db.collection(`proto_${name}`);
    await c.insertOne({ _id: 1 as never });
    const fields = (value: unknown): never => new Map([[`${name}.polluted`, value]]) as never;
    await db.command({ update: c.collectionName, updates: [{ q: {}, u: { $set: fields(1) } }] });
    await db.command({ update: c.collectionName, updates: [{ q: {}, u: { $inc: fields(1) } }] });
    expect(await c.countDocuments(fields(2))).toBe(1);
    await createIndex(c, [[`${name}.polluted`, 1]]);
    expect(await c.countDocuments(fields(2))).toBe(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const other = db.collection('proto_after');
    await other.insertOne({ n: 1 });
    expect(await other.countDocuments({ polluted: { $exists: true } })).toBe(0);
  });
});
