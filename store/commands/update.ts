import { document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import type { Collection } from '../engine/collection.ts';
import type { Engine } from '../engine/engine.ts';
import type { FindRequest } from '../engine/find.ts';
import type { TimeSlice } from '../engine/schedule.ts';
import { WireFault } from '../faults.ts';
import type { Filter } from '../query/filter.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { applyUpdate, parseUpdate, touchedBy, upsertDocument } from '../query/update.ts';
import type { Update } from '../query/update.ts';
import {
  checkFields,
  collectionName,
  documentOr,
  findCollection,
  flag,
  timeSlice,
} from './arguments.ts';
import type { Command } from './arguments.ts';
import { storable } from './storable.ts';
import {
  checkStatement,
  current,
  eachStatement,
  targetRequest,
  targets,
  writeReply,
} from './write-batch.ts';

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

function readUpdate(command: Command, statement: Document): UpdateStatement {
  checkStatement(statement, ['q', 'u', 'multi', 'upsert', 'hint', 'collation']);
  const filter = parseFilter(documentOr(statement, 'q'));
  const update = parseUpdate(statement.get('u'));
  const multi = flag(statement, 'multi');
  if (multi && update.kind === 'replacement')
    throw new WireFault(
      'FailedToParse',
      'multi update is not supported for replacement-style update',
    );
  return {
    filter,
    update,
    multi,
    upsert: flag(statement, 'upsert'),
    request: targetRequest(statement, filter, findCollection(command), multi ? 0 : 1),
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
      if (!(error instanceof WireFault && error.codeName === 'DuplicateKey') || attempt > 0)
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
  const before = found.bytes;
  const changed = applyUpdate(found.document, wanted, { inserting: false, now: engine.now() });
  const stored = storable(engine, changed, undefined);
  if (stored.bytes.equals(before)) return { before, after: before };
  engine.writer.update(collection, rid, before, stored, touchedBy(wanted));
  return { before, after: stored.bytes };
}
