import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import type { mongo } from 'mongoose';
import { connect } from '../../../store/index.ts';
import type { Store } from '../../../store/index.ts';

const uri = process.env['MONGODB_URI'];

/** Whether the suite runs against a real MongoDB. */
export const onMongoDB = uri !== undefined;

/** For what only the embedded engine has. */
export const describeEmbedded = onMongoDB ? describe.skip : describe;

export interface TestStore extends Store {
  readonly dataDir: string;
  /** Drops what the test made and closes. */
  remove(): Promise<void>;
}

/** A fresh data directory, removed by the caller. */
export const freshDirectory = (): string => mkdtempSync(join(tmpdir(), 'symbolon-store-'));

/** Makes an index; the driver's overload with three parameters, in short. */
export async function createIndex(
  collection: mongo.Collection,
  keys: mongo.IndexSpecification,
  options: mongo.CreateIndexesOptions = {},
): Promise<string> {
  return collection.createIndex(keys, options, {});
}

let databases = 0;

/** An empty store: embedded in a directory of its own, or a database of its own on MONGODB_URI. */
export async function openStore(dataDir = freshDirectory()): Promise<TestStore> {
  const database = `store_test_${process.pid}_${Date.now()}_${++databases}`;
  const store = await connect({ uri, dataDir, database });
  return {
    ...store,
    dataDir,
    remove: async () => {
      if (onMongoDB) await store.mongoose.connection.dropDatabase();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
