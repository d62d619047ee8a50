import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { ClientGroup } from '../../lib/client-group.ts';

describe('those who wait for an answer', () => {
  const client = () => {
    const state = { gone: false, leave: (): void => undefined };
    const one = {
      isGone: () => state.gone,
      onGone: (leave: () => void) => {
        state.leave = leave;
      },
    };
    const go = (): void => {
      state.gone = true;
      state.leave();
    };
    return { one, go };
  };

  it('are gone when the last of them is', () => {
    const [first, second] = [client(), client()];
    const group = new ClientGroup(first.one);
    const { signal } = group;
    group.join(new ClientGroup(second.one));
    first.go();
    expect([group.isGone, signal.aborted]).toEqual([false, false]);
    second.go();
    expect([group.isGone, signal.aborted]).toEqual([true, true]);
  });

  it('may be waited for by every part of a large request without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const { signal } = new ClientGroup(client().one);
    for (let part = 0; part < 50; part += 1) signal.addEventListener('abort', () => undefined);
    await new Promise(setImmediate);
    process.off('warning', note);
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toHaveLength(50);
  });
});
