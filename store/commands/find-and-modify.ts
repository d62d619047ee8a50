import { decode } from '../bson/decode.ts';
import { document } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import { WireFault, notSupported } from '../faults.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { compileProjection } from '../query/projection.ts';
import { parseUpdate } from '../query/update.ts';
import {
  checkFields,
  documentOr,
  findCollection,
  flag,
  optionalDocument,
  timeSlice,
} from './arguments.ts';
import type { Command } from './arguments.ts';
import { removeOne } from './delete.ts';
import { changeOne } from './update.ts';
import { targetRequest } from './write-batch.ts';

interface Result {
  readonly value: Document | undefined;
  readonly lastErrorObject: Document;
}

/** Changes or removes one document and answers with it, as it was or as it is now. */
export async function findAndModify(command: Command): Promise<Document> {
  const { body } = command;
  checkFields(command, [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'hint',
    'arrayFilters',
    'bypassDocumentValidation',
  ]);
  if (body.has('arrayFilters')) throw notSupported('arrayFilters');
  const project = compileProjection(optionalDocument(body, 'fields'));
  const { value, lastErrorObject } = flag(body, 'remove')
    ? await removing(command)
    : await updating(command);
  const shown: Value = value === undefined ? null : project === undefined ? value : project(value);
  return document({ lastErrorObject, value: shown, ok: 1 });
}

async function removing(command: Command): Promise<Result> {
  const { body } = command;
  if (body.has('update') || flag(body, 'upsert') || flag(body, 'new'))
    throw new WireFault(
      'FailedToParse',
      'Cannot specify remove together with update, upsert or new',
    );
  const filter = parseFilter(documentOr(body, 'query'));
  const request = targetRequest(body, filter, findCollection(command), 1);
  const value = await removeOne(command, request, timeSlice(body));
  return { value, lastErrorObject: document({ n: value === undefined ? 0 : 1 }) };
}

async function updating(command: Command): Promise<Result> {
  const { body } = command;
  const filter = parseFilter(documentOr(body, 'query'));
  if (!body.has('update'))
    throw new WireFault('FailedToParse', 'Either an update or remove=true must be specified');
  const outcome = await changeOne(
    command,
    {
      filter,
      update: parseUpdate(body.get('update')),
      multi: false,
      upsert: flag(body, 'upsert'),
      request: targetRequest(body, filter, findCollection(command), 1),
    },
    timeSlice(body),
  );
  const lastErrorObject = document({
    n: outcome.matched + (outcome.upserted === undefined ? 0 : 1),
    updatedExisting: outcome.matched > 0,
  });
  if (outcome.upserted !== undefined) lastErrorObject.set('upserted', outcome.upserted);
  const bytes = flag(body, 'new') ? outcome.after : outcome.before;
  return { value: bytes && decode(bytes), lastErrorObject };
}
