import { keyOf } from '../bson/keys.ts';
import { encode } from '../bson/encode.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { FIRST_BATCH, drain } from '../engine/cursors.ts';
import type { Batch } from '../engine/cursors.ts';
import { WireFault, badValue } from '../faults.ts';
import { findDecoded, findDocuments, findRows } from '../engine/find.ts';
import type { FindRequest, Results } from '../engine/find.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { splitPath, visitWhole } from '../query/path.ts';
import { parsePipeline } from '../query/pipeline.ts';
import { compileProjection } from '../query/projection.ts';
import { compileSort } from '../query/sort.ts';
import {
  checkFields,
  collectionName,
  documentOr,
  findCollection,
  flag,
  hintOf,
  optionalDocument,
  refuseFlags,
  text,
  timeSlice,
  wholeNumber,
} from './arguments.ts';
import type { Command } from './arguments.ts';

function cursorReply(namespace: string, batch: Batch, name: 'firstBatch' | 'nextBatch'): Document {
  return document({
    cursor: document({ [name]: batch.documents, id: batch.id, ns: namespace }),
    ok: 1,
  });
}

/** limit as find takes it: negative asks for one batch only. */
function readLimit(body: Document): { limit: number; single: boolean } {
  const value = body.get('limit');
  const limit = isNumber(value) ? toDouble(value) : 0;
  if (!Number.isSafeInteger(limit)) throw badValue("the field 'limit' must be a whole number");
  return { limit: Math.abs(limit), single: limit < 0 || flag(body, 'singleBatch') };
}

/** Parameters of a find command; explain uses them too. */
export function findRequest(command: Command): FindRequest {
  const { body } = command;
  const sort = optionalDocument(body, 'sort');
  return {
    filter: parseFilter(documentOr(body, body.has('query') ? 'query' : 'filter')),
    sort:
      sort === undefined || sort.size === 0 || sort.has('$natural') ? undefined : compileSort(sort),
    skip: wholeNumber(body, 'skip', 0),
    limit: readLimit(body).limit,
    hint: hintOf(body, findCollection(command)),
  };
}

const FIND = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'allowDiskUse',
  'noCursorTimeout',
  'tailable',
  'awaitData',
  'returnKey',
  'showRecordId',
  'min',
  'max',
  'oplogReplay',
  'allowPartialResults',
];

export async function find(command: Command): Promise<Document> {
  const { body, engine, db } = command;
  checkFields(command, FIND);
  refuseFlags(body, ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'min', 'max']);
  const collection = findCollection(command);
  const results = findDocuments(
    collection,
    findRequest(command),
    compileProjection(optionalDocument(body, 'projection')),
  );
  const namespace = `${db}.${collectionName(command)}`;
  const size = wholeNumber(body, 'batchSize', FIRST_BATCH);
  const { single } = readLimit(body);
  const batch = await engine.cursors.start(namespace, results, size, timeSlice(body), !single);
  return cursorReply(namespace, batch, 'firstBatch');
}

export async function getMore(command: Command): Promise<Document> {
  const { body, engine, db } = command;
  checkFields(command, ['collection', 'batchSize']);
  const id = body.get('getMore');
  if (typeof id !== 'bigint')
    throw new WireFault('TypeMismatch', 'getMore needs a 64-bit cursor id');
  const namespace = `${db}.${text(body, 'collection')}`;
  const size = wholeNumber(body, 'batchSize', 0) || Infinity;
  const batch = await engine.cursors.next(namespace, id, size, timeSlice(body));
  return cursorReply(namespace, batch, 'nextBatch');
}

export function killCursors(command: Command): Document {
  const { body, engine, db } = command;
  checkFields(command, ['cursors']);
  const namespace = `${db}.${collectionName(command)}`;
  const ids = body.get('cursors');
  const killed: bigint[] = [];
  const unknown: bigint[] = [];
  for (const id of Array.isArray(ids) ? ids : [])
    if (typeof id === 'bigint') (engine.cursors.kill(namespace, id) ? killed : unknown).push(id);
  return document({
    cursorsKilled: killed,
    cursorsNotFound: unknown,
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  });
}

export async function count(command: Command): Promise<Document> {
  const { body } = command;
  checkFields(command, ['query', 'skip', 'limit', 'hint', 'fields']);
  const collection = findCollection(command);
  const request = findRequest(command);
  if (collection === undefined) return document({ n: 0, ok: 1 });
  const { filter, skip, limit } = request;
  if (filter.kind === 'and' && filter.of.length === 0) {
    const rest = Math.max(0, collection.size() - skip);
    return document({ n: limit === 0 ? rest : Math.min(limit, rest), ok: 1 });
  }
  let n = 0;
  await drain(findRows(collection, request), timeSlice(body), () => n++);
  return document({ n, ok: 1 });
}

export async function distinct(command: Command): Promise<Document> {
  const { body } = command;
  checkFields(command, ['key', 'query', 'hint']);
  const path = splitPath(text(body, 'key'));
  const values = new Map<string, Value>();
  const take = (value: Value): void => {
    const key = keyOf(value).toString('latin1');
    if (!values.has(key)) values.set(key, value);
  };
  await drain(
    findDecoded(findCollection(command), findRequest(command)),
    timeSlice(body),
    (each) => {
      visitWhole(each, path, (value) => {
        if (Array.isArray(value)) value.forEach(take);
        else if (value !== undefined) take(value);
        return false;
      });
    },
  );
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return document({ values: sorted.map(([, value]) => value), ok: 1 });
}

export async function aggregate(command: Command): Promise<Document> {
  const { body, engine, db } = command;
  checkFields(command, [
    'pipeline',
    'cursor',
    'hint',
    'allowDiskUse',
    'explain',
    'bypassDocumentValidation',
  ]);
  refuseFlags(body, ['explain']);
  const { stages, ...request } = parsePipeline(body.get('pipeline'));
  if (typeof body.get('aggregate') !== 'string')
    throw badValue('an aggregation of the whole database is not supported by the embedded store');
  const collection = findCollection(command);
  let stream = findDecoded(collection, { ...request, hint: hintOf(body, collection) });
  for (const stage of stages) stream = stage(stream);
  const namespace = `${db}.${collectionName(command)}`;
  const size = wholeNumber(documentOr(body, 'cursor'), 'batchSize', FIRST_BATCH);
  const batch = await engine.cursors.start(namespace, encoded(stream), size, timeSlice(body), true);
  return cursorReply(namespace, batch, 'firstBatch');
}

function* encoded(documents: Results<Document>): Results<Buffer> {
  for (const each of documents) yield each === null ? null : encode(each);
}
