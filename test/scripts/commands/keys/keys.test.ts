import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from '../../../../scripts/commands/keys/keys.ts';
import { runCommand } from '../command.ts';
import type { Outcome } from '../command.ts';
import { withEnvironment } from '../environment.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'symbolon-keys-'));
});
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const keys = (...args: string[]): Promise<Outcome> =>
  withEnvironment({ DATA_DIR: dataDir }, () => runCommand(register, 'keys', ...args));

describe('symbolon keys', () => {
  it('makes the key of attestations on first use, and shows no secret', async () => {
    const { code, stdout } = await keys('list', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      keys: [{ purpose: 'attestation', state: 'active' }],
    });
    expect(stdout).not.toContain('"d"');
  });

  it('publishes the next key, which does not sign yet', async () => {
    const { code } = await keys('rotate', '--purpose', 'status', '--json');
    expect(code).toBe(0);
    const { stdout } = await keys('list', '--json');
    expect(stdout.match(/"status"/g)).toHaveLength(2);
  });

  it.each([
    ['a purpose that there is not', ['rotate', '--purpose', 'everything']],
    ['a revocation without a reason', ['revoke', 'some-key']],
    ['a revocation of a key that there is not', ['revoke', 'some-key', '--reason', 'lost']],
  ])('refuses %s', async (_, args) => {
    expect((await keys(...args)).code).toBe(2);
  });
});
