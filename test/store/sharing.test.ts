import { statSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { connect } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { startChild } from './support/child.ts';
import type { Child } from './support/child.ts';
import { describeEmbedded, freshDirectory, openStore } from './support/store.ts';
import { PATIENCE_MS } from '../until.ts';

const SERVE = `
  const { mongoose } = await connect({ dataDir });
  await mongoose.connection.collection('c').insertOne({ _id: 'from child' });
  say('ready');
  setInterval(() => {}, 1000);
`;

const COUNT = `
  const { mongoose } = await connect({ dataDir });
  await mongoose.connection.collection('c').insertOne({});
  say('ready');
  setInterval(() => {}, 1000);
`;

/** How often the engine changes hands in a test; more by name, to find what is rare. */
const TAKEOVERS = Number(process.env['TAKEOVERS'] ?? 4);

const WRITE_500 = `
  const { mongoose } = await connect({ dataDir });
  const c = mongoose.connection.collection('c');
  await c.createIndex({ key: 1 }, { unique: true });
  let lost = 0;
  for (let i = 0; i < 500; i++)
    await c.insertOne({ key: i, by: process.pid }).catch((error) => { if (error.code !== 11000) throw error; lost++; });
  await c.updateOne({ _id: 'counter' }, { $inc: { n: 500 } }, { upsert: true });
  say('done ' + lost);
`;

/** Asks until it is answered: requests that meet a lost connection fail, and none waits for ever. */
async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) throw error;
      await delay(50);
    }
  }
}

/** What the tests opened; closed after each, also when it failed. */
const opened: Store[] = [];

async function open(dataDir: string): Promise<Store> {
  const store = await connect({ dataDir });
  opened.push(store);
  return store;
}

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

describeEmbedded('one data directory and several processes', () => {
  let dataDir: string;
  let children: Child[];

  beforeEach(() => {
    dataDir = freshDirectory();
    children = [];
  });
  afterEach(async () => {
    for (const child of children) await child.kill();
  });

  const start = (script: string): Child => {
    const child = startChild(dataDir, script);
    children.push(child);
    return child;
  };

  it('joins the process that serves it already', async () => {
    await start(SERVE).line((line) => line === 'ready');
    const store = await open(dataDir);
    const c = store.mongoose.connection.collection('c');
    expect(await c.findOne({})).toEqual({ _id: 'from child' });
  });

  it('takes over, with everything acknowledged, when the serving process is killed', async () => {
    const child = start(SERVE);
    await child.line((line) => line === 'ready');
    const store = await open(dataDir);
    const c = store.mongoose.connection.collection('c');
    await c.insertOne({ _id: 'from joiner' as never });
    await child.kill();
    // Requests meet a lost connection until this process has the engine running.
    expect(await eventually(async () => c.distinct('_id'))).toEqual(['from child', 'from joiner']);
    await c.insertOne({ _id: 'after' as never });
    expect(await c.countDocuments()).toBe(3);
  });

  it('answers or refuses every request, however often the engine changes hands', async () => {
    for (let round = 0; round < TAKEOVERS; round++) {
      const child = start(COUNT);
      await child.line((line) => line === 'ready');
      const store = await open(dataDir);
      const c = store.mongoose.connection.collection('c');
      let asking = true;
      const busy = Array.from({ length: 8 }, async () => {
        while (asking) await c.countDocuments().catch(async () => delay(1));
      });
      await child.kill();
      expect(await eventually(async () => c.countDocuments())).toBe(round + 1);
      asking = false;
      await Promise.all(busy);
      await store.close();
    }
  });

  it('lets two processes write at once, each unique key won by one of them', async () => {
    const writers = [start(WRITE_500), start(WRITE_500)];
    const ends = await Promise.all(
      writers.map((child) => child.line((line) => line.startsWith('done'))),
    );
    const lost = ends.map((line) => Number(line.split(' ')[1]));
    expect((lost[0] ?? 0) + (lost[1] ?? 0)).toBe(500);
    await Promise.all(children.map((child) => child.kill()));
    const store = await open(dataDir);
    const c = store.mongoose.connection.collection('c');
    expect(await c.countDocuments({ key: { $exists: true } })).toBe(500);
    expect(await c.findOne({ _id: 'counter' as never })).toMatchObject({ n: 1000 });
  });

  it('shares one engine between stores of one process, and hands it on', async () => {
    const first = await open(dataDir);
    const second = await open(dataDir);
    await first.mongoose.connection.collection('c').insertOne({ n: 1 });
    expect(await second.mongoose.connection.collection('c').countDocuments()).toBe(1);
    await first.close();
    const c = second.mongoose.connection.collection('c');
    expect(await eventually(async () => c.countDocuments())).toBe(1);
  });

  it('replaces the socket file that a killed process left behind', async () => {
    const child = start(SERVE);
    await child.line((line) => line === 'ready');
    await child.kill();
    expect(existsSync(join(dataDir, 'store.sock'))).toBe(true);
    const store = await open(dataDir);
    expect(await store.mongoose.connection.collection('c').countDocuments()).toBe(1);
  });

  it('lets nobody but the owner open its socket and file', async () => {
    const store = await openStore(join(dataDir, 'new'));
    const mode = (name: string): number => statSync(join(dataDir, 'new', name)).mode & 0o777;
    expect([mode(''), mode('store.sock'), mode('store.db')]).toEqual([0o700, 0o600, 0o600]);
    await store.remove();
  });
});

describeEmbedded('a data directory that cannot be opened', () => {
  it('is named when it is a file', async () => {
    const path = join(freshDirectory(), 'file');
    writeFileSync(path, '');
    await expect(connect({ dataDir: path })).rejects.toMatchObject({
      name: 'StoreError',
      code: 'STORE_UNREADABLE',
    });
  });

  it('is called damaged when its file is no database', async () => {
    const dataDir = freshDirectory();
    writeFileSync(
      join(dataDir, 'store.db'),
      'this is not a database, and long enough to tell. '.repeat(50),
    );
    await expect(connect({ dataDir })).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  });

  it('is left alone when a newer version wrote it', async () => {
    const dataDir = freshDirectory();
    const { default: Database } = await import('libsql');
    const database = new Database(join(dataDir, 'store.db'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(connect({ dataDir })).rejects.toMatchObject({ code: 'STORE_NEWER_FORMAT' });
  });

  it('is said to be locked when whoever holds it does not answer', async () => {
    const dataDir = freshDirectory();
    const { default: Database } = await import('libsql');
    const database = new Database(join(dataDir, 'store.db'));
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE t (a)');
    await expect(connect({ dataDir, lockTimeout: 300 })).rejects.toMatchObject({
      code: 'STORE_LOCKED',
    });
    database.close();
  });

  it('may have a path longer than a socket can have', async () => {
    const dataDir = join(freshDirectory(), 'long'.repeat(30), 'longer'.repeat(20));
    const store = await open(dataDir);
    await store.mongoose.connection.collection('c').insertOne({ n: 1 });
    const joined = await open(dataDir);
    expect(await joined.mongoose.connection.collection('c').countDocuments()).toBe(1);
  });
});
