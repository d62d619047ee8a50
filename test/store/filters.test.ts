import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';
import { createIndex, openStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

let store: TestStore;
let c: mongo.Collection;

/** Each document's _id tells what it is about. */
const DOCUMENTS: readonly mongo.Document[] = [
  { _id: 'missing' },
  { _id: 'null', a: null },
  { _id: 'zero', a: 0 },
  { _id: 'one', a: 1 },
  { _id: 'two and a half', a: 2.5 },
  { _id: 'NaN', a: NaN },
  { _id: 'text', a: 'one' },
  { _id: 'Text', a: 'ONE\nmore' },
  { _id: 'false', a: false },
  { _id: 'date', a: new Date(1) },
  { _id: 'empty object', a: {} },
  { _id: 'object', a: { b: 1, c: 2 } },
  { _id: 'object b null', a: { b: null } },
  { _id: 'empty array', a: [] },
  { _id: 'numbers', a: [1, 5, 9] },
  { _id: 'null in array', a: [null] },
  { _id: 'nested array', a: [[1, 2]] },
  {
    _id: 'objects',
    a: [
      { b: 1, c: 1 },
      { b: 2, c: 2 },
    ],
  },
  { _id: 'object without b', a: [{ c: 3 }] },
  { _id: 'mixed', a: [1, { b: 9 }, 'x'] },
];

beforeAll(async () => {
  store = await openStore();
  c = store.mongoose.connection.collection('filters');
  await c.insertMany(DOCUMENTS.map((each) => ({ ...each })));
});
afterAll(async () => {
  await store.remove();
});

const all = DOCUMENTS.map(({ _id }) => String(_id));
const except = (...ids: string[]): string[] => all.filter((id) => !ids.includes(id));

/** As MongoDB 7 answers each of them. */
const CASES: readonly (readonly [string, mongo.Document, readonly string[]])[] = [
  ['equality finds elements and wholes', { a: 1 }, ['one', 'numbers', 'mixed']],
  ['null finds missing fields too', { a: null }, ['missing', 'null', 'null in array']],
  ['$ne null is its opposite', { a: { $ne: null } }, except('missing', 'null', 'null in array')],
  ['$exists finds null values', { a: { $exists: true } }, except('missing')],
  ['$exists: false', { a: { $exists: false } }, ['missing']],
  ['$gt stays within the type', { a: { $gt: 1 } }, ['two and a half', 'numbers']],
  ['$lte null is equality', { a: { $lte: null } }, ['missing', 'null', 'null in array']],
  ['NaN is below no number', { a: { $lt: 1 } }, ['zero']],
  ['NaN equals itself', { a: NaN }, ['NaN']],
  ['$gte NaN finds only NaN', { a: { $gte: NaN } }, ['NaN']],
  ['bounds may be met by different elements', { a: { $gt: 6, $lt: 4 } }, ['numbers']],
  ['$elemMatch wants one element', { a: { $elemMatch: { $gt: 6, $lt: 4 } } }, []],
  ['$elemMatch on values', { a: { $elemMatch: { $gt: 4, $lt: 6 } } }, ['numbers']],
  ['$elemMatch on documents', { a: { $elemMatch: { b: 1, c: 2 } } }, []],
  ['without $elemMatch they may differ', { 'a.b': 1, 'a.c': 2 }, ['object', 'objects']],
  ['a document equals field by field', { a: { b: 1, c: 2 } }, ['object']],
  ['in that order', { a: { c: 2, b: 1 } }, []],
  ['an empty document', { a: {} }, ['empty object']],
  ['an array equals as a whole', { a: [1, 5, 9] }, ['numbers']],
  ['or as an element', { a: [1, 2] }, ['nested array']],
  ['an empty array', { a: [] }, ['empty array']],
  ['a dotted path goes into arrays', { 'a.b': 2 }, ['objects']],
  ['a dotted path by position', { 'a.1': 5 }, ['numbers']],
  ['a position and a field', { 'a.1.b': 9 }, ['mixed']],
  [
    'a dotted null',
    { 'a.b': null },
    [
      'missing',
      'null',
      'zero',
      'one',
      'two and a half',
      'NaN',
      'text',
      'Text',
      'false',
      'date',
      'empty object',
      'object b null',
      'object without b',
    ],
  ],
  [
    'a dotted $exists',
    { 'a.b': { $exists: true } },
    ['object', 'object b null', 'objects', 'mixed'],
  ],
  [
    '$in',
    { a: { $in: [1, 'one', null] } },
    ['missing', 'null', 'one', 'text', 'numbers', 'null in array', 'mixed'],
  ],
  ['$in with a pattern', { a: { $in: [/^on/] } }, ['text']],
  ['$in of nothing', { a: { $in: [] } }, []],
  ['$nin of nothing', { a: { $nin: [] } }, all],
  ['$all', { a: { $all: [1, 9] } }, ['numbers']],
  ['$all of nothing', { a: { $all: [] } }, []],
  [
    '$all of $elemMatch',
    { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { c: 2 } }] } },
    ['objects'],
  ],
  ['$size', { a: { $size: 1 } }, ['null in array', 'nested array', 'object without b']],
  ['$type of elements', { a: { $type: 'string' } }, ['text', 'Text', 'mixed']],
  [
    '$type array',
    { a: { $type: 'array' } },
    [
      'nested array',
      'empty array',
      'numbers',
      'null in array',
      'objects',
      'object without b',
      'mixed',
    ],
  ],
  [
    '$type number',
    { a: { $type: 'number' } },
    ['zero', 'one', 'two and a half', 'NaN', 'numbers', 'mixed'],
  ],
  ['$mod', { a: { $mod: [4, 1] } }, ['one', 'numbers', 'mixed']],
  [
    '$not',
    { a: { $not: { $gte: 0 } } },
    except('zero', 'one', 'two and a half', 'numbers', 'mixed'),
  ],
  ['$not with a pattern', { a: { $not: /on/i } }, except('text', 'Text')],
  ['$and', { $and: [{ a: { $gt: 4 } }, { a: { $lt: 2 } }] }, ['numbers']],
  ['$or', { $or: [{ a: 0 }, { a: false }] }, ['zero', 'false']],
  ['$nor', { $nor: [{ a: { $exists: true } }] }, ['missing']],
  ['$regex with a prefix', { a: { $regex: '^on' } }, ['text']],
  ['$regex ignoring case', { a: { $regex: 'ONE', $options: 'i' } }, ['text', 'Text']],
  ['$regex with sets and repeats', { a: /^[A-Z]+\s*m.r?e$/ }, ['Text']],
  ['$regex to the end', { a: /e$/ }, ['text', 'Text']],
  ['$comment', { $comment: 'why', a: 0 }, ['zero']],
];

