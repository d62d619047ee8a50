import { describe, expect, it } from '@jest/globals';
import { fewAtATime } from '../../../subgraphs/kit/few-at-a-time.ts';

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
});
