import { describe, expect, it } from '@jest/globals';
import { fewAtATime } from '../../lib/map-concurrent.ts';

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('work on a few items at a time', () => {
  it('keeps the order of the items, and to the width', async () => {
    let [running, most] = [0, 0];
    const results = await fewAtATime([3, 1, 2, 0, 4], 2, async (turns) => {
      most = Math.max(most, ++running);
      for (let left = turns; left > 0; left--) await turn();
      running--;
      return turns * 10;
    });
    expect(results).toEqual([30, 10, 20, 0, 40]);
    expect(most).toBe(2);
  });

  it('does nothing for none, and fails as the work does', async () => {
    expect(await fewAtATime([], 4, () => Promise.reject(new Error('no')))).toEqual([]);
    await expect(fewAtATime([1], 4, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('has no more under way at once than allowed, and does all', async () => {
    let [underWay, most] = [0, 0];
    const done: number[] = [];
    await fewAtATime([1, 2, 3, 4, 5], 2, async (item) => {
      most = Math.max(most, ++underWay);
      await turn();
      underWay--;
      done.push(item);
    });
    expect([most, done]).toEqual([2, [1, 2, 3, 4, 5]]);
  });

  it('throws what failed when nothing is under way any more', async () => {
    let ended = 0;
    const work = async (item: number): Promise<void> => {
      await turn();
      if (item === 1) throw new Error('one');
      await turn();
      ended += 1;
    };
    await expect(fewAtATime([1, 2, 3], 2, work)).rejects.toThrow('one');
    expect(ended).toBe(2);
  });
});
