import { decode } from '../bson/decode.ts';
import type { Document } from '../bson/values.ts';
import type { Collection } from '../engine/collection.ts';
import type { Engine } from '../engine/engine.ts';
import type { NewDocument } from '../engine/writer.ts';
import { WireFault } from '../faults.ts';
import { checkFields, collectionName, flag, timeSlice } from './arguments.ts';
import type { Command } from './arguments.ts';
import { storable } from './storable.ts';
import { batchOf, writeError, writeReply } from './write-batch.ts';

/** How many documents are inserted before others may take a turn. */
const INSERT_SLICE = 250;

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
): Map<number, WireFault> {
  const faults = new Map<number, WireFault>();
  const documents: NewDocument[] = [];
  const places: number[] = [];
  for (const [at, bytes] of batch.entries()) {
    try {
      documents.push(storable(engine, decode(bytes), bytes));
      places.push(at);
    } catch (error) {
      if (!(error instanceof WireFault)) throw error;
      faults.set(at, error);
      if (ordered) break;
    }
  }
  const failed = engine.writer.insert(collection, documents, ordered);
  for (const [at, fault] of failed) faults.set(places[at] ?? at, fault);
  if (!ordered || failed.size === 0) return new Map([...faults].sort(([a], [b]) => a - b));
  return new Map([...faults].sort(([a], [b]) => a - b).slice(0, 1));
}
