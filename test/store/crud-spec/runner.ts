import type { mongo } from 'mongoose';
import { BSON } from 'bson';
import { knows, runOperation } from './operations.ts';
import { matchesResult } from './match.ts';
import type {
  CollectionData,
  ExpectedError,
  Operation,
  Requirement,
  SpecFile,
  SpecTest,
} from './format.ts';

/** The server that the tests run on, as far as their requirements ask. */
export interface ServerInfo {
  readonly version: readonly number[];
  readonly topology: string;
}

export async function serverInfo(client: mongo.MongoClient): Promise<ServerInfo> {
  const build = await client.db('admin').command({ buildInfo: 1 });
  const hello = await client.db('admin').command({ hello: 1 });
  const topology =
    hello['msg'] === 'isdbgrid' ? 'sharded' : 'setName' in hello ? 'replicaset' : 'single';
  return { version: build['versionArray'] as number[], topology };
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < 3; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const versionOf = (text: string): number[] => text.split('.').map(Number);

/** Whether the server meets one of the requirements, or there are none. */
export function meets(
  { version, topology }: ServerInfo,
  requirements: readonly Requirement[] | undefined,
): boolean {
  return (
    requirements === undefined ||
    requirements.some(
      ({ minServerVersion, maxServerVersion, topologies, serverless }) =>
        (minServerVersion === undefined ||
          compareVersions(version, versionOf(minServerVersion)) >= 0) &&
        (maxServerVersion === undefined ||
          compareVersions(version, versionOf(maxServerVersion)) <= 0) &&
        (topologies === undefined || topologies.includes(topology)) &&
        serverless !== 'require',
    )
  );
}

/** Runs one test of a file: its data, its operations, what they must give and leave behind. */
export async function runTest(
  client: mongo.MongoClient,
  file: SpecFile,
  test: SpecTest,
): Promise<void> {
  for (const data of file.initialData ?? []) await load(client, data);
  const objects = entities(client, file);
  const unknown = test.operations.find((operation) => !knows(operation));
  if (unknown !== undefined) throw new Error(`${unknown.name} is not known to this runner`);
  for (const operation of test.operations) await check(objects, operation);
  for (const data of test.outcome ?? []) await compareOutcome(client, data);
}

async function load(client: mongo.MongoClient, data: CollectionData): Promise<void> {
  const db = client.db(data.databaseName);
  await db.dropCollection(data.collectionName);
  if (data.documents.length === 0) await db.createCollection(data.collectionName);
  else
    await db
      .collection(data.collectionName)
      .insertMany(data.documents.map((each) => ({ ...each })));
}

export type Entities = ReadonlyMap<string, mongo.Collection | mongo.Db>;

function entities(client: mongo.MongoClient, { createEntities }: SpecFile): Entities {
  const databases = new Map<string, mongo.Db>();
  const collections = new Map<string, mongo.Collection>();
  for (const { database, collection } of createEntities) {
    if (database !== undefined) databases.set(database.id, client.db(database.databaseName));
    if (collection !== undefined) {
      const { id, database: owner, collectionName, collectionOptions } = collection;
      const db = databases.get(owner);
      if (db !== undefined) collections.set(id, db.collection(collectionName, collectionOptions));
    }
  }
  return new Map<string, mongo.Collection | mongo.Db>([...databases, ...collections]);
}

async function check(objects: Entities, operation: Operation): Promise<void> {
  let result: unknown;
  try {
    result = await runOperation(objects, operation);
  } catch (error) {
    if (operation.expectError === undefined) throw error;
    checkError(operation.expectError, error);
    return;
  }
  if (operation.expectError !== undefined)
    throw new Error(`${operation.name} succeeded, an error was expected: ${show(result)}`);
  if ('expectResult' in operation && !matchesResult(operation.expectResult, result))
    throw new Error(
      `${operation.name} gave ${show(result)} instead of ${show(operation.expectResult)}`,
    );
}

const show = (value: unknown): string => BSON.EJSON.stringify({ value });

function checkError(expected: ExpectedError, error: unknown): void {
  const fault = error as {
    message: string;
    code?: number;
    codeName?: string;
    errorResponse?: unknown;
    result?: unknown;
  };
  const { errorContains, errorCode, errorCodeName, isClientError, errorResponse, expectResult } =
    expected;
  const fromServer = fault.code !== undefined;
  const right =
    (errorContains === undefined ||
      fault.message.toLowerCase().includes(errorContains.toLowerCase())) &&
    (errorCode === undefined || fault.code === errorCode) &&
    (errorCodeName === undefined || fault.codeName === errorCodeName) &&
    (isClientError === undefined || isClientError !== fromServer) &&
    (errorResponse === undefined || matchesResult(errorResponse, fault.errorResponse)) &&
    (expectResult === undefined || matchesResult(expectResult, fault.result));
  if (!right)
    throw new Error(
      `the error ${fault.message} (${String(fault.code)}) is not ${JSON.stringify(expected)}; result ${show(fault.result)}`,
    );
}

async function compareOutcome(client: mongo.MongoClient, data: CollectionData): Promise<void> {
  const found = await client
    .db(data.databaseName)
    .collection(data.collectionName)
    .find({}, { sort: { _id: 1 } })
    .toArray();
  if (!matchesResult(data.documents, found))
    throw new Error(`left behind ${show(found)} instead of ${show(data.documents)}`);
}
