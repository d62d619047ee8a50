import { isNumber, toDouble, truth } from '../bson/numbers.ts';
import type { Document, Value } from '../bson/values.ts';
import type { Collection, Index } from '../engine/collection.ts';
import { sameKeys } from '../engine/catalog.ts';
import type { Engine } from '../engine/engine.ts';
import { WireFault, badValue, notSupported } from '../faults.ts';
import { TimeSlice } from '../engine/schedule.ts';

/** A command to run. */
export interface Command {
  readonly engine: Engine;
  readonly name: string;
  readonly db: string;
  readonly body: Document;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
}

/** Fields that any command may carry and that change nothing here. */
const ANYWHERE = new Set([
  '$db',
  '$readPreference',
  '$clusterTime',
  'lsid',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'collation',
  'let',
]);

/**
 * Checks the fields that a command carries.
 * @throws Fault for unknown fields, transactions, collations and whatever else would be ignored
 */
export function checkFields(command: Command, known: readonly string[]): void {
  const { body } = command;
  for (const transaction of ['txnNumber', 'startTransaction', 'autocommit'])
    if (body.has(transaction)) throw notSupported('a transaction or retryable write');
  for (const name of body.keys())
    if (name !== command.name && !ANYWHERE.has(name) && !known.includes(name))
      throw new WireFault(
        'UnknownField',
        `BSON field '${command.name}.${name}' is an unknown field.`,
      );
  refuseCollation(body);
  const variables = body.get('let');
  if (variables !== undefined && !(variables instanceof Map && variables.size === 0))
    throw notSupported('let');
  checkConcerns(body);
}

/** @throws Fault unless the collation is missing, empty or simple (by bytes) */
export function refuseCollation(options: Document): void {
  const collation = options.get('collation');
  if (collation === undefined) return;
  const plain =
    collation instanceof Map &&
    (collation.size === 0 || (collation.size === 1 && collation.get('locale') === 'simple'));
  if (!plain) throw notSupported('a collation');
}

/** All the same here: what is read is on disk, and there is one server. */
const READ_CONCERNS = ['local', 'available', 'majority', 'linearizable'];

function checkConcerns(body: Document): void {
  const write = body.get('writeConcern');
  const w = write instanceof Map ? write.get('w') : undefined;
  if (isNumber(w) && toDouble(w) > 1)
    throw badValue("cannot use 'w' > 1 when a host is not replicated");
  const read = body.get('readConcern');
  const level = read instanceof Map ? read.get('level') : undefined;
  if (level === undefined) return;
  if (typeof level !== 'string' || !READ_CONCERNS.includes(level))
    throw notSupported('this read concern');
}

/** Whether the sender of a write does not wait for it (w: 0). */
export function unacknowledged(body: Document): boolean {
  const concern = body.get('writeConcern');
  const w = concern instanceof Map ? concern.get('w') : undefined;
  return isNumber(w) && toDouble(w) === 0;
}

export function timeSlice(body: Document): TimeSlice {
  const limit = wholeNumber(body, 'maxTimeMS', 0);
  return new TimeSlice(limit === 0 ? undefined : performance.now() + limit);
}

/** The collection that a command names by its first field. */
export function collectionName(command: Command): string {
  const name = command.body.get(command.name);
  if (typeof name !== 'string' || name === '')
    throw new WireFault('InvalidNamespace', `collection name of ${command.name} is missing`);
  return name;
}

export function findCollection(command: Command): Collection | undefined {
  return command.engine.catalog.find(command.db, collectionName(command));
}

export function text(body: Document, name: string): string {
  const value = body.get(name);
  if (typeof value !== 'string')
    throw new WireFault('TypeMismatch', `the field '${name}' must be a string`);
  return value;
}

/** An optional document; null counts as missing, as some drivers send it. */
export function optionalDocument(body: Document, name: string): Document | undefined {
  const value = body.get(name);
  if (value === undefined || value === null) return undefined;
  if (!(value instanceof Map))
    throw new WireFault('TypeMismatch', `the field '${name}' must be an object`);
  return value;
}

export const documentOr = (body: Document, name: string): Document =>
  optionalDocument(body, name) ?? new Map<string, Value>();

/** A whole number, not negative. */
export function wholeNumber(body: Document, name: string, otherwise: number): number {
  const value = body.get(name);
  if (value === undefined || value === null) return otherwise;
  const number = isNumber(value) ? toDouble(value) : NaN;
  if (!Number.isSafeInteger(number) || number < 0)
    throw badValue(`the field '${name}' must be a whole number, not negative`);
  return number;
}

export function flag(body: Document, name: string, otherwise = false): boolean {
  const value = body.get(name);
  return value === undefined || value === null ? otherwise : truth(value);
}

/** Refuses options that would change the answer if they were set. */
export function refuseFlags(body: Document, names: readonly string[]): void {
  for (const name of names) {
    const value = body.get(name);
    if (value !== undefined && truth(value) && !(value instanceof Map && value.size === 0))
      throw notSupported(name);
  }
}

/** The index that a hint names, by name or by key. @throws Fault when there is no such index */
export function hintOf(
  body: Document,
  collection: Collection | undefined,
): Index | 'natural' | undefined {
  const hint = body.get('hint');
  if (hint === undefined || hint === null || (hint instanceof Map && hint.size === 0))
    return undefined;
  if (hint === '$natural' || (hint instanceof Map && hint.has('$natural'))) return 'natural';
  const index = collection?.indexes.find((each) => {
    const key = each.spec.get('key');
    return hint instanceof Map ? key instanceof Map && sameKeys(key, hint) : each.name === hint;
  });
  if (index === undefined && collection !== undefined)
    throw badValue('hint provided does not correspond to an existing index');
  return index;
}
