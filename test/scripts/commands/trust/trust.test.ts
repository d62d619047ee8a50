import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register as registerKeys } from '../../../../scripts/commands/keys/keys.ts';
import { register as registerTrust } from '../../../../scripts/commands/trust/trust.ts';
import { runCommand } from '../command.ts';
import type { Outcome } from '../command.ts';

const folder = mkdtempSync(join(tmpdir(), 'symbolon-trust-'));
const offline = mkdtempSync(join(tmpdir(), 'symbolon-offline-'));
const file = (name: string): string => join(offline, name);
const keys = (...args: string[]): Promise<Outcome> => runCommand(registerKeys, 'keys', ...args);
const trust = (...args: string[]): Promise<Outcome> => runCommand(registerTrust, 'trust', ...args);
const before = { ...process.env };

beforeAll(() => {
  Object.assign(process.env, { DATA_DIR: folder, PUBLIC_URL: 'https://hub.example.org' });
});
afterAll(() => {
  process.env = before;
  for (const path of [folder, offline]) rmSync(path, { recursive: true });
});

describe('the ceremony of the root', () => {
  it('makes the root where the operator says, readable by nobody else', async () => {
    const { code, stdout } = await keys('init-root', '--out', file('root.jwk'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^did:web:hub\.example\.org#/);
    expect(statSync(file('root.jwk')).mode & 0o777).toBe(0o600);
    expect(readFileSync(file('root.jwk.pub'), 'utf8')).not.toContain('"d"');
  });

  it('never makes it in the data of the hub, and never over another', async () => {
    const inside = await keys('init-root', '--out', join(folder, 'root.jwk'));
    expect([inside.code, inside.stderr]).toEqual([2, expect.stringMatching(/^ROOT_IN_DATA_DIR: /)]);
    const again = await keys('init-root', '--out', file('root.jwk'));
    expect([again.code, again.stderr]).toEqual([2, expect.stringMatching(/^FILE_EXISTS: /)]);
  });

  it('takes a draft to the root, signs it there, and publishes what comes back', async () => {
    expect((await trust('draft', '-o', file('draft.json'))).code).toBe(0);
    const signed = await keys(
      ...['sign-bundle', '--root', file('root.jwk'), '--draft', file('draft.json')],
      ...['-o', file('bundle.jws')],
    );
    expect(signed.code).toBe(0);
    const unknown = await trust('publish', file('bundle.jws'));
    expect(unknown.stderr).toMatch(/^ROOT_UNKNOWN: /);
    const published = await trust('publish', file('bundle.jws'), '--root', file('root.jwk.pub'));
    expect(published.stdout).toMatch(/^Bundle 1 is served/);
    const again = await trust('publish', file('bundle.jws'));
    expect([again.code, again.stderr]).toEqual([2, expect.stringMatching(/^BUNDLE_NOT_NEWER: /)]);
  });

  it('counts on, and knows its root from now on', async () => {
    await keys('sign-bundle', '--root', file('root.jwk'), '-o', file('second.jws'));
    expect((await trust('publish', file('second.jws'))).stdout).toMatch(/^Bundle 2 is served/);
  });

  it('shows a bundle to one who has the root', async () => {
    const { code, stdout } = await trust(
      'show',
      file('second.jws'),
      '--root',
      file('root.jwk.pub'),
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^TRUSTED: bundle 2 of did:web:hub\.example\.org, until /);
    expect(stdout).toMatch(/attestation +in use +#/);
  });

  it('refuses a bundle when a later one has been seen', async () => {
    const shown = (seen: string): Promise<Outcome> =>
      trust('show', file('second.jws'), '--root', file('root.jwk.pub'), '--seen', seen);
    expect((await shown('2')).code).toBe(0);
    const { code, stdout } = await shown('3');
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^BUNDLE_ROLLED_BACK: /)]);
  });

  it('refuses a root that others can read, and a bundle of another root', async () => {
    await keys('init-root', '--out', file('other.jwk'));
    const { code, stdout } = await trust(
      'show',
      file('second.jws'),
      '--root',
      file('other.jwk.pub'),
    );
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^BUNDLE_WRONG_ROOT: /)]);
    chmodSync(file('other.jwk'), 0o644);
    const exposed = await keys('sign-bundle', '--root', file('other.jwk'));
    expect(exposed.stderr).toMatch(/^ROOT_EXPOSED: /);
  });
});
