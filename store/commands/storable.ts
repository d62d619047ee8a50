import { encode } from '../bson/encode.ts';
import { Regex, Undefined } from '../bson/values.ts';
import type { Document, Value } from '../bson/values.ts';
import type { Engine } from '../engine/engine.ts';
import type { NewDocument } from '../engine/writer.ts';
import { WireFault } from '../faults.ts';

/** The largest document, in bytes; what hello tells as maxBsonObjectSize. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;

function checkId(id: Value): void {
  if (Array.isArray(id) || id instanceof Regex || id instanceof Undefined)
    throw new WireFault(
      'InvalidIdField',
      "The '_id' value cannot be an array, a regex or undefined",
    );
  if (id instanceof Map)
    for (const name of id.keys())
      if (name.startsWith('$'))
        throw new WireFault(
          'DollarPrefixedFieldName',
          `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
        );
}

/** Puts a document into the form it is stored in: `_id` first, within the size limit. */
export function storable(engine: Engine, given: Document, bytes: Buffer | undefined): NewDocument {
  const present = given.get('_id');
  const id = present === undefined ? engine.newId() : present;
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
    throw new WireFault(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${kept.length}, max size: ${MAX_DOCUMENT}`,
    );
  return { document: stored, bytes: kept };
}
