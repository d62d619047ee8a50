import { describe, expect, it } from '@jest/globals';
import { DeadlineError } from '../../../lib/deadline.ts';
import { ClientGroup } from '../../../lib/client-group.ts';
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
    const all = Array.from({ length: 1_050 }, (_, number) => begin(String(number), greedy));
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

  it('of whoever has gone away is not begun, and ends at its next step', async () => {
    let isGone = false;
    const leaves: (() => void)[] = [];
    const clients = new ClientGroup({
      isGone: () => isGone,
      onGone: (leave) => void leaves.push(leave),
    });
    const turns = new FairScheduler(1);
    let goOn: (() => void) | undefined;
    const steps: string[] = [];
    const running = turns.run({ ...of('a'), clients }, async (left) => {
      steps.push('first');
      await new Promise<void>((next) => (goOn = next));
      left();
      steps.push('second');
    });
    const waiting = turns.run({ ...of('a'), clients }, () => Promise.resolve(steps.push('never')));
    const outcomes = Promise.allSettled([running, waiting]);
    await settled();
    isGone = true;
    for (const leave of leaves) leave();
    goOn?.();
    const states = (await outcomes).map(({ status }) => status);
    expect(states).toEqual(['rejected', 'rejected']);
    expect(steps).toEqual(['first']);
    await expect(turns.run(of('b'), () => Promise.resolve('free'))).resolves.toBe('free');
  });

  it('that takes longer than its request may is UNAVAILABLE, not missing evidence', async () => {
    const run = new FairScheduler(2).run(of('a'), () => Promise.reject(new DeadlineError('late')));
    await expect(run).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
  });
});
