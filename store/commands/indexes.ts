import { encode } from '../bson/encode.ts';
import { document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { compare } from '../bson/compare.ts';
import { sameKeys } from '../engine/catalog.ts';
import type { Collection, Index } from '../engine/collection.ts';
import type { Engine } from '../engine/engine.ts';
import { WireFault, notSupported } from '../faults.ts';
import type { TimeSlice } from '../engine/schedule.ts';
import { rowsOf } from '../engine/scan.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { typeName } from '../query/types.ts';
import { arrayIndex } from '../query/path.ts';
import { parseDirections } from '../query/sort.ts';
import { isNumber, truth } from '../bson/numbers.ts';
import {
  checkFields,
  collectionName,
  findCollection,
  refuseCollation,
  timeSlice,
} from './arguments.ts';
import type { Command } from './arguments.ts';

/** A bit mask tells which fields are multikey. */
const MOST_FIELDS = 31;
const MOST_INDEXES = 64;

const KNOWN = [
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'background',
  'v',
  'ns',
  'collation',
  'hidden',
];

const cannot = (why: string): WireFault => new WireFault('CannotCreateIndex', why);

/** Checks an index description and puts it into the form that listIndexes tells. */
function readSpec(given: Value): Document {
  if (!(given instanceof Map)) throw new WireFault('TypeMismatch', "'indexes' must hold documents");
  for (const option of given.keys())
    if (!KNOWN.includes(option)) throw notSupported(`the index option “${option}”`);
  if (truth(given.get('hidden'))) throw notSupported('a hidden index');
  refuseCollation(given);
  const key = given.get('key');
  const name = given.get('name');
  if (!(key instanceof Map) || key.size === 0) throw cannot('Index keys cannot be empty.');
  if (key.size > MOST_FIELDS) throw cannot(`an index has at most ${MOST_FIELDS} fields`);
  if (typeof name !== 'string' || name === '') throw cannot('an index needs a name');
  for (const direction of key.values())
    if (!isNumber(direction))
      throw notSupported(`an index of a special type (“${typeName(direction)}”)`);
  for (const { field, path } of parseDirections(key))
    if (path.some((part) => arrayIndex(part) !== undefined))
      throw notSupported(`an index on a position of an array (“${field}”)`);
  const spec = document({ v: 2, key, name });
  if (truth(given.get('unique'))) spec.set('unique', true);
  if (truth(given.get('sparse'))) spec.set('sparse', true);
  const partial = given.get('partialFilterExpression');
  if (partial !== undefined) {
    if (!(partial instanceof Map)) throw cannot('partialFilterExpression must be an object');
    if (spec.has('sparse'))
      throw cannot('cannot mix "partialFilterExpression" and "sparse" options');
    parseFilter(partial);
    spec.set('partialFilterExpression', partial);
  }
  return spec;
}

const isIdKey = (key: Document): boolean => key.size === 1 && key.has('_id');

/** Whether an index is there already. @throws Fault when one with that name or key differs */
function exists(collection: Collection, spec: Document): boolean {
  const key = spec.get('key') as Document;
  if (isIdKey(key)) return true;
  for (const index of collection.indexes) {
    const same = sameKeys(index.spec.get('key') as Document, key);
    const sameName = index.name === spec.get('name');
    const sameOptions =
      index.unique === spec.has('unique') &&
      index.sparse === spec.has('sparse') &&
      compare(
        index.spec.get('partialFilterExpression') ?? null,
        spec.get('partialFilterExpression') ?? null,
      ) === 0;
    if (same && sameName && sameOptions) return true;
    if (sameName)
      throw new WireFault(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index (${index.name}) but differs`,
      );
    if (same && sameOptions)
      throw new WireFault(
        'IndexOptionsConflict',
        `Index already exists with a different name: ${index.name}`,
      );
  }
  return false;
}

export async function createIndexes(command: Command): Promise<Document> {
  const { engine, body, db } = command;
  checkFields(command, ['indexes', 'commitQuorum']);
  const list = body.get('indexes');
  if (!Array.isArray(list) || list.length === 0)
    throw new WireFault('BadValue', 'Must specify at least one index to create');
  const specs = list.map(readSpec);
  const name = collectionName(command);
  const isNew = engine.catalog.find(db, name) === undefined;
  const collection = engine.transaction.write(() => engine.catalog.ensure(db, name));
  const before = collection.indexes.length;
  const slice = timeSlice(body);
  for (const spec of specs)
    if (!exists(collection, spec)) await build(engine, collection, spec, slice);
  return document({
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.length,
    createdCollectionAutomatically: isNew,
    ok: 1,
  });
}

/** Adds an index and enters the documents there are; writes that come in between enter theirs. */
async function build(
  engine: Engine,
  collection: Collection,
  spec: Document,
  slice: TimeSlice,
): Promise<void> {
  if (collection.indexes.length >= MOST_INDEXES)
    throw cannot(`a collection has at most ${MOST_INDEXES} indexes`);
  const index = engine.transaction.write(() => engine.catalog.addIndex(collection, spec));
  try {
    for (const rows of rowsOf(collection, { kind: 'scan', reverse: false })) {
      engine.transaction.write(() => {
        if (!collection.indexes.includes(index))
          throw new WireFault(
            'QueryPlanKilled',
            `index ${index.name} was dropped while it was built`,
          );
        engine.writer.fill(
          collection,
          index,
          rows.map(({ rid, bytes }) => [rid, bytes]),
        );
      });
      if (slice.over()) await slice.pause();
    }
  } catch (error) {
    if (collection.indexes.includes(index))
      engine.transaction.write(() => {
        engine.catalog.dropIndex(collection, index);
      });
    throw error;
  }
  engine.transaction.write(() => {
    engine.catalog.setReady(index);
  });
}

function existing(command: Command): Collection {
  const collection = findCollection(command);
  if (collection === undefined)
    throw new WireFault(
      'NamespaceNotFound',
      `ns does not exist: ${command.db}.${collectionName(command)}`,
    );
  return collection;
}

export function listIndexes(command: Command): Document {
  checkFields(command, ['cursor']);
  const collection = existing(command);
  return document({
    cursor: document({
      id: 0n,
      ns: collection.namespace,
      firstBatch: collection.indexes.filter(({ ready }) => ready).map(({ spec }) => encode(spec)),
    }),
    ok: 1,
  });
}

export function dropIndexes(command: Command): Document {
  const { engine, body } = command;
  checkFields(command, ['index']);
  const collection = existing(command);
  const before = collection.indexes.length;
  const wanted = body.get('index');
  const chosen = wanted === '*' ? collection.indexes.slice(1) : named(collection, wanted ?? null);
  engine.transaction.write(() => {
    for (const index of chosen) engine.catalog.dropIndex(collection, index);
  });
  return document({ nIndexesWas: before, ok: 1 });
}

function named(collection: Collection, wanted: Value): Index[] {
  if (Array.isArray(wanted)) return wanted.flatMap((each) => named(collection, each));
  const index = collection.indexes.find((each) =>
    wanted instanceof Map
      ? sameKeys(each.spec.get('key') as Document, wanted)
      : each.name === wanted,
  );
  if (index === undefined) throw new WireFault('IndexNotFound', 'index not found');
  if (index === collection.idIndex) throw new WireFault('InvalidOptions', 'cannot drop _id index');
  return [index];
}
