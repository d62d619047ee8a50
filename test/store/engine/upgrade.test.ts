import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DirectEngine } from '../support/engine.ts';
import { describeEmbedded, freshDirectory } from '../support/store.ts';

const TEXTS = ['a', 'a\0', 'a\x01', 'a\0b'];

/** What format 1 wrote for a text in a descending field: its ascending key, every bit inverted. */
const formerKey = (text: string): Buffer =>
  Buffer.from(` ${text.replaceAll('\0', '\0\xff')}\0`, 'latin1').map(
    (byte) => ~byte & 0xff,
  ) as Buffer;

/** A copy of a store as format 1 has left it. */
async function formerStore(): Promise<string> {
  const former = new DirectEngine();
  const index = { key: { a: -1 }, name: 'a', unique: true };
  await former.command({ createIndexes: 'c', indexes: [index] });
  await former.command({ insert: 'c', documents: TEXTS.map((a, _id) => ({ _id, a })) });
  const { file } = former.engine.catalog;
  const table = former.engine.catalog.find('test', 'c')?.indexes[1]?.table ?? '';
  file.exec(`DELETE FROM ${table}; PRAGMA user_version = 1`);
  for (const [at, text] of TEXTS.entries())
    file.prepare(`INSERT INTO ${table} VALUES (?, ?)`).run([formerKey(text), at + 1]);
  const dataDir = freshDirectory();
  former.engine.copyTo(join(dataDir, 'store.db'));
  former.remove();
  return dataDir;
}

describeEmbedded('a store of the first format', () => {
  it('is opened with the keys of its descending indexes in order', async () => {
    const engine = new DirectEngine(await formerStore());
    const found = await engine.find('c', { sort: { a: -1 }, hint: 'a' });
    expect(found.map(({ a }) => a)).toEqual(['a\x01', 'a\0b', 'a\0', 'a']);
    const taken = await engine.command({ insert: 'c', documents: [{ a: 'a\0' }] });
    expect(taken).toMatchObject({ n: 0, writeErrors: [{ code: 11000 }] });
    await engine.command({ delete: 'c', deletes: [{ q: {}, limit: 0 }] });
    expect(await engine.find('c', { hint: 'a' })).toEqual([]);
    expect(await engine.command({ insert: 'c', documents: [{ a: 'a\0' }] })).toMatchObject({
      n: 1,
    });
    engine.remove();
  });
});
