import { describe, expect, it } from '@jest/globals';
import { DeadlineError } from '../../../lib/deadline.ts';
import type { RequestContext } from '../../../subgraphs/federation/subgraph.ts';
import { FairScheduler } from '../../../subgraphs/federation/turns.ts';

const of = (caller: string): RequestContext => ({
  identity: null,
  requestId: caller,
  caller,
  now: () => new Date(),
  cache: new Map(),
});

/** Works that end when told, and the order in which they began. */
function works(turns: FairScheduler) {
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const begin = (name: string, context: RequestContext) =>
    turns.run(context, () => {
      began.push(name);
      return new Promise<void>((resolve) => void ends.push(resolve));
    });
  return { began, ends, begin };
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
};

describe('heavy work', () => {
  it('is done a little at a time, and callers take turns', async () => {
    const { began, ends, begin } = works(new FairScheduler(2));
    const greedy = of('greedy');
    const all = [1, 2, 3].map((number) => begin(`greedy ${number}`, greedy));
    all.push(begin('other', of('other')));
    await settled();
    expect(began).toEqual(['greedy 1', 'other']);
    while (began.length < 4 || ends.length > 0) {
      ends.shift()?.();
      await settled();
    }
    await Promise.all(all);
    expect(began).toEqual(['greedy 1', 'other', 'greedy 2', 'greedy 3']);
  });

  it('of a caller who asks for too much at once is refused, and nobody else is', async () => {
    const { ends, begin } = works(new FairScheduler(2));
    const greedy = of('greedy');
    const all = Array.from({ length: 250 }, (_, number) => begin(String(number), greedy));
    const outcomes = Promise.allSettled(all);
    await expect(all.at(-1)).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
    const other = begin('other', of('other'));
    await settled();
    while (ends.length > 0) {
      ends.shift()?.();
      await settled();
    }
    await expect(other).resolves.toBeUndefined();
    await outcomes;
  });

  it('that takes longer than its request may is UNAVAILABLE, not missing evidence', async () => {
    const run = new FairScheduler(2).run(of('a'), () => Promise.reject(new DeadlineError('late')));
    await expect(run).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
  });
});
