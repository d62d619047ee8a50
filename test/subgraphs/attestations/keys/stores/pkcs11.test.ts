import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  keySetDocument,
  openKeyStore,
  openKeys,
} from '../../../../../subgraphs/attestations/keys/index.ts';
import type { KeyRing } from '../../../../../subgraphs/attestations/keys/index.ts';
import { verifyAttestation } from '../../../../../subgraphs/attestations/verification/index.ts';
import { missing } from '../../../../../scripts/bin/tools.mjs';
import { GOOD_STATUS, HUB_ID, NOW, goodToken, keySetOf, newFolder } from '../../support.ts';

/** Path of SoftHSM's library; set by whoever runs the tests, with the binding made findable. */
const MODULE = process.env['TEST_PKCS11_MODULE'];
const PIN = '739120';
const TOKEN = 'symbolon test';

const canRun = MODULE !== undefined && missing('token').length === 0;
const withToken = canRun ? describe : describe.skip;

describe('a token without its native binding or library', () => {
  it('is refused with what to do', () => {
    const pinFile = join(newFolder(), 'pin');
    writeFileSync(pinFile, PIN, { mode: 0o600 });
    const open = (): unknown =>
      openKeyStore({ kind: 'pkcs11', module: '/nonexistent.so', token: TOKEN, pinFile });
    const code = MODULE === undefined ? 'PKCS11_NOT_INSTALLED' : 'PKCS11_MODULE_UNUSABLE';
    expect(open).toThrow(expect.objectContaining({ code }));
  });
});

withToken('keys in a PKCS#11 token (SoftHSM)', () => {
  const folder = newFolder();
  const pinFile = join(folder, 'pin');
  // Not before the tests run: the body of a group is read even where the group is skipped.
  beforeAll(() => {
    process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
    writeFileSync(process.env['SOFTHSM2_CONF'], `directories.tokendir = ${folder}\n`);
    writeFileSync(pinFile, `${PIN}\n`, { mode: 0o600 });
    execFileSync('softhsm2-util', [
      ...['--init-token', '--free', '--label', TOKEN, '--pin', PIN, '--so-pin', '11223344'],
    ]);
  });
  const config = { kind: 'pkcs11', module: MODULE ?? '', token: TOKEN, pinFile } as const;
  const ringOf = (dataDir: string): KeyRing =>
    openKeys({ dataDir, hubId: HUB_ID, now: () => NOW, store: openKeyStore(config) });

  it('sign attestations that verify like any other, many at once', async () => {
    const dataDir = newFolder();
    const keys = ringOf(dataDir);
    const signer = keys.signer('attestation');
    const tokens = await Promise.all(Array.from({ length: 40 }, () => goodToken(signer)));
    const pinned = await keySetOf(keys);
    for (const token of tokens)
      expect(
        (await verifyAttestation(token, { keys: pinned, now: NOW, enquiries: [GOOD_STATUS] }))
          .verdict,
      ).toBe('valid');
    const file = readFileSync(join(dataDir, 'keys', 'attestation-0001.json'), 'utf8');
    expect(JSON.parse(file)).toMatchObject({ store: 'pkcs11' });
    expect(file + JSON.stringify(keySetDocument(keys, NOW))).not.toContain('"d"');
  });

  it('are found again after a restart, and rotate within the token', async () => {
    const dataDir = newFolder();
    const { kid } = ringOf(dataDir).signer('attestation');
    const keys = ringOf(dataDir);
    expect(keys.signer('attestation').kid).toBe(kid);
    const { key } = keys.rotate('attestation', { immediately: true });
    const token = await goodToken(keys.signer('attestation'));
    expect(key.kid).not.toBe(kid);
    const { verdict } = await verifyAttestation(token, {
      keys: await keySetOf(keys),
      now: NOW,
      enquiries: [GOOD_STATUS],
    });
    expect(verdict).toBe('valid');
  });

  it('cannot be taken out of the token', () => {
    const listed = execFileSync('pkcs11-tool', [
      ...['--module', config.module, '--token-label', TOKEN, '--login', '--pin', PIN],
      ...['--list-objects', '--type', 'privkey'],
    ]).toString();
    expect(listed).toContain('symbolon attestation');
    expect(listed.match(/Private Key Object; EC/g)?.length).toBe(
      listed.match(/never extractable/g)?.length,
    );
  });

  it.each([
    ['another token', { token: 'absent' }, 'PKCS11_TOKEN_NOT_FOUND'],
    ['a missing PIN file', { pinFile: '/nonexistent' }, 'PKCS11_LOGIN_REFUSED'],
  ])('say so of %s', (_, change, code) => {
    expect(() => openKeyStore({ ...config, ...change })).toThrow(expect.objectContaining({ code }));
  });

  it('take no PIN that others can read, and show none', () => {
    const exposed = join(folder, 'exposed');
    writeFileSync(exposed, PIN);
    chmodSync(exposed, 0o644);
    const open = (): unknown => openKeyStore({ ...config, pinFile: exposed });
    expect(open).toThrow(expect.objectContaining({ code: 'PKCS11_LOGIN_REFUSED' }));
    expect(open).not.toThrow(PIN);
  });
});
