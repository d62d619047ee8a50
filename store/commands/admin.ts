import { isAbsolute } from 'node:path';
import { encode } from '../bson/encode.ts';
import { DateTime, document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import type { Collection } from '../engine/collection.ts';
import { WireFault, badValue } from '../faults.ts';
import type { Batch } from '../engine/cursors.ts';
import { matches } from '../query/filter.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { MAX_MESSAGE } from '../wire/message.ts';
import { checkFields, collectionName, documentOr, findCollection, flag } from './arguments.ts';
import type { Command } from './arguments.ts';
import { MAX_DOCUMENT } from './storable.ts';

/** The largest number of statements in one write; what drivers split by. */
const MAX_BATCH = 100_000;
/** The wire version of MongoDB 7.0. */
const WIRE_VERSION = 21;
const VERSION = [7, 0, 0, 0];

export function hello(command: Command): Document {
  return document({
    helloOk: true,
    [command.name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    maxBsonObjectSize: MAX_DOCUMENT,
    maxMessageSizeBytes: MAX_MESSAGE,
    maxWriteBatchSize: MAX_BATCH,
    localTime: new DateTime(BigInt(command.engine.now())),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ok: 1,
  });
}

export function ping(): Document {
  return document({ ok: 1 });
}

/** Copies the whole store, as it is on disk at one moment, to a file that does not exist yet. */
export function copyTo(command: Command): Document {
  checkFields(command, ['file']);
  const file = command.body.get('file');
  if (typeof file !== 'string' || !isAbsolute(file)) throw badValue('“file” is an absolute path');
  command.engine.copyTo(file);
  return document({ ok: 1 });
}

export function buildInfo(): Document {
  return document({
    version: VERSION.slice(0, 3).join('.'),
    versionArray: VERSION,
    modules: ['symbolon-embedded'],
    maxBsonObjectSize: MAX_DOCUMENT,
    bits: 64,
    ok: 1,
  });
}

export function serverStatus({ engine }: Command): Document {
  const now = engine.now();
  return document({
    version: VERSION.slice(0, 3).join('.'),
    process: 'symbolon-embedded',
    uptime: Math.floor((now - engine.startedAt) / 1000),
    localTime: new DateTime(BigInt(now)),
    metrics: document({ cursor: document({ open: document({ total: engine.cursors.open }) }) }),
    ok: 1,
  });
}

const wholeCursor = (namespace: string, documents: readonly Document[]): Document => {
  const batch: Batch = { documents: documents.map(encode), id: 0n };
  return document({
    cursor: document({ id: batch.id, ns: namespace, firstBatch: batch.documents }),
    ok: 1,
  });
};

export function listCollections(command: Command): Document {
  const { engine, body, db } = command;
  checkFields(command, ['filter', 'nameOnly', 'authorizedCollections', 'cursor']);
  const filter = parseFilter(documentOr(body, 'filter'));
  const found = engine.catalog
    .list(db)
    .map((collection) => collectionInfo(collection, flag(body, 'nameOnly')))
    .filter((info) => matches(filter, info));
  return wholeCursor(`${db}.$cmd.listCollections`, found);
}

function collectionInfo(collection: Collection, nameOnly: boolean): Document {
  const info = document({ name: collection.name, type: 'collection' });
  if (nameOnly) return info;
  return info
    .set('options', new Map())
    .set('info', document({ readOnly: false }))
    .set('idIndex', collection.idIndex.spec);
}

export function listDatabases(command: Command): Document {
  const { engine, body } = command;
  checkFields(command, ['filter', 'nameOnly', 'authorizedDatabases']);
  const filter = parseFilter(documentOr(body, 'filter'));
  const databases: Value[] = engine.catalog
    .databases()
    .map((name) => document({ name, empty: false }))
    .filter((info) => matches(filter, info));
  return document({ databases, ok: 1 });
}

export function create(command: Command): Document {
  const { engine, db } = command;
  checkFields(command, ['autoIndexId', 'encryptedFields']);
  const name = collectionName(command);
  if (engine.catalog.find(db, name) !== undefined)
    throw new WireFault('NamespaceExists', `Collection ${db}.${name} already exists.`);
  engine.transaction.write(() => engine.catalog.ensure(db, name));
  return document({ ok: 1 });
}

export function drop(command: Command): Document {
  const { engine } = command;
  checkFields(command, []);
  const collection = findCollection(command);
  if (collection === undefined) return document({ ok: 1 });
  const indexes = collection.indexes.length;
  engine.transaction.write(() => {
    engine.catalog.drop(collection);
  });
  return document({ nIndexesWas: indexes, ns: collection.namespace, ok: 1 });
}

export function dropDatabase(command: Command): Document {
  const { engine, db } = command;
  checkFields(command, []);
  engine.transaction.write(() => {
    for (const collection of engine.catalog.list(db)) engine.catalog.drop(collection);
  });
  return document({ dropped: db, ok: 1 });
}

/** Sessions carry nothing here: there are no transactions. */
export function endSessions(): Document {
  return document({ ok: 1 });
}

export function connectionStatus(command: Command): Document {
  checkFields(command, ['showPrivileges']);
  const nobody = document({ authenticatedUsers: [], authenticatedUserRoles: [] });
  return document({ authInfo: nobody, ok: 1 });
}
