import type { mongo } from 'mongoose';
import type { Arguments, Operation } from './format.ts';
import type { Entities } from './runner.ts';

type Options = Record<string, unknown>;
type Run = (collection: mongo.Collection, given: Arguments, options: Options) => Promise<unknown>;

const filterOf = (given: Arguments): mongo.Filter<mongo.Document> => given['filter'] ?? {};
const updateOf = (given: Arguments): mongo.UpdateFilter<mongo.Document> =>
  given['update'] as mongo.UpdateFilter<mongo.Document>;
const replacementOf = (given: Arguments): mongo.WithoutId<mongo.Document> =>
  given['replacement'] as mongo.WithoutId<mongo.Document>;

/** How each operation of the format is done with the driver; what it names, and what is option. */
const OPERATIONS: ReadonlyMap<string, { readonly named: readonly string[]; readonly run: Run }> =
  new Map<string, { named: readonly string[]; run: Run }>([
    [
      'aggregate',
      {
        named: ['pipeline'],
        run: async (c, a, o) => c.aggregate(a['pipeline'] as mongo.Document[], o).toArray(),
      },
    ],
    [
      'bulkWrite',
      {
        named: ['requests'],
        run: async (c, a, o) => c.bulkWrite(a['requests'] as mongo.AnyBulkWriteOperation[], o),
      },
    ],
    [
      'countDocuments',
      { named: ['filter'], run: async (c, a, o) => c.countDocuments(filterOf(a), o) },
    ],
    [
      'createIndex',
      {
        named: ['keys'],
        run: async (c, a, o) => c.createIndex(a['keys'] as mongo.IndexSpecification, o, {}),
      },
    ],
    ['deleteMany', { named: ['filter'], run: async (c, a, o) => c.deleteMany(filterOf(a), o) }],
    ['deleteOne', { named: ['filter'], run: async (c, a, o) => c.deleteOne(filterOf(a), o) }],
    [
      'distinct',
      {
        named: ['fieldName', 'filter'],
        run: async (c, a, o) => c.distinct(a['fieldName'] as string, filterOf(a), o),
      },
    ],
    ['estimatedDocumentCount', { named: [], run: async (c, _, o) => c.estimatedDocumentCount(o) }],
    ['find', { named: ['filter'], run: async (c, a, o) => c.find(filterOf(a), o).toArray() }],
    ['findOne', { named: ['filter'], run: async (c, a, o) => c.findOne(filterOf(a), o) }],
    [
      'findOneAndDelete',
      { named: ['filter'], run: async (c, a, o) => c.findOneAndDelete(filterOf(a), o) },
    ],
    [
      'findOneAndReplace',
      {
        named: ['filter', 'replacement'],
        run: async (c, a, o) => c.findOneAndReplace(filterOf(a), replacementOf(a), o),
      },
    ],
    [
      'findOneAndUpdate',
      {
        named: ['filter', 'update'],
        run: async (c, a, o) => c.findOneAndUpdate(filterOf(a), updateOf(a), o),
      },
    ],
    [
      'insertMany',
      {
        named: ['documents'],
        run: async (c, a, o) => c.insertMany(a['documents'] as mongo.Document[], o),
      },
    ],
    [
      'insertOne',
      {
        named: ['document'],
        run: async (c, a, o) => c.insertOne(a['document'] as mongo.Document, o),
      },
    ],
    [
      'replaceOne',
      {
        named: ['filter', 'replacement'],
        run: async (c, a, o) => c.replaceOne(filterOf(a), replacementOf(a), o),
      },
    ],
    [
      'updateMany',
      {
        named: ['filter', 'update'],
        run: async (c, a, o) => c.updateMany(filterOf(a), updateOf(a), o),
      },
    ],
    [
      'updateOne',
      {
        named: ['filter', 'update'],
        run: async (c, a, o) => c.updateOne(filterOf(a), updateOf(a), o),
      },
    ],
  ]);

/** Whether this runner can do an operation. */
export const knows = (operation: Operation): boolean => OPERATIONS.has(operation.name);

/** Does an operation and gives its result. */
export async function runOperation(objects: Entities, operation: Operation): Promise<unknown> {
  const known = OPERATIONS.get(operation.name);
  const collection = objects.get(operation.object) as mongo.Collection | undefined;
  if (known === undefined || collection === undefined)
    throw new Error(`${operation.name} on ${operation.object} is not known to this runner`);
  const given = structuredCloneOf(operation.arguments ?? {});
  const options = Object.fromEntries(
    Object.entries(given).filter(([name]) => !known.named.includes(name)),
  );
  const wanted = options['returnDocument'];
  if (typeof wanted === 'string') options['returnDocument'] = wanted.toLowerCase();
  return known.run(collection, given, options);
}

/** A copy, since the driver adds _id to the documents it is given; BSON values stay as they are. */
function structuredCloneOf(given: Arguments): Arguments {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copy(each)]));
  };
  return copy(given) as Arguments;
}
