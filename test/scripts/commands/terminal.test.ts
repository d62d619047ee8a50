import { describe, expect, it } from '@jest/globals';
import { symbolon } from '../cli.ts';

describe('CLI-001: a command whose reader has gone away', () => {
  it.each([
    ['its help', ['serve', '--help'], 0],
    ['an answer', ['check', 'scripts/seed/data/agreements.json'], 0],
    ['a refusal', ['simulate', 'no-such.json', '--market', 'CN', '--json'], 2],
  ])('ends quietly when it prints %s', async (_, args, exit) => {
    const ran = await symbolon(args, { closed: true });
    expect(ran).toMatchObject({ stdout: '', exit });
    expect(ran.stderr).not.toMatch(/EPIPE|^\s+at /m);
  });
});