describe('filters', () => {
  it.each(CASES)('%s', async (_, filter, expected) => {
    const found = await c.find(filter).toArray();
    expect(found.map(({ _id }) => String(_id)).sort()).toEqual([...expected].sort());
  });

  it.each(CASES)('with an index: %s', async (_, filter, expected) => {
    await createIndex(c, { a: 1 });
    await createIndex(c, { 'a.b': 1 });
    await createIndex(c, { 'a.c': -1, 'a.b': 1 });
    const found = await c.find(filter).toArray();
    expect(found.map(({ _id }) => String(_id)).sort()).toEqual([...expected].sort());
  });
});

describe('sorting', () => {
  it('orders across types, missing and null first, arrays by their least element', async () => {
    const found = await c
      .find({ a: { $not: { $type: 'array' } } })
      .sort({ a: 1, _id: 1 })
      .toArray();
    expect(found.map(({ _id }) => String(_id))).toEqual([
      'missing',
      'null',
      'NaN',
      'zero',
      'one',
      'two and a half',
      'Text',
      'text',
      'empty object',
      'object b null',
      'object',
      'false',
      'date',
    ]);
    const arrays = await c
      .find({ a: { $type: 'number' } })
      .sort({ a: -1, _id: 1 })
      .toArray();
    expect(arrays.map(({ _id }) => String(_id))).toEqual([
      'mixed',
      'numbers',
      'two and a half',
      'one',
      'zero',
      'NaN',
    ]);
  });

  it('skips, limits and pages through a cursor as one would by hand', async () => {
    const ordered = [...all].sort();
    const page = await c.find().sort({ _id: 1 }).skip(3).limit(4).toArray();
    expect(page.map(({ _id }) => String(_id))).toEqual(ordered.slice(3, 7));
    const seen: string[] = [];
    for await (const { _id } of c.find().sort({ _id: -1 }).batchSize(3)) seen.push(String(_id));
    expect(seen).toEqual([...ordered].reverse());
  });
});

describe('projections', () => {
  beforeAll(async () => {
    await c.insertOne({
      _id: 'p' as never,
      x: { y: 1, z: 2 },
      l: [{ y: 1, z: 2 }, 3, { z: 4 }],
      s: 's',
    });
  });

  it.each([
    [{ s: 1 }, { _id: 'p', s: 's' }],
    [{ s: 1, _id: 0 }, { s: 's' }],
    [
      { 'x.y': 1, 'l.y': 1, _id: 0 },
      { x: { y: 1 }, l: [{ y: 1 }, {}] },
    ],
    [
      { x: 0, l: 0 },
      { _id: 'p', s: 's' },
    ],
    [
      { 'x.y': 0, 'l.z': 0, _id: 0 },
      { x: { z: 2 }, l: [{ y: 1 }, 3, {}], s: 's' },
    ],
    [{ _id: 1 }, { _id: 'p' }],
    [{ nothing: 1 }, { _id: 'p' }],
  ])('%j', async (projection, expected) => {
    expect(await c.findOne({ _id: 'p' as never }, { projection })).toEqual(expected);
  });
});
