import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { fixtureUrl } from '../../../fixtures.ts';
import { register } from '../../../../scripts/commands/trust/verify.ts';
import { keySetDocument } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  AUDIENCE,
  NOW,
  goodToken,
  listToken,
  newKeys,
} from '../../../subgraphs/attestations/support.ts';
import { runCommand } from '../command.ts';
import type { Outcome } from '../command.ts';

const folder = mkdtempSync(join(tmpdir(), 'symbolon-verify-'));
const file = (name: string): string => join(folder, name);
const AT = NOW.toISOString();
let requests = 0;
const canary = createServer((_request, response) => {
  requests++;
  response.end('{}');
});
let token: string;

beforeAll(async () => {
  const keys = newKeys();
  token = await goodToken(keys.signer('attestation'));
  writeFileSync(file('good.jws'), token);
  writeFileSync(file('changed.jws'), `${token.slice(0, 900)}A${token.slice(901)}`);
  writeFileSync(file('line-end.jws'), `${token}\n`);
  writeFileSync(file('jwks.json'), JSON.stringify(keySetDocument(keys, NOW)));
  writeFileSync(file('list.jwt'), await listToken(keys.signer('status')));
  writeFileSync(file('long.jws'), token.repeat(100_000));
  writeFileSync(file('stranger.json'), JSON.stringify(keySetDocument(newKeys(), NOW)));
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  canary.close();
  rmSync(folder, { recursive: true });
});

const verify = (name: string, ...options: string[]): Promise<Outcome> =>
  runCommand(
    register,
    ...['verify', file(name), '--jwks', file('jwks.json'), '--status', file('list.jwt')],
    ...['--at', AT, ...options],
  );

describe('symbolon verify', () => {
  it('prints each check and ends with 0 for a valid attestation', async () => {
    const { code, stdout } = await verify('good.jws', '--audience', AUDIENCE, '--offline');
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^PASS +format /),
      expect.stringMatching(/^PASS +header /),
      expect.stringMatching(/^PASS +signature /),
      expect.stringMatching(/^PASS +key /),
      expect.stringMatching(/^PASS +issuer /),
      expect.stringMatching(/^PASS +audience /),
      expect.stringMatching(/^PASS +time /),
      expect.stringMatching(/^PASS +lifetime /),
      expect.stringMatching(/^PASS +content /),
      expect.stringMatching(/^PASS +status /),
      expect.stringMatching(/^NOT CHECKED +log /),
      'valid',
    ]);
  });

  it('gives one JSON document with --json', async () => {
    const { stdout } = await verify('good.jws', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'valid',
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'signature', outcome: 'PASS' }),
      ]),
      claims: { aud: [AUDIENCE] },
    });
  });

  it.each([
    ['a changed byte', 'changed.jws', []],
    ['a line end too many', 'line-end.jws', []],
    ['more than any attestation is', 'long.jws', []],
    ['another audience', 'good.jws', ['--audience', 'did:web:other']],
    ['a day after the end', 'good.jws', ['--at', '2026-12-01T00:00:00Z']],
    ['an hour before issue', 'good.jws', ['--at', '2026-11-23T07:00:00Z']],
  ])('ends with 1 for %s', async (_, name, options) => {
    const { code, stdout } = await verify(name, ...options);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL/);
    expect(stdout.trimEnd().endsWith('invalid')).toBe(true);
  });

  it('ends with 1 for thousands of arrays in a header, and says why', async () => {
    const deep = fileURLToPath(fixtureUrl('found/E06-deep-header.jws'));
    const { code, stdout } = await runCommand(
      register,
      ...['verify', deep, '--jwks', file('jwks.json')],
    );
    expect([code, stdout]).toEqual([1, expect.stringMatching(/NOT_COMPACT_JWS[^]*invalid\n$/)]);
  });

  it('claims nothing of what it was not asked', async () => {
    const { code, stdout } = await verify('good.jws');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^NOT CHECKED +audience /m);
    expect(stdout).toMatch(/^NOT CHECKED +log /m);
    const alone = await runCommand(
      register,
      ...['verify', file('good.jws'), '--jwks', file('jwks.json'), '--at', AT],
    );
    expect([alone.code, alone.stdout]).toEqual([3, expect.stringMatching(/^UNKNOWN +status /m)]);
  });

  it('ends with 1 when the keys named are of somebody else', async () => {
    const { code, stdout } = await runCommand(
      register,
      'verify',
      file('good.jws'),
      '--jwks',
      file('stranger.json'),
      '--at',
      AT,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('UNKNOWN_KEY');
  });

  it.each([
    ['no keys', ['verify', file('good.jws')]],
    ['a missing file', ['verify', file('none'), '--jwks', file('jwks.json')]],
    ['keys that are none', ['verify', file('good.jws'), '--jwks', file('good.jws')]],
    [
      'a time that is none',
      ['verify', file('good.jws'), '--jwks', file('jwks.json'), '--at', 'noon'],
    ],
    [
      'an address offline',
      ['verify', file('good.jws'), '--jwks', 'http://127.0.0.1/', '--offline'],
    ],
  ])('ends with 2 for %s', async (_, args) => {
    expect((await runCommand(register, ...args)).code).toBe(2);
  });

  it('ends with 3 when the address of the keys does not answer', async () => {
    const { code, stderr } = await runCommand(
      register,
      'verify',
      file('good.jws'),
      '--jwks',
      'http://127.0.0.1:1/jwks.json',
    );
    expect(code).toBe(3);
    expect(stderr).toMatch(/^UNAVAILABLE: /);
  });

  it('takes the keys from an address that the caller names', async () => {
    const { port } = canary.address() as AddressInfo;
    const { code } = await runCommand(
      register,
      'verify',
      file('good.jws'),
      '--jwks',
      `http://127.0.0.1:${port}/`,
    );
    expect([code, requests]).toEqual([2, 1]); // what it answers is no key set
  });
});
