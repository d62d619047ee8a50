import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from '../../../../scripts/commands/trust/verify.ts';
import {
  historicalKeySet,
  keySetDocument,
  openKeys,
} from '../../../../subgraphs/attestations/keys/index.ts';
import type { KeyRing } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  NOW,
  claimsOf,
  listToken,
  newFolder,
  newKeys,
} from '../../../subgraphs/attestations/support.ts';
import { goodToken, tokenOf } from '../../../subgraphs/attestations/support.ts';
import { bundleOf, draftOf, newRoot } from '../../../subgraphs/attestations/trust/support.ts';
import { changed } from '../../../subgraphs/attestations/verification/disagreements.ts';
import { runCommand } from '../command.ts';

const PARTNER = 'did:web:hub.example.nz';
const folder = mkdtempSync(join(tmpdir(), 'symbolon-bundle-'));
const file = (name: string): string => join(folder, name);
const root = newRoot();
let ring: KeyRing;
let partner: KeyRing;
let bundle: string;

beforeAll(async () => {
  ring = newKeys();
  partner = openKeys({ dataDir: newFolder(), hubId: PARTNER, now: () => NOW });
  const { keys } = keySetDocument(partner, NOW);
  const scope = { territory: 'NZ', schemes: ['CCC'] };
  const party = { id: PARTNER, url: 'https://hub.example.nz', ...scope, keys };
  bundle = await bundleOf(await draftOf(ring, { partners: [party] }), root);
  writeFileSync(file('root.jwk'), JSON.stringify(root.public));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Verifies with what was saved: the bundle, and the keys and lists as they stood then. */
async function verify(token: string, lists: readonly string[]) {
  const type = 'symbolon-trust-export';
  const jwks = historicalKeySet(ring);
  const saved = { type, version: 1, trustBundle: bundle, jwks, statusLists: lists, proofs: {} };
  writeFileSync(file('trust.json'), JSON.stringify(saved));
  writeFileSync(file('att.jws'), token);
  return runCommand(
    register,
    ...['verify', file('att.jws'), '--bundle', file('trust.json'), '--root', file('root.jwk')],
    ...['--at', NOW.toISOString()],
  );
}

describe('symbolon verify --bundle --root', () => {
  it('holds a partner to its scope by what it says, wherever it says it', async () => {
    const signer = partner.signer('attestation');
    const text = JSON.stringify(claimsOf()).replaceAll('hub.example.org', 'hub.example.nz');
    const honest = JSON.parse(text) as Record<string, unknown>;
    const uri = 'https://hub.example.nz/status/7';
    const list = await listToken(partner.signer('status'), { iss: PARTNER, sub: uri });
    const good = await verify(await tokenOf(signer, honest), [list]);
    expect([good.code, good.stdout]).toEqual([0, expect.stringMatching(/^PASS +scope /m)]);
    for (const [path, value] of [
      ['mra.certificate.scheme', 'CC-2014'],
      ['mra.certificate.issuerTerritory', 'FR'],
      ['mra.certificate.issuer', 'ANSSI'],
      ['credentialSubject.referenceScheme.name', 'NZ_EEE'],
    ] as const) {
      const { code, stdout } = await verify(await tokenOf(signer, changed(honest, path, value)), [
        list,
      ]);
      expect([code, stdout]).toEqual([1, expect.stringMatching(/CLAIMS_DISAGREE/)]);
    }
    const silent = changed(changed(honest, 'status', undefined), 'credentialStatus', undefined);
    expect((await verify(await tokenOf(signer, silent), [list])).code).toBe(1);
  });

  it('does not believe a key that the root knew as good and that was revoked since', async () => {
    const signer = ring.signer('attestation');
    const [token, list] = [await goodToken(signer), await listToken(ring.signer('status'))];
    expect((await verify(token, [list])).code).toBe(0);
    ring.revoke(signer.kid, 'copied', NOW);
    const { code, stdout } = await verify(token, [list]);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/REVOKED_KEY/)]);
  });
});
