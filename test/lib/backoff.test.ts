import { describe, expect, it } from '@jest/globals';
import { Backoff } from '../../lib/backoff.ts';

/** Attempts of failing work in a while, each as soon as it is allowed, looked at every 200 ms. */
async function attemptsIn(milliseconds: number): Promise<number[]> {
  let time = 0;
  const backoff = new Backoff({ failing: () => undefined, recovered: () => undefined }, () => time);
  const at: number[] = [];
  for (; time < milliseconds; time += 200)
    if (!backoff.isPausing)
      await backoff.attempt(() => {
        at.push(time);
        return Promise.reject(new Error('gone'));
      });
  return at;
}

describe('recurring work that fails', () => {
  it('is tried after 1, 2, 4, 8, 16 and then every 30 seconds', async () => {
    const at = await attemptsIn(125_000);
    expect(at.slice(1).map((time, index) => time - (at[index] ?? 0))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('is told of once, again for another reason, and when it succeeds; then begins anew', async () => {
    const told: unknown[] = [];
    let time = 0;
    const backoff = new Backoff(
      {
        failing: (error) => told.push((error as Error).message),
        recovered: (failures) => told.push(failures),
      },
      () => time,
    );
    const coded = (code: string): Error => Object.assign(new Error(code), { code });
    const outcomes = ['DISK_FULL', 'DISK_FULL', 'CLOCK_BEHIND', '', '', 'DISK_FULL'];
    for (const code of outcomes) {
      time += 60_000;
      await backoff.attempt(() => (code ? Promise.reject(coded(code)) : Promise.resolve()));
      expect(backoff.isPausing).toBe(code !== '');
    }
    expect(told).toEqual(['DISK_FULL', 'CLOCK_BEHIND', 3, 'DISK_FULL']);
    time += 999;
    expect(backoff.isPausing).toBe(true);
    time += 1;
    expect(backoff.isPausing).toBe(false);
  });

  it('need not wait when something shows that it may succeed', async () => {
    const backoff = new Backoff({ failing: () => undefined, recovered: () => undefined });
    await backoff.attempt(() => Promise.reject(new Error('gone')));
    expect(backoff.isPausing).toBe(true);
    backoff.hurry();
    expect(backoff.isPausing).toBe(false);
  });
});
