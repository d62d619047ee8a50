import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import type { Collection } from '../engine/collection.ts';
import { drain } from '../engine/cursors.ts';
import { findRows } from '../engine/find.ts';
import type { FindRequest } from '../engine/find.ts';
import type { TimeSlice } from '../engine/schedule.ts';
import { WireFault, notSupported } from '../faults.ts';
import { matches } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import { compileSort } from '../query/sort.ts';
import { flag, hintOf, optionalDocument, refuseCollation } from './arguments.ts';
import type { Command } from './arguments.ts';

/** The documents of a write: a sequence beside the command, or a list inside it. */
export function batchOf(command: Command, name: string): readonly Buffer[] {
  const sequence = command.sequences.get(name);
  if (sequence !== undefined) return sequence;
  const list = command.body.get(name);
  if (!Array.isArray(list) || list.length === 0)
    throw new WireFault('InvalidLength', `Write batch '${name}' must hold at least one item`);
  return list.map((item) => {
    if (!(item instanceof Map))
      throw new WireFault('TypeMismatch', `'${name}' must hold documents`);
    return encode(item);
  });
}

/** One entry of writeErrors. */
export function writeError(index: number, fault: WireFault): Document {
  const error = document({ index, code: fault.code, errmsg: fault.message });
  for (const [name, value] of fault.details ?? []) error.set(name, value);
  return error;
}

export function writeReply(fields: Record<string, Value>, errors: readonly Document[]): Document {
  const reply = document(fields);
  if (errors.length > 0) reply.set('writeErrors', [...errors]);
  return reply.set('ok', 1);
}

/** Runs the statements of a write in order; what failed is listed, and ends an ordered one. */
export async function eachStatement(
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
      if (!(error instanceof WireFault)) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return errors;
}

export function checkStatement(statement: Document, known: readonly string[]): void {
  for (const name of statement.keys())
    if (!known.includes(name)) {
      if (name === 'arrayFilters') throw notSupported('arrayFilters');
      throw new WireFault('UnknownField', `BSON field '${name}' is an unknown field.`);
    }
  refuseCollation(statement);
}

/** What a statement of a write looks for. */
export function targetRequest(
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

/** The rows that a write is about to change, all found before the first is changed. */
export async function targets(
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
export function current(
  collection: Collection,
  rid: number,
  filter: Filter,
): { readonly bytes: Buffer; readonly document: Document } | undefined {
  if (collection.dropped) return undefined;
  const [row] = collection
    .statement(`SELECT doc FROM ${collection.table} WHERE rid = ?`)
    .rows([rid]);
  if (row === undefined) return undefined;
  const bytes = row[0] as Buffer;
  const found = decode(bytes);
  return matches(filter, found) ? { bytes, document: found } : undefined;
}
