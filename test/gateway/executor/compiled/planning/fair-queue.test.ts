import { describe, expect, it } from '@jest/globals';
import { FairQueue } from '../../../../../gateway/executor/compiled/planning/fair-queue.ts';

const item = (caller: string, name = '') => ({ caller, name });
const any = (): boolean => true;

describe('the fair queue', () => {
  it('gives callers turns, whoever brings how much', () => {
    const queue = new FairQueue<{ caller: string; name: string }>({ perCaller: 9, total: 99 });
    for (const name of ['1', '2', '3']) queue.add(item('a', name));
    queue.add(item('b', '1'));
    const taken = Array.from({ length: 5 }, () => queue.take(any)).map(
      (one) => one && one.caller + one.name,
    );
    expect(taken).toEqual(['a1', 'b1', 'a2', 'a3', undefined]);
    expect(queue.size).toBe(0);
  });

  it('passes over callers that have their share, and puts back at the head', () => {
    const queue = new FairQueue<{ caller: string; name: string }>({ perCaller: 9, total: 99 });
    const [first, second] = [item('a', '1'), item('a', '2')];
    queue.add(first);
    queue.add(second);
    queue.add(item('b'));
    expect(queue.take((caller) => caller !== 'a')?.caller).toBe('b');
    expect(queue.take(any)).toBe(first);
    queue.putBack(first);
    expect(queue.take(any)).toBe(first);
    queue.remove(second);
    expect(queue.take(any)).toBeUndefined();
  });

  it('refuses what is over the share of one, and makes room at the end of the longest line', () => {
    const queue = new FairQueue({ perCaller: 3, total: 4 });
    const many = [item('a', '1'), item('a', '2'), item('a', '3'), item('a', '4')];
    expect(many.map((one) => queue.add(one))).toEqual([undefined, undefined, undefined, many[3]]);
    expect(queue.add(item('b'))).toBeUndefined();
    expect(queue.add(item('c'))).toBe(many[2]);
    const own = item('c', '2');
    expect(queue.add(own)).toBe(own);
    expect(queue.size).toBe(4);
  });
});
