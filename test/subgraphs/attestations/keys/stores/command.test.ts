import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  keySetDocument,
  openKeyStore,
  openKeys,
} from '../../../../../subgraphs/attestations/keys/index.ts';
import type { KeyRing } from '../../../../../subgraphs/attestations/keys/index.ts';
import { verifyAttestation } from '../../../../../subgraphs/attestations/verification/index.ts';
import {
  GOOD_STATUS,
  HUB_ID,
  NOW,
  goodToken,
  keySetOf,
  newFolder,
  newKeys,
} from '../../support.ts';

const SIGNER = fileURLToPath(new URL('../../../../fixtures/signers/signer.mjs', import.meta.url));

function ringOf(folder: string, dataDir = newFolder(), mood = 'good'): KeyRing {
  const command = [process.execPath, SIGNER, folder, mood];
  const store = openKeyStore({ kind: 'command', command });
  return openKeys({ dataDir, hubId: HUB_ID, now: () => NOW, store });
}

describe('keys behind a command', () => {
  it('sign attestations that verify like any other, and the secret never comes to the hub', async () => {
    const dataDir = newFolder();
    const keys = ringOf(newFolder(), dataDir);
    const tokens = await Promise.all([1, 2, 3].map(() => goodToken(keys.signer('attestation'))));
    for (const token of tokens) {
      const { verdict } = await verifyAttestation(token, {
        keys: await keySetOf(keys),
        now: NOW,
        enquiries: [GOOD_STATUS],
      });
      expect(verdict).toBe('valid');
    }
    const file = readFileSync(join(dataDir, 'keys', 'attestation-0001.json'), 'utf8');
    expect(JSON.parse(file)).toMatchObject({ store: 'command', handle: expect.any(String) });
    expect(file).not.toContain('"d"');
    expect(JSON.stringify(keySetDocument(keys, NOW))).not.toContain('handle');
  });

  it('are the same after a restart of the hub', () => {
    const [folder, dataDir] = [newFolder(), newFolder()];
    const { kid } = ringOf(folder, dataDir).signer('attestation');
    expect(ringOf(folder, dataDir).signer('attestation').kid).toBe(kid);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('leave the keys of the log in files', () => {
    const dataDir = newFolder();
    ringOf(newFolder(), dataDir).signer('log');
    const file = readFileSync(join(dataDir, 'keys', 'log-0001.json'), 'utf8');
    expect(JSON.parse(file)).toHaveProperty('privateJwk');
  });

  it('take over from keys in files with the next rotation', async () => {
    const dataDir = newFolder();
    const old = newKeys(undefined, dataDir).signer('attestation').kid;
    const keys = ringOf(newFolder(), dataDir);
    expect(keys.signer('attestation').kid).toBe(old);
    keys.rotate('attestation', { immediately: true });
    const { verdict } = await verifyAttestation(await goodToken(keys.signer('attestation')), {
      keys: await keySetOf(keys),
      now: NOW,
      enquiries: [GOOD_STATUS],
    });
    expect(verdict).toBe('valid');
  });

  it('need the store that made them', () => {
    const dataDir = newFolder();
    ringOf(newFolder(), dataDir).signer('attestation');
    expect(() => newKeys(undefined, dataDir).signer('attestation')).toThrow(
      expect.objectContaining({ code: 'KEY_STORE_NOT_CONFIGURED' }),
    );
  });

  it.each([
    ['a signature of nobody', 'wrong', 'SIGNATURE_NOT_VERIFIED'],
    ['a signature that is none', 'short', 'KEY_STORE_REFUSED'],
    ['a refusal', 'refuses', 'KEY_STORE_REFUSED'],
    ['a crash', 'dies', 'KEY_STORE_UNAVAILABLE'],
  ])('let nothing out after %s', async (_, mood, code) => {
    const keys = ringOf(newFolder(), newFolder(), mood);
    await expect(goodToken(keys.signer('attestation'))).rejects.toMatchObject({ code });
  });

  it('say so when the command cannot be run', () => {
    const store = openKeyStore({ kind: 'command', command: ['/nonexistent/signer'] });
    const keys = openKeys({ dataDir: newFolder(), hubId: HUB_ID, now: () => NOW, store });
    expect(() => keys.signer('attestation')).toThrow(
      expect.objectContaining({ code: 'KEY_STORE_UNAVAILABLE' }),
    );
  });
});
