import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { startChild } from './support/child.ts';
import { createIndex, describeEmbedded, freshDirectory, openStore } from './support/store.ts';

/** Writes of every kind, each line printed only once the store has acknowledged it. */
const WRITER = `
  const { mongoose } = await connect({ dataDir });
  const things = mongoose.connection.collection('things');
  await things.createIndex({ key: 1 }, { unique: true });
  await things.createIndex({ round: 1, n: -1 });
  const round = Number(process.argv[1] ?? ROUND);
  let n = 0;
  const writer = async (lane) => {
    for (;;) {
      const id = round + '.' + lane + '.' + n++;
      switch (n % 4) {
        case 0:
          await things.insertOne({ _id: id, key: id, round, n, pad: 'x'.repeat(500) });
          break;
        case 1:
          await things.insertMany([{ _id: id, key: id, round, n }, { _id: id + '+', key: id + '+', round, n }]);
          break;
        case 2:
          await things.updateOne({ key: id }, { $set: { round, n }, $setOnInsert: { _id: id } }, { upsert: true });
          break;
        default:
          await things.insertOne({ _id: id, key: id + '-', round, n });
          await things.findOneAndUpdate({ _id: id }, { $set: { key: id, done: true } });
      }
      say('wrote ' + id);
    }
  };
  await Promise.all(['a', 'b', 'c'].map(writer));
`;

describeEmbedded('what is acknowledged', () => {
  it('survives kill -9 at any moment, with its indexes', async () => {
    const dataDir = freshDirectory();
    const acknowledged = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const child = startChild(dataDir, WRITER.replace('ROUND', String(round)));
      await child.line((line) => line.startsWith('wrote '));
      await delay(20 + Math.floor(Math.random() * 150));
      await child.kill();
      for (const line of child.lines)
        if (line.startsWith('wrote ')) acknowledged.add(line.slice('wrote '.length));
    }
    const store = await openStore(dataDir);
    const things = store.mongoose.connection.useDb('symbolon').collection('things');
    const missing = [];
    for (const id of acknowledged) {
      const byKey = await things.findOne({ key: id });
      const byId = await things.findOne({ _id: id as never });
      if (byKey?._id !== (id as never) || byId?.['key'] !== id) missing.push(id);
    }
    expect(missing).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(5);
    // No document is half there: each found by scanning is found by its indexes, and the reverse.
    const all = await things.find({}, { hint: { $natural: 1 } }).toArray();
    expect(await things.countDocuments({ key: { $gte: '' } })).toBe(all.length);
    expect(await things.countDocuments({ round: { $gte: 0 } }, { hint: 'round_1_n_-1' })).toBe(
      all.length,
    );
    expect(await things.estimatedDocumentCount()).toBe(all.length);
    await store.remove();
  });

  it('is there after closing and opening again, with its indexes and their options', async () => {
    const dataDir = freshDirectory();
    const first = await openStore(dataDir);
    const before = first.mongoose.connection.useDb('kept').collection('c');
    await createIndex(before, { key: 1 }, { unique: true, name: 'by key' });
    await createIndex(before, { 'tags.name': 1, at: -1 }, { sparse: true });
    await createIndex(before, { state: 1 }, { partialFilterExpression: { open: true } });
    await before.insertMany([
      { key: 'a', tags: [{ name: 'x' }, { name: 'y' }], open: true, state: 1 },
      { key: 'b', at: new Date(5) },
    ]);
    const indexes = await before.listIndexes().toArray();
    const documents = await before.find().toArray();
    await first.close();

    const second = await openStore(dataDir);
    const after = second.mongoose.connection.useDb('kept').collection('c');
    expect(await after.listIndexes().toArray()).toEqual(indexes);
    expect(await after.find().toArray()).toEqual(documents);
    expect(await after.find({ 'tags.name': 'y' }).toArray()).toEqual([documents[0]]);
    await expect(after.insertOne({ key: 'a' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { key: 1 },
      keyValue: { key: 'a' },
    });
    await second.remove();
  });
});
