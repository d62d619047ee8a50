import { describe, expect, it } from '@jest/globals';
import { BusyError, DeadlineError, storeWithin, withDeadline } from '../../lib/deadline.ts';
import { ClientGroup } from '../../lib/client-group.ts';

const never = <T>(): Promise<T> => new Promise(() => undefined);

describe('a read that does not end in time', () => {
  it('says that the store is down when it answered nobody meanwhile', async () => {
    await expect(storeWithin(never(), 50)).rejects.toBeInstanceOf(DeadlineError);
  });

  it('says that the store is busy when it answered others', async () => {
    const late = storeWithin(never(), 200);
    await storeWithin(Promise.resolve(1), 200);
    await expect(late).rejects.toBeInstanceOf(BusyError);
  });

  it('says that the store is busy when it gave up by itself', async () => {
    const gaveUp = Object.assign(new Error('operation exceeded time limit'), { code: 50 });
    await expect(storeWithin(Promise.reject(gaveUp), 1_000)).rejects.toBeInstanceOf(BusyError);
  });

  it('says that it is busy when this process had no time to hear anybody', async () => {
    const read = storeWithin(never(), 400);
    const end = performance.now() + 600;
    const work = (): void => {
      const until = performance.now() + 20;
      while (performance.now() < until);
      if (performance.now() < end) setImmediate(work);
    };
    work();
    await expect(read).rejects.toBeInstanceOf(BusyError);
  });

  it('hears what arrived while this process was blocked', async () => {
    const answer = new Promise((resolve) => setTimeout(resolve, 40, 'arrived'));
    const read = withDeadline(answer.then((value) => new Promise((then) => setTimeout(then, 1, value))), 50); // prettier-ignore
    const end = performance.now() + 200;
    while (performance.now() < end);
    await expect(read).resolves.toBe('arrived');
  });
});

describe('those who wait for an answer', () => {
  const client = () => {
    const state = { isGone: false, leaves: [] as (() => void)[] };
    const clients = new ClientGroup({
      isGone: () => state.isGone,
      onGone: (leave) => void state.leaves.push(leave),
    });
    const go = (): void => {
      state.isGone = true;
      for (const leave of state.leaves) leave();
    };
    return { clients, go };
  };

  it('are gone when the last of them is', () => {
    const [one, other] = [client(), client()];
    const { signal } = one.clients;
    one.clients.join(other.clients);
    one.go();
    expect([one.clients.isGone, signal.aborted]).toEqual([false, false]);
    other.go();
    expect([one.clients.isGone, signal.aborted]).toEqual([true, true]);
  });

  it('are never gone when of one of them it cannot be told', () => {
    const one = client();
    one.clients.join(undefined);
    one.go();
    expect(one.clients.signal.aborted).toBe(false);
  });
});
