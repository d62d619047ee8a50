import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Lifetime } from '../../../scripts/commands/lifetime.ts';
import { EXIT } from '../../../scripts/commands/terminal.ts';

function begin(stop?: () => Promise<void>) {
  const process = Object.assign(new EventEmitter(), {
    exits: [] as number[],
    exit: (code: number): void => void process.exits.push(code),
  });
  const lines: unknown[] = [];
  const lifetime = new Lifetime({ fatal: (line: unknown) => void lines.push(line) }, process);
  if (stop) lifetime.stopBy(stop);
  return { process, lines };
}
const settled = () => new Promise((next) => setImmediate(next));

describe('the end of a process that is broken', () => {
  it('waits for what is under way', async () => {
    let finish = (): void => undefined;
    const { process, lines } = begin(() => new Promise((done) => (finish = done)));
    process.emit('uncaughtException', new Error('x'));
    await settled();
    expect([lines.length, process.exits]).toEqual([1, []]);
    process.emit('unhandledRejection', 'another');
    finish();
    await settled();
    expect([lines.length, process.exits]).toEqual([1, [EXIT.unavailable]]);
  });

  it.each([undefined, null, 'text', { code: 1 }])(
    'is told of %p, which is no error',
    async (thrown) => {
      const { process, lines } = begin();
      process.emit('unhandledRejection', thrown);
      await settled();
      expect(lines).toEqual([
        { id: expect.any(String), event: 'unhandledRejection', err: expect.any(Error) },
      ]);
      expect(process.exits).toEqual([EXIT.unavailable]);
    },
  );

  it('comes also when stopping fails', async () => {
    const { process } = begin(() => Promise.reject(new Error('y')));
    process.emit('uncaughtException', new Error('x'));
    await settled();
    expect(process.exits).toEqual([EXIT.unavailable]);
  });
});
