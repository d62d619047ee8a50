import { resolve } from 'node:path';
import { Mongoose } from 'mongoose';
import { EmbeddedEngine } from './embedded.ts';
import { StoreError } from './errors.ts';
import { mendDriver } from './driver.ts';
import { timeCommands } from './command-times.ts';
import type { OnCommand } from './command-times.ts';
import { socketPath } from './socket-path.ts';

export interface ConnectOptions {
  /** A MongoDB connection string; without it the embedded engine keeps the documents. */
  readonly uri?: string | undefined;
  /** Where the embedded engine keeps its files; made when it is missing. */
  readonly dataDir: string;
  /** Whether models make their indexes when they are first used (default true). */
  readonly autoIndex?: boolean;
  /** The database when the connection string names none (default `symbolon`). */
  readonly database?: string;
  /** How long to look for a MongoDB server, in milliseconds (default 30 s). */
  readonly serverSelectionTimeout?: number;
  /** How long to wait for a process that holds the data directory but does not answer (10 s). */
  readonly lockTimeout?: number;
  /** Told of every command that ends. */
  readonly onCommand?: OnCommand | undefined;
}

/** Where documents are kept, by a mongoose of its own. */
export interface Store {
  readonly mongoose: Mongoose;
  readonly engine: 'mongodb' | 'embedded';
  /**
   * Copies everything, as it is at one moment, to a new file (mode 0600), from which an embedded
   * store can be opened. Only of the embedded engine.
   */
  readonly copyTo?: (file: string) => Promise<void>;
  /** Closes once everything acknowledged is on disk; closing again does nothing. */
  close(): Promise<void>;
}

const POOL = { maxPoolSize: 10, minPoolSize: 1 };

/**
 * Opens the store: MongoDB with majority write concern when a connection string is given, else the
 * embedded engine, started here or joined where another process already runs it.
 * @throws StoreError with a stable code when it cannot be opened
 */
export async function connect(options: ConnectOptions): Promise<Store> {
  mendDriver();
  const mongoose = new Mongoose({
    strictQuery: 'throw',
    sanitizeFilter: true,
    autoIndex: options.autoIndex ?? true,
  });
  const store =
    options.uri === undefined
      ? await connectEmbedded(mongoose, options)
      : await connectMongoDB(mongoose, options.uri, options);
  if (options.onCommand) timeCommands(mongoose, options.onCommand);
  return store;
}

async function connectMongoDB(
  mongoose: Mongoose,
  uri: string,
  { database = 'symbolon', serverSelectionTimeout = 30_000, onCommand }: ConnectOptions,
): Promise<Store> {
  const named = /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(uri);
  try {
    await mongoose.connect(uri, {
      ...POOL,
      ...(named ? {} : { dbName: database }),
      writeConcern: { w: 'majority' },
      serverSelectionTimeoutMS: serverSelectionTimeout,
      monitorCommands: onCommand !== undefined,
    });
  } catch {
    // The driver's message may repeat the connection string, which holds a password.
    await mongoose.disconnect();
    throw new StoreError(
      'STORE_UNREACHABLE',
      'No MongoDB server answers at MONGODB_URI; check the address, the credentials and the network.',
    );
  }
  return { mongoose, engine: 'mongodb', close: async () => mongoose.disconnect() };
}

async function connectEmbedded(
  mongoose: Mongoose,
  { dataDir, database = 'symbolon', lockTimeout = 10_000, onCommand }: ConnectOptions,
): Promise<Store> {
  const socket = socketPath(dataDir);
  let engine: EmbeddedEngine | undefined;
  const close = async (): Promise<void> => {
    await mongoose.disconnect();
    await engine?.close();
    socket.release();
  };
  try {
    engine = await EmbeddedEngine.open({ dataDir, socketPath: socket.path }, lockTimeout);
    await mongoose.connect(
      `mongodb://${encodeURIComponent(socket.path)}/${database}?directConnection=true`,
      { ...POOL, monitorCommands: onCommand !== undefined },
    );
    const copyTo = async (file: string): Promise<void> => {
      await mongoose.connection.db?.admin().command({ symbolonCopyTo: 1, file: resolve(file) });
    };
    return { mongoose, engine: 'embedded', copyTo, close };
  } catch (error) {
    await close();
    throw error;
  }
}
