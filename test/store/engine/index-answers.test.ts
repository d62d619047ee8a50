import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WireFault } from '../../../store/faults.ts';
import { closeValues } from '../bson/values.ts';
import { DirectEngine } from '../support/engine.ts';
import { describeEmbedded } from '../support/store.ts';

type Fields = Record<string, unknown>;

const INDEXES: readonly (readonly [Fields, Fields])[] = [
  [{ a: 1 }, {}],
  [{ a: -1 }, {}],
  [{ a: 1, b: 1 }, {}],
  [{ a: -1, b: 1 }, {}],
  [{ a: 1, b: -1 }, {}],
  [{ b: -1, a: -1 }, {}],
  [{ 'a.x': -1 }, { sparse: true }],
  [{ a: 1, _id: 1 }, { unique: true }],
  [{ a: -1, _id: -1 }, { unique: true }],
  [{ b: 1 }, { partialFilterExpression: { a: { $exists: true } } }],
];

const shortText = fc
  .array(fc.constantFrom('\0', '\x01', 'a'), { maxLength: 3 })
  .map((units) => units.join(''));
const values: fc.Arbitrary<unknown[]> = fc.oneof(
  fc.uniqueArray(shortText, { minLength: 3, maxLength: 6 }),
  fc.array(closeValues, { minLength: 2, maxLength: 4 }).map((pairs) => pairs.flat()),
);

/** Some values, many of them near each other; documents and questions are made of the same ones. */
const world = values.chain((values) => {
  const one = fc.constantFrom(...values);
  const many = fc.array(one, { maxLength: 3 });
  const field = fc.oneof(
    { weight: 5, arbitrary: one },
    { weight: 1, arbitrary: many },
    { weight: 1, arbitrary: fc.array(many, { maxLength: 2 }) },
    { weight: 1, arbitrary: one.map((x) => ({ x })) },
    { weight: 1, arbitrary: fc.array(fc.record({ x: one }, { requiredKeys: [] })) },
  );
  const only = (name: 'a' | 'b', arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<Fields> =>
    fc.record({ a: one, b: one, [name]: arbitrary }, { requiredKeys: [] });
  const stored = fc.oneof(only('a', one), only('a', one), only('a', field), only('b', field));
  const condition = fc.oneof(
    one.map(($eq) => ({ $eq })),
    one.map(($gt) => ({ $gt })),
    one.map(($lt) => ({ $lt })),
    fc.record({ $gte: one, $lt: one }),
    fc.record({ $gt: one, $lte: one }),
    many.map(($in) => ({ $in })),
    fc.constantFrom({ $regex: '^a' }, { $regex: '^\0' }, { $regex: '^a\0' }, { $regex: '^😀' }),
  );
  const filter = fc.dictionary(fc.constantFrom('a', 'b', 'a.x'), condition, { maxKeys: 2 });
  const direction = fc.constantFrom(1, -1);
  const sort = fc.oneof(
    fc.record({ a: direction, _id: direction }),
    fc.record({ a: direction, b: direction, _id: direction }),
    fc.record({ b: direction, a: direction, _id: direction }),
  );
  return fc.record({
    documents: fc.array(stored, { minLength: 1, maxLength: 8 }),
    questions: fc.array(fc.record({ filter, sort }), { minLength: 1, maxLength: 5 }),
  });
});

describeEmbedded('every index', () => {
  let engine: DirectEngine;
  let rounds = 0;

  beforeAll(() => {
    engine = new DirectEngine();
  });
  afterAll(() => {
    engine.remove();
  });

  /** The numbers of the documents found, in order, or the text of the refusal. */
  async function answer(collection: string, question: Fields): Promise<unknown> {
    try {
      return (await engine.find(collection, question)).map(({ _id }) => _id);
    } catch (error) {
      if (error instanceof WireFault) return error.message;
      throw error;
    }
  }

  it('answers as a scan does, for all types, ranges and orders', async () => {
    const indexes = INDEXES.map(([key, options]) => ({
      key,
      name: JSON.stringify(key),
      ...options,
    }));
    await fc.assert(
      fc.asyncProperty(world, async ({ documents, questions }) => {
        const name = `c${++rounds}`;
        await engine.command({ createIndexes: name, indexes });
        const rows = documents.map((document, _id) => ({ _id, ...document }));
        // Two arrays in one index are refused; the other documents are enough.
        await engine.command({ insert: name, documents: rows, ordered: false });
        for (const question of questions) {
          const scanned = await answer(name, { ...question, hint: { $natural: 1 } });
          for (const { name: hint } of indexes)
            expect([hint, await answer(name, { ...question, hint })]).toEqual([hint, scanned]);
        }
        await engine.command({ drop: name });
      }),
      { numRuns: Number(process.env['INDEX_RUNS'] ?? 150) },
    );
  });

  it('orders arrays by their least element, whichever element was asked for', async () => {
    const indexes = [{ key: { a: 1 }, name: 'a' }];
    await engine.command({ createIndexes: 'arrays', indexes });
    const documents = [[5, 3], [5, 1], 5].map((a, _id) => ({ _id, a }));
    await engine.command({ insert: 'arrays', documents });
    const found = await engine.find('arrays', { filter: { a: 5 }, sort: { a: 1 }, hint: 'a' });
    expect(found.map(({ _id }) => _id)).toEqual([1, 0, 2]);
  });
});
