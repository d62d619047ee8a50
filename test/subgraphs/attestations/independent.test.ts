import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, isPresent, tampered } from '../../../scripts/interop/run.ts';
import type { KeySet } from '../../../scripts/interop/run.ts';
import { VERIFIERS } from '../../../scripts/interop/verifiers.ts';
import { keySetDocument, openKeys } from '../../../subgraphs/attestations/keys/index.ts';
import { credentialOf } from '../../../subgraphs/attestations/issuance/payload/credential.ts';
import { HUB_ID, PUBLIC_URL, newFolder, statement, tokenOf } from './support.ts';

/** Those that are everywhere or small; `npm run test:interop` asks all of them. */
const ASKED = /^npm |^jose \(latchset\)$|^python3-jwcrypto$/;
const asked = VERIFIERS.filter(({ name }) => ASKED.test(name));

const folder = mkdtempSync(join(tmpdir(), 'symbolon-independent-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('an attestation before verifiers that are not ours', () => {
  let token: string;
  let keys: KeySet;

  beforeAll(async () => {
    // Some of them look at their own clock and cannot be told another.
    const now = new Date();
    const ring = openKeys({ dataDir: newFolder(), hubId: HUB_ID, now: () => now });
    const issuedAt = Math.floor(now.getTime() / 1000);
    const times = { issuedAt, expiresAt: issuedAt + 86_400, status: { list: 7, index: 412 } };
    const claims = credentialOf(statement(times), { hubId: HUB_ID, publicUrl: PUBLIC_URL });
    token = await tokenOf(ring.signer('attestation'), claims);
    keys = JSON.parse(JSON.stringify(keySetDocument(ring, now))) as KeySet;
  });

  it.each(asked)('$name verifies it and refuses a tampered one', async (verifier) => {
    if (!(await isPresent(verifier))) {
      process.stderr.write(`skipped: ${verifier.name} is not installed here\n`);
      return;
    }
    const { 'another payload': changed = '' } = tampered(token);
    const result = await ask(verifier, folder, token, keys, { changed });
    expect(result).toEqual({ name: verifier.name, verified: true, taken: [] });
  });

  it('is held against five npm libraries, the jose command and jwcrypto', () => {
    expect(asked).toHaveLength(7);
  });
});
