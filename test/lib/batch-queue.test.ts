import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Together } from '../../lib/batch-queue.ts';

describe('what is asked of one writer', () => {
  it('is done together with what was asked while it was at work, in order, each with its own result', async () => {
    const works: (readonly number[])[] = [];
    const together = new Together<number, number>(async (items) => {
      works.push(items);
      await turn();
      return items.map((item) => item * 2);
    });
    const asked = Promise.all([1, 2, 3].map((item) => together.ask(item)));
    await turn();
    expect([await asked, await together.ask(4)]).toEqual([[2, 4, 6], 8]);
    expect(works).toEqual([[1], [2, 3], [4]]);
  });

  it('fails for those in the same work, and for nobody after them', async () => {
    const together = new Together<string, string>(async (items) => {
      await turn();
      if (items.includes('bad')) throw new Error('no');
      return items;
    });
    const [first, bad, beside] = await Promise.allSettled(
      ['good', 'bad', 'beside'].map((item) => together.ask(item)),
    );
    expect([first?.status, bad?.status, beside?.status]).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(await together.ask('after')).toBe('after');
  });
});
