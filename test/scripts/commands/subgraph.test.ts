import { describe, expect, it } from '@jest/globals';
import { register } from '../../../scripts/commands/subgraph.ts';
import { symbolon } from '../cli.ts';
import { runCommand } from './command.ts';

// That it serves is shown by test/gateway/services/remote.test.ts.
describe('symbolon subgraph', () => {
  it.each([[[]], [['weather']], [['certificates', 'bodies']]])('refuses %j', async (names) => {
    expect((await runCommand(register, 'subgraph', ...names)).code).toBe(2);
  });

  it('names each fault of its environment and ends with 78', async () => {
    const { exit, stderr } = await symbolon(['subgraph', 'bodies'], { env: { PORT: 'harbour' } });
    expect([exit, stderr]).toEqual([78, expect.stringContaining('PORT')]);
  });
});
