import { document } from '../bson/values.ts';
import type { Document } from '../bson/values.ts';
import type { WireFault } from '../faults.ts';
import { notSupported } from '../faults.ts';
import * as admin from './admin.ts';
import type { Command } from './arguments.ts';
import { explain } from './explain.ts';
import { findAndModify } from './find-and-modify.ts';
import * as indexes from './indexes.ts';
import * as read from './read.ts';
import { remove } from './delete.ts';
import { insert } from './insert.ts';
import { update } from './update.ts';

type Handler = (command: Command) => Document | Promise<Document>;

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['find', read.find],
  ['getMore', read.getMore],
  ['killCursors', read.killCursors],
  ['count', read.count],
  ['distinct', read.distinct],
  ['aggregate', read.aggregate],
  ['explain', explain],
  ['insert', insert],
  ['update', update],
  ['delete', remove],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['createIndexes', indexes.createIndexes],
  ['listIndexes', indexes.listIndexes],
  ['dropIndexes', indexes.dropIndexes],
  ['create', admin.create],
  ['drop', admin.drop],
  ['dropDatabase', admin.dropDatabase],
  ['listCollections', admin.listCollections],
  ['listDatabases', admin.listDatabases],
  ['hello', admin.hello],
  ['ismaster', admin.hello],
  ['isMaster', admin.hello],
  ['ping', admin.ping],
  ['buildInfo', admin.buildInfo],
  ['buildinfo', admin.buildInfo],
  ['serverStatus', admin.serverStatus],
  ['endSessions', admin.endSessions],
  ['symbolonCopyTo', admin.copyTo],
  ['connectionStatus', admin.connectionStatus],
]);

/**
 * Runs a command and gives its answer. What it wrote is not on disk yet: see Transaction.settled.
 * @throws Fault to be answered as an error
 */
export async function run(command: Command): Promise<Document> {
  const handler = HANDLERS.get(command.name);
  if (handler === undefined) throw notSupported(`the command “${command.name}”`);
  return handler(command);
}

/** The answer that tells of a fault. */
export function faultReply(fault: WireFault): Document {
  const reply = document({
    ok: 0,
    errmsg: fault.message,
    code: fault.code,
    codeName: fault.codeName,
  });
  for (const [name, value] of fault.details ?? []) reply.set(name, value);
  return reply;
}
