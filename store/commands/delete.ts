import { isNumber, toDouble } from '../bson/numbers.ts';
import type { Document } from '../bson/values.ts';
import type { Collection } from '../engine/collection.ts';
import type { Engine } from '../engine/engine.ts';
import type { FindRequest } from '../engine/find.ts';
import type { TimeSlice } from '../engine/schedule.ts';
import { WireFault } from '../faults.ts';
import type { Filter } from '../query/filter.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { checkFields, documentOr, findCollection, timeSlice } from './arguments.ts';
import type { Command } from './arguments.ts';
import {
  checkStatement,
  current,
  eachStatement,
  targetRequest,
  targets,
  writeReply,
} from './write-batch.ts';

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
      throw new WireFault('FailedToParse', 'The limit field in delete objects must be 0 or 1');
    const slice = timeSlice(body);
    const rids = await targets(
      collection,
      targetRequest(statement, filter, collection, most),
      slice,
    );
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
    if (found !== undefined) engine.writer.remove(collection, rid, found.document);
    return found?.document;
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
