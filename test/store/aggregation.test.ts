import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';
import { createIndex, openStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

let store: TestStore;
let c: mongo.Collection;

beforeAll(async () => {
  store = await openStore();
  c = store.mongoose.connection.collection('sales');
  await createIndex(c, { n: 1 });
  await c.insertMany([
    { _id: 1 as never, shop: 'a', n: 1, tags: ['x', 'y'], at: { city: 'B' } },
    { _id: 2 as never, shop: 'b', n: 2, tags: [], at: { city: 'A' } },
    { _id: 3 as never, shop: 'a', n: 3.5, at: { city: 'A' } },
    { _id: 4 as never, n: null, tags: 'z', at: { city: 'B' } },
  ]);
});
afterAll(async () => {
  await store.remove();
});

describe('aggregation', () => {
  it.each<[string, mongo.Document[], mongo.Document[]]>([
    [
      '$match, $sort, $skip and $limit in front',
      [
        { $match: { n: { $gt: 0 } } },
        { $sort: { n: -1 } },
        { $skip: 1 },
        { $limit: 1 },
        { $project: { n: 1 } },
      ],
      [{ _id: 2, n: 2 }],
    ],
    [
      'the same behind another stage',
      [
        { $project: { n: 1 } },
        { $sort: { n: -1 } },
        { $match: { n: { $ne: null } } },
        { $skip: 2 },
        { $limit: 5 },
      ],
      [{ _id: 1, n: 1 }],
    ],
    [
      '$limit before $skip',
      [{ $sort: { _id: 1 } }, { $limit: 2 }, { $skip: 1 }, { $project: { _id: 1 } }],
      [{ _id: 2 }],
    ],
    [
      '$group with every accumulator',
      [
        { $sort: { _id: 1 } },
        {
          $group: {
            _id: '$shop',
            sum: { $sum: '$n' },
            count: { $sum: 1 },
            min: { $min: '$n' },
            max: { $max: '$n' },
            avg: { $avg: '$n' },
            first: { $first: '$_id' },
            last: { $last: '$_id' },
            all: { $push: '$n' },
            cities: { $addToSet: '$at.city' },
          },
        },
        { $sort: { _id: 1 } },
      ],
      [
        {
          _id: null,
          sum: 0,
          count: 1,
          min: null,
          max: null,
          avg: null,
          first: 4,
          last: 4,
          all: [null],
          cities: ['B'],
        },
        {
          _id: 'a',
          sum: 4.5,
          count: 2,
          min: 1,
          max: 3.5,
          avg: 2.25,
          first: 1,
          last: 3,
          all: [1, 3.5],
          cities: ['B', 'A'],
        },
        {
          _id: 'b',
          sum: 2,
          count: 1,
          min: 2,
          max: 2,
          avg: 2,
          first: 2,
          last: 2,
          all: [2],
          cities: ['A'],
        },
      ],
    ],
    [
      '$group by several fields',
      [
        { $match: { shop: 'a' } },
        { $group: { _id: { s: '$shop', c: '$at.city' }, n: { $count: {} } } },
        { $sort: { '_id.c': 1 } },
      ],
      [
        { _id: { s: 'a', c: 'A' }, n: 1 },
        { _id: { s: 'a', c: 'B' }, n: 1 },
      ],
    ],
    ['$group of everything', [{ $group: { _id: null, n: { $sum: 1 } } }], [{ _id: null, n: 4 }]],
    ['$count', [{ $match: { shop: 'a' } }, { $count: 'total' }], [{ total: 2 }]],
    ['$count of nothing', [{ $match: { shop: 'none' } }, { $count: 'total' }], []],
    [
      '$unwind',
      [{ $sort: { _id: 1 } }, { $unwind: '$tags' }, { $project: { tags: 1 } }],
      [
        { _id: 1, tags: 'x' },
        { _id: 1, tags: 'y' },
        { _id: 4, tags: 'z' },
      ],
    ],
    [
      '$unwind keeping the empty',
      [
        { $sort: { _id: 1 } },
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
        { $project: { tags: 1 } },
      ],
      [{ _id: 1, tags: 'x' }, { _id: 1, tags: 'y' }, { _id: 2 }, { _id: 3 }, { _id: 4, tags: 'z' }],
    ],
    [
      '$project with computed fields',
      [
        { $match: { _id: 1 } },
        {
          $project: {
            _id: 0,
            shop: 1,
            city: '$at.city',
            both: ['$n', '$none'],
            fixed: { $literal: '$n' },
            deep: { a: '$shop' },
          },
        },
      ],
      [{ shop: 'a', city: 'B', both: [1, null], fixed: '$n', deep: { a: 'a' } }],
    ],
    [
      '$project leaving out',
      [{ $match: { _id: 2 } }, { $project: { at: 0, tags: 0 } }],
      [{ _id: 2, shop: 'b', n: 2 }],
    ],
  ])('%s', async (_, pipeline, expected) => {
    expect(await c.aggregate(pipeline).toArray()).toEqual(expected);
  });

  it('gives long results through a cursor', async () => {
    const many = store.mongoose.connection.collection('many');
    await many.insertMany(Array.from({ length: 500 }, (_, n) => ({ n, half: n % 2 })));
    const cursor = many.aggregate([{ $match: { half: 1 } }, { $project: { _id: 0, n: 1 } }], {
      batchSize: 7,
    });
    expect((await cursor.toArray()).length).toBe(250);
  });

  it('counts and lists distinct values', async () => {
    expect(await c.countDocuments({ shop: 'a' })).toBe(2);
    expect(await c.countDocuments({}, { skip: 1, limit: 2 })).toBe(2);
    expect(await c.distinct('tags')).toEqual(['x', 'y', 'z']);
    expect(await c.distinct('at.city', { shop: 'a' })).toEqual(['A', 'B']);
    expect(await store.mongoose.connection.collection('none').distinct('a')).toEqual([]);
  });
});
