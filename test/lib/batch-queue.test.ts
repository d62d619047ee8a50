import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { BatchQueue } from '../../lib/batch-queue.ts';

describe('what is asked of one writer', () => {
  it('is done together with what was asked while it was at work, in order, each with its own result', async () => {
    const works: (readonly number[])[] = [];
    const queue = new BatchQueue<number, number>(async (items) => {
      works.push(items);
      await turn();
      return items.map((item) => item * 2);
    });
    const asked = Promise.all([1, 2, 3].map((item) => queue.add(item)));
    await turn();
    expect([await asked, await queue.add(4)]).toEqual([[2, 4, 6], 8]);
    expect(works).toEqual([[1], [2, 3], [4]]);
  });

  it('fails for those in the same work, and for nobody after them', async () => {
    const queue = new BatchQueue<string, string>(async (items) => {
      await turn();
      if (items.includes('bad')) throw new Error('no');
      return items;
    });
    const [first, bad, beside] = await Promise.allSettled(
      ['good', 'bad', 'beside'].map((item) => queue.add(item)),
    );
    expect([first?.status, bad?.status, beside?.status]).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(await queue.add('after')).toBe('after');
  });

  it('goes in batches of a size, several at once', async () => {
    const works: (readonly number[])[] = [];
    let running = 0;
    let most = 0;
    const queue = new BatchQueue<number, number>(
      async (items) => {
        works.push(items);
        most = Math.max(most, ++running);
        await turn();
        running--;
        return items;
      },
      { concurrency: 2, size: 3 },
    );
    expect(await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => queue.add(item)))).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(works.map(({ length }) => length)).toEqual([1, 1, 3, 2]);
    expect(most).toBe(2);
  });

  it('is tried alone after a failure that may lie in one of them', async () => {
    const queue = new BatchQueue<string, string>(
      (items) =>
        items.includes('bad') ? Promise.reject(new Error('bad')) : Promise.resolve(items),
      { isolates: () => true },
    );
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'bad', 'c'].map((item) => queue.add(item)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('fails when the work gives no result for one of them', async () => {
    const queue = new BatchQueue<string, string>(() => Promise.resolve([]));
    await expect(queue.add('a')).rejects.toThrow('A batch of 1 gave 0 results.');
  });
});
