import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from '../../../../scripts/commands/trust/partners.ts';
import { runCommand } from '../command.ts';
import type { Outcome } from '../command.ts';
import { withEnvironment } from '../environment.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'symbolon-partners-'));
});
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const partners = (...args: string[]): Promise<Outcome> =>
  withEnvironment({ DATA_DIR: dataDir, SEED: 'none' }, () =>
    runCommand(register, 'partners', ...args),
  );

const PARTNER = 'did:web:partner.example';

describe('symbolon partners', () => {
  it('has none to begin with', async () => {
    const { code, stdout } = await partners('list', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { partners: [] }]);
  });

  it('gives a challenge that the partner is to sign', async () => {
    const { code, stdout } = await partners('challenge', PARTNER, '--json');
    expect(code).toBe(0);
    const { partner, challenge } = JSON.parse(stdout) as Record<string, string>;
    expect([partner, challenge]).toEqual([PARTNER, expect.stringMatching(/^.{16,}$/)]);
  });

  it('refuses a registration that proves nothing', async () => {
    const file = join(dataDir, 'registration.json');
    writeFileSync(file, '{}');
    expect((await partners('add', file, '--territory', 'AA')).code).toBe(2);
  });

  it.each([
    ['without a reason', ['revoke', PARTNER]],
    ['with an empty reason', ['revoke', PARTNER, '--reason', ' ']],
    ['a partner that is not registered', ['revoke', PARTNER, '--reason', 'ended']],
  ])('does not revoke %s', async (_, args) => {
    expect((await partners(...args)).code).toBe(2);
  });
});
