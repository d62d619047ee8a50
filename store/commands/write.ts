import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { Regex, Undefined, document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import type { Collection } from '../engine/collection.ts';
import { drain } from '../engine/cursors.ts';
import type { Engine } from '../engine/engine.ts';
import { Fault, notSupported } from '../engine/faults.ts';
import { findRows } from '../engine/find.ts';
import type { FindRequest } from '../engine/find.ts';
import type { TimeSlice } from '../engine/schedule.ts';
import type { NewDocument } from '../engine/writer.ts';
import { matches, parseFilter } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import { compileSort } from '../query/sort.ts';
import { applyUpdate, parseUpdate, upsertDocument } from '../query/update.ts';
import type { Update } from '../query/update.ts';
import {
  checkFields,
  collectionName,
  documentOr,
  findCollection,
  flag,
  hintOf,
  optionalDocument,
  refuseCollation,
  timeSlice,
} from './arguments.ts';
import type { Command } from './arguments.ts';

/** The largest document, in bytes; what hello tells as maxBsonObjectSize. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

/** How many documents are inserted before others may take a turn. */
const INSERT_SLICE = 250;

/** The documents of a write: a sequence beside the command, or a list inside it. */
function batchOf(command: Command, name: string): readonly Buffer[] {
  const sequence = command.sequences.get(name);
  if (sequence !== undefined) return sequence;
  const list = command.body.get(name);
  if (!Array.isArray(list) || list.length === 0)
    throw new Fault('InvalidLength', `Write batch '${name}' must hold at least one item`);
  return list.map((item) => {
    if (!(item instanceof Map)) throw new Fault('TypeMismatch', `'${name}' must hold documents`);
    return encode(item);
  });
}

function checkId(id: Value): void {
  if (Array.isArray(id) || id instanceof Regex || id instanceof Undefined)
    throw new Fault('InvalidIdField', "The '_id' value cannot be an array, a regex or undefined");
  if (id instanceof Map)
    for (const name of id.keys())
      if (name.startsWith('$'))
        throw new Fault(
          'DollarPrefixedFieldName',
          `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
        );
}

/** Puts a document into the form it is stored in: `_id` first, within the size limit. */
function storable(engine: Engine, given: Document, bytes: Buffer | undefined): NewDocument {
  const id = given.get('_id') ?? engine.newId();
  checkId(id);
  let stored = given;
  let kept = bytes;
  if (given.keys().next().value !== '_id') {
    stored = new Map([['_id', id]]);
    for (const [name, value] of given) if (name !== '_id') stored.set(name, value);
    kept = undefined;
  }
  kept ??= encode(stored);
  if (kept.length > MAX_DOCUMENT)
    throw new Fault(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${kept.length}, max size: ${MAX_DOCUMENT}`,
    );
  return { document: stored, bytes: kept };
}

function writeError(index: number, fault: Fault): Document {
  const error = document({ index, code: fault.code, errmsg: fault.message });
  for (const [name, value] of fault.details ?? []) error.set(name, value);
  return error;
}

function writeReply(fields: Record<string, Value>, errors: readonly Document[]): Document {
  const reply = document(fields);
  if (errors.length > 0) reply.set('writeErrors', [...errors]);
  return reply.set('ok', 1);
}

export async function insert(command: Command): Promise<Document> {
  const { engine, body, db } = command;
  checkFields(command, ['documents', 'ordered', 'bypassDocumentValidation']);
  const name = collectionName(command);
  const batch = batchOf(command, 'documents');
  const ordered = flag(body, 'ordered', true);
  const slice = timeSlice(body);
  const errors: Document[] = [];
  let n = 0;
  for (let at = 0; at < batch.length; at += INSERT_SLICE) {
    if (at > 0 && slice.over()) await slice.pause();
    const part = batch.slice(at, at + INSERT_SLICE);
    const faults = engine.transaction.write(() =>
      insertPart(engine, engine.catalog.ensure(db, name), part, ordered),
    );
    for (const [place, fault] of faults) errors.push(writeError(at + place, fault));
    const [first] = faults.keys();
    if (ordered && first !== undefined) return writeReply({ n: n + first }, errors);
    n += part.length - faults.size;
  }
  return writeReply({ n }, errors);
}

/** Inserts what can be inserted; the faults by position. */
function insertPart(
  engine: Engine,
  collection: Collection,
  batch: readonly Buffer[],
  ordered: boolean,
): Map<number, Fault> {
  const faults = new Map<number, Fault>();
  const documents: NewDocument[] = [];
  const places: number[] = [];
  for (const [at, bytes] of batch.entries()) {
    try {
      documents.push(storable(engine, decode(bytes), bytes));
      places.push(at);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.set(at, error);
      if (ordered) break;
    }
  }
  const failed = engine.writer.insert(collection, documents, ordered);
  for (const [at, fault] of failed) faults.set(places[at] ?? at, fault);
  if (!ordered || failed.size === 0) return new Map([...faults].sort(([a], [b]) => a - b));
  return new Map([...faults].sort(([a], [b]) => a - b).slice(0, 1));
}

/** What an update did; `before` and `after` are the bytes of the (last) document it changed. */
export interface Outcome {
  matched: number;
  modified: number;
  before: Buffer | undefined;
  after: Buffer | undefined;
  upserted: Value | undefined;
}

const NOTHING: Readonly<Outcome> = {
  matched: 0,
  modified: 0,
  before: undefined,
  after: undefined,
  upserted: undefined,
};

export interface UpdateStatement {
  readonly filter: Filter;
  readonly update: Update;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly request: FindRequest;
}

function request(
  statement: Document,
  filter: Filter,
  collection: Collection | undefined,
  limit: number,
): FindRequest {
  const sort = optionalDocument(statement, 'sort');
  return {
    filter,
    sort: sort === undefined || sort.size === 0 ? undefined : compileSort(sort),
    skip: 0,
    limit,
    hint: hintOf(statement, collection),
  };
}

/** The request of a findAndModify. */
export const findOneRequest = (
  body: Document,
  filter: Filter,
  collection: Collection | undefined,
): FindRequest => request(body, filter, collection, 1);

function checkStatement(statement: Document, known: readonly string[]): void {
  for (const name of statement.keys())
    if (!known.includes(name)) {
      if (name === 'arrayFilters') throw notSupported('arrayFilters');
      throw new Fault('UnknownField', `BSON field '${name}' is an unknown field.`);
    }
  refuseCollation(statement);
}

function readUpdate(command: Command, statement: Document): UpdateStatement {
  checkStatement(statement, ['q', 'u', 'multi', 'upsert', 'hint', 'collation', 'sort']);
  const filter = parseFilter(documentOr(statement, 'q'));
  const update = parseUpdate(statement.get('u'));
  const multi = flag(statement, 'multi');
  if (multi && update.kind === 'replacement')
    throw new Fault('FailedToParse', 'multi update is not supported for replacement-style update');
  if (multi && statement.has('sort'))
    throw new Fault('FailedToParse', 'Cannot specify sort with multi=true');
  return {
    filter,
    update,
    multi,
    upsert: flag(statement, 'upsert'),
    request: request(statement, filter, findCollection(command), multi ? 0 : 1),
  };
}

export async function update(command: Command): Promise<Document> {
  const { body } = command;
  checkFields(command, ['updates', 'ordered', 'bypassDocumentValidation']);
  const upserted: Document[] = [];
  const totals = { n: 0, nModified: 0 };
  const errors = await eachStatement(command, 'updates', async (statement, index) => {
    const outcome = await changeOne(command, readUpdate(command, statement), timeSlice(body));
    totals.n += outcome.matched;
    totals.nModified += outcome.modified;
    if (outcome.upserted === undefined) return;
    totals.n++;
    upserted.push(document({ index, _id: outcome.upserted }));
  });
  return writeReply(upserted.length > 0 ? { ...totals, upserted } : totals, errors);
}

/** Runs the statements of a write in order; what failed is listed, and ends an ordered one. */
async function eachStatement(
  command: Command,
  name: string,
  run: (statement: Document, index: number) => Promise<void>,
): Promise<Document[]> {
  const ordered = flag(command.body, 'ordered', true);
  const errors: Document[] = [];
  for (const [index, bytes] of batchOf(command, name).entries()) {
    try {
      await run(decode(bytes), index);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return errors;
}

/** The rows that a write is about to change, all found before the first is changed. */
async function targets(
  collection: Collection | undefined,
  wanted: FindRequest,
  slice: TimeSlice,
): Promise<number[]> {
  const rids: number[] = [];
  if (collection !== undefined)
    await drain(findRows(collection, wanted), slice, ({ rid }) => rids.push(rid));
  return rids;
}

/** The row as it is now, if it still matches: others may have written since it was found. */
function current(collection: Collection, rid: number, filter: Filter): Document | undefined {
  const [row] = collection
    .statement(`SELECT doc FROM ${collection.table} WHERE rid = ?`)
    .rows([rid]);
  if (row === undefined) return undefined;
  const found = decode(row[0] as Buffer);
  return matches(filter, found) ? found : undefined;
}

/**
 * Runs one update statement.
 * @throws Fault what MongoDB would answer; a multi-update keeps what it changed before
 */
export async function changeOne(
  command: Command,
  statement: UpdateStatement,
  slice: TimeSlice,
): Promise<Outcome> {
  for (let attempt = 0; ; attempt++) {
    const outcome = await changeMatching(command, statement, slice);
    if (outcome.matched > 0 || !statement.upsert) return outcome;
    try {
      return upsertOne(command, statement);
    } catch (error) {
      // Another writer inserted it while this one looked: then there is something to update.
      if (!(error instanceof Fault && error.codeName === 'DuplicateKey') || attempt > 0)
        throw error;
    }
  }
}

async function changeMatching(
  { engine, db, ...command }: Command,
  statement: UpdateStatement,
  slice: TimeSlice,
): Promise<Outcome> {
  const collection = findCollection({ engine, db, ...command });
  const outcome = { ...NOTHING };
  if (collection === undefined) return outcome;
  for (;;) {
    const rids = await targets(collection, statement.request, slice);
    for (const rid of rids) {
      const changed = engine.transaction.write(() => change(engine, collection, rid, statement));
      if (changed !== undefined) {
        outcome.matched++;
        if (changed.after !== changed.before) outcome.modified++;
        outcome.before = changed.before;
        outcome.after = changed.after;
      }
      if (statement.multi && slice.over()) await slice.pause();
    }
    // A single target that another write took in between is looked for again.
    if (statement.multi || outcome.matched > 0 || rids.length === 0) return outcome;
  }
}

function upsertOne(command: Command, { filter, update: wanted }: UpdateStatement): Outcome {
  const { engine, db } = command;
  return engine.transaction.write(() => {
    const made = upsertDocument(filter, wanted, engine.newId, engine.now());
    const stored = storable(engine, made, undefined);
    engine.writer.insertOne(engine.catalog.ensure(db, collectionName(command)), stored);
    return { ...NOTHING, after: stored.bytes, upserted: stored.document.get('_id') };
  });
}

/** Applies an update to one row; undefined when it no longer matches. */
function change(
  engine: Engine,
  collection: Collection,
  rid: number,
  { filter, update: wanted }: UpdateStatement,
): { readonly before: Buffer; readonly after: Buffer } | undefined {
  const found = current(collection, rid, filter);
  if (found === undefined) return undefined;
  const before = encode(found);
  // The original is decoded anew for its keys, since the update changes documents in place.
  const changed = applyUpdate(found, wanted, { inserting: false, now: engine.now() });
  const stored = storable(engine, changed, undefined);
  if (stored.bytes.equals(before)) return { before, after: before };
  engine.writer.update(collection, rid, decode(before), stored);
  return { before, after: stored.bytes };
}

export async function remove(command: Command): Promise<Document> {
  const { engine, body } = command;
  checkFields(command, ['deletes', 'ordered']);
  const collection = findCollection(command);
  let n = 0;
  const errors = await eachStatement(command, 'deletes', async (statement) => {
    checkStatement(statement, ['q', 'limit', 'hint', 'collation']);
    const filter = parseFilter(documentOr(statement, 'q'));
    const limit = statement.get('limit');
    const most = isNumber(limit) ? toDouble(limit) : -1;
    if (most !== 0 && most !== 1)
      throw new Fault('FailedToParse', 'The limit field in delete objects must be 0 or 1');
    const slice = timeSlice(body);
    const rids = await targets(collection, request(statement, filter, collection, most), slice);
    for (const rid of rids) {
      if (collection !== undefined && removeRow(engine, collection, rid, filter) !== undefined) n++;
      if (slice.over()) await slice.pause();
    }
  });
  return writeReply({ n }, errors);
}

function removeRow(
  engine: Engine,
  collection: Collection,
  rid: number,
  filter: Filter,
): Document | undefined {
  return engine.transaction.write(() => {
    const found = current(collection, rid, filter);
    if (found !== undefined) engine.writer.remove(collection, rid, found);
    return found;
  });
}

/** Removes the first document of a request and gives it. */
export async function removeOne(
  command: Command,
  wanted: FindRequest,
  slice: TimeSlice,
): Promise<Document | undefined> {
  const collection = findCollection(command);
  if (collection === undefined) return undefined;
  for (;;) {
    const [rid] = await targets(collection, wanted, slice);
    if (rid === undefined) return undefined;
    const removed = removeRow(command.engine, collection, rid, wanted.filter);
    if (removed !== undefined) return removed;
  }
}
