import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DirectEngine } from '../support/engine.ts';
import { describeEmbedded } from '../support/store.ts';

type Fields = Record<string, unknown>;

const scalar = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom<unknown>('', 'a', 'ab', 'b', null, true, 2.5, new Date(0), NaN),
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), {
      maxLength: 3,
    }),
  },
);
/** One field of a document may be an array: an index cannot cover two that are. */
const stored: fc.Arbitrary<Fields> = fc.oneof(
  fc.record({ a: value, b: scalar, c: scalar }, { requiredKeys: [] }),
  fc.record({ a: scalar, b: value, c: scalar }, { requiredKeys: [] }),
  fc.record({ a: scalar, b: scalar, c: value }, { requiredKeys: [] }),
);

const field = fc.constantFrom('a', 'b', 'c', 'c.x', 'c.y', 'a.x', '_id');
const condition: fc.Arbitrary<unknown> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $elemMatch: fc.record({ $gt: scalar }) }),
  fc.record({ $elemMatch: fc.record({ x: scalar }) }),
  fc.constantFrom({ $regex: '^a' }, { $regex: 'b$' }, { $size: 1 }, { $type: 'string' }),
);
const clause: fc.Arbitrary<Fields> = fc
  .array(fc.tuple(field, condition), { minLength: 1, maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));
const filter: fc.Arbitrary<Fields> = fc.oneof(
  { weight: 6, arbitrary: clause },
  { weight: 1, arbitrary: fc.record({ $or: fc.array(clause, { minLength: 1, maxLength: 3 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      $and: fc.array(clause, { minLength: 1, maxLength: 2 }),
      $or: fc.array(clause, { minLength: 1, maxLength: 2 }),
    }),
  },
);
const sort: fc.Arbitrary<Fields> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c.x'), fc.constantFrom(1, -1)), {
    selector: ([name]) => name,
    maxLength: 2,
  })
  .map((entries) => Object.fromEntries([...entries, ['_id', 1]]));

const INDEXES: readonly (readonly [Fields, Fields])[] = [
  [{ a: 1 }, {}],
  [{ b: -1 }, {}],
  [{ b: 1, c: -1 }, {}],
  [{ a: -1, b: 1, _id: 1 }, {}],
  [{ 'c.x': 1, 'c.y': -1 }, {}],
  [{ 'a.x': 1 }, { sparse: true }],
  [{ c: 1 }, { partialFilterExpression: { b: { $exists: true } } }],
  [{ b: 1, _id: 1 }, { unique: true }],
];

describeEmbedded('the planner', () => {
  let engine: DirectEngine;

  beforeAll(() => {
    engine = new DirectEngine();
  });
  afterAll(() => {
    engine.remove();
  });

  let rounds = 0;
  /** The same documents twice: without indexes, and with many. */
  async function fill(
    documents: readonly Fields[],
    indexFirst: boolean,
  ): Promise<[string, string]> {
    const bare = `bare${++rounds}`;
    const indexed = `indexed${rounds}`;
    const rows = documents.map((document, _id) => ({ _id, ...document }));
    const indexes = INDEXES.map(([key, options]) => ({
      key,
      name: JSON.stringify(key),
      ...options,
    }));
    await engine.command({ create: bare });
    if (indexFirst) await engine.command({ createIndexes: indexed, indexes });
    for (const name of [bare, indexed])
      if (rows.length > 0)
        expect(await engine.command({ insert: name, documents: rows })).toEqual({
          n: rows.length,
          ok: 1,
        });
    if (!indexFirst) await engine.command({ createIndexes: indexed, indexes });
    return [bare, indexed];
  }

  it('never changes what a query finds, nor its order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stored, { maxLength: 12 }),
        fc.array(fc.tuple(filter, sort), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (documents, queries, indexFirst) => {
          const [bare, indexed] = await fill(documents, indexFirst);
          for (const [wanted, order] of queries) {
            const found = await engine.find(indexed, { filter: wanted, sort: order });
            expect(found).toEqual(await engine.find(bare, { filter: wanted, sort: order }));
          }
          await engine.command({ drop: bare });
          await engine.command({ drop: indexed });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the indexes right through updates and deletes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stored, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(clause, stored), { minLength: 1, maxLength: 5 }),
        fc.array(clause, { minLength: 1, maxLength: 5 }),
        async (documents, updates, queries) => {
          const [bare, indexed] = await fill(documents, true);
          for (const [q, replacement] of updates)
            for (const name of [bare, indexed]) {
              await engine.command({
                update: name,
                updates: [{ q, u: replacement, hint: '_id_' }],
              });
              await engine.command({ delete: name, deletes: [{ q: { b: 0, a: 0 }, limit: 0 }] });
            }
          for (const wanted of queries) {
            const found = await engine.find(indexed, { filter: wanted, sort: { _id: 1 } });
            expect(found).toEqual(await engine.find(bare, { filter: wanted, sort: { _id: 1 } }));
          }
          await engine.command({ drop: bare });
          await engine.command({ drop: indexed });
        },
      ),
      { numRuns: 30 },
    );
  });
});
