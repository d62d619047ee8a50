import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from '../../../scripts/commands/token.ts';
import { runCommand } from './command.ts';
import type { Outcome } from './command.ts';
import { withEnvironment } from './environment.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'symbolon-token-'));
});
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const token = (args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> =>
  withEnvironment({ DATA_DIR: dataDir, ...env }, () => runCommand(register, 'token', ...args));

const claimsOf = (jws: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;

describe('symbolon token', () => {
  it('signs a token with the role, the subject and the limits asked for', async () => {
    const role = ['--role', 'attestation:issue', '--subject', 'officer', '--holder', 'H-1'];
    const { code, stdout } = await token([...role, '--json']);
    expect(code).toBe(0);
    const { token: jws } = JSON.parse(stdout) as { token: string };
    expect(claimsOf(jws)).toMatchObject({ sub: 'officer', holder: 'H-1' });
  });

  it.each([
    ['without a role', []],
    ['with a role that there is not', ['--role', 'emperor']],
  ])('refuses to sign %s', async (_, args) => {
    expect((await token(args)).code).toBe(2);
  });

  it('refuses where another issuer is named', async () => {
    const env = { OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'hub' };
    const { code, stderr } = await token(['--role', 'attestation:issue'], env);
    expect([code, stderr]).toEqual([2, expect.stringContaining('TOKENS_FROM_ISSUER')]);
  });
});
