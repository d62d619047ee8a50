import { beforeAll, describe, expect, it } from '@jest/globals';
import { openKeys } from '../../../../subgraphs/attestations/keys/index.ts';
import { signCompact, signingInput } from '../../../../subgraphs/attestations/keys/sign.ts';
import {
  TRUST_BUNDLE_HEADER,
  verifyTrustBundle,
} from '../../../../subgraphs/attestations/trust/index.ts';
import type {
  BundleOptions,
  VerifiedBundle,
  RootKey,
} from '../../../../subgraphs/attestations/trust/index.ts';
import {
  readKeySet,
  verifyAttestation,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type { KeySet } from '../../../../subgraphs/attestations/verification/index.ts';
import { GOOD_STATUS, HUB_ID, NOW, SECONDS, goodToken, newFolder, newKeys } from '../support.ts';
import { MONTH_S, bundleOf, draftOf, newRoot } from './support.ts';

const keys = newKeys();
const root = newRoot();
let roots: KeySet;
let bundle: string;

const rootsOf = ({ public: jwk }: RootKey): Promise<KeySet> => readKeySet({ keys: [jwk] });
const open = (token: string, options: Partial<BundleOptions> = {}): Promise<VerifiedBundle> =>
  verifyTrustBundle(token, { roots, now: NOW, ...options });

beforeAll(async () => {
  roots = await rootsOf(root);
  bundle = await bundleOf(await draftOf(keys), root);
});

describe('a trust bundle', () => {
  it('names every key of the hub, its log and its witnesses', async () => {
    const opened = await open(bundle);
    expect(opened).toMatchObject({
      outcome: 'TRUSTED',
      bundle: { issuer: HUB_ID, seq: 1, hub: { url: 'https://hub.example.org' } },
    });
    if (opened.outcome === 'REFUSED') return;
    const { keys: named, hub } = opened.bundle;
    expect([...named.keys()].sort()).toEqual(
      (['attestation', 'status'] as const).map((purpose) => keys.signer(purpose).kid).sort(),
    );
    expect(hub.log?.witnesses).toHaveLength(1);
    const { verdict } = await verifyAttestation(await goodToken(keys.signer('attestation')), {
      keys: named,
      now: NOW,
      enquiries: [GOOD_STATUS],
    });
    expect(verdict).toBe('valid');
  });

  it('is believed by nobody whose root it is not', async () => {
    const other = await rootsOf(newRoot());
    expect(await open(bundle, { roots: other })).toMatchObject({ code: 'BUNDLE_WRONG_ROOT' });
  });

  it('is refused after a change of any byte tried', async () => {
    for (let index = 0; index < bundle.length; index += 37) {
      const other = bundle[index] === 'A' ? 'B' : 'A';
      const changed = `${bundle.slice(0, index)}${other}${bundle.slice(index + 1)}`;
      expect((await open(changed)).outcome).toBe('REFUSED');
    }
  });

  it('is refused when a newer one has been seen', async () => {
    expect(await open(bundle, { seen: 1 })).toMatchObject({ outcome: 'TRUSTED' });
    expect(await open(bundle, { seen: 2 })).toMatchObject({ code: 'BUNDLE_ROLLED_BACK' });
  });

  it.each([
    ['a minute before its end', MONTH_S - 60, 'TRUSTED'],
    ['after its end', MONTH_S + 61, 'EXPIRED'],
    ['two minutes before it was signed', -120, 'REFUSED'],
  ])('%s it is %s', async (_, seconds, outcome) => {
    const now = new Date((SECONDS + seconds) * 1000);
    expect((await open(bundle, { now })).outcome).toBe(outcome);
  });

  it('is not known to be in its time without a clock', async () => {
    expect((await open(bundle, { now: null })).outcome).toBe('EXPIRED');
  });

  it.each([
    ['no number', { seq: undefined }],
    ['a number that is a text', { seq: '2' }],
    ['another hub', { hub: { id: 'did:web:other', url: 'https://other', territory: 'CN' } }],
    ['keys of somebody else', { keys: [{ kid: 'did:web:other#x' }] }],
    ['a territory that is none', { hub: { id: HUB_ID, url: 'https://x', territory: 'china' } }],
    [
      'a partner without keys',
      { partners: [{ id: 'did:web:p', url: 'https://p', territory: 'NZ' }] },
    ],
  ])('is not made with %s', async (_, changes) => {
    const draft = await draftOf(keys, changes as never);
    await expect(bundleOf(draft, root)).rejects.toMatchObject({ code: 'DRAFT_MALFORMED' });
  });

  it('is not made by the root of another hub', async () => {
    const draft = await draftOf(keys, { iss: 'did:web:other.example' });
    await expect(bundleOf(draft, root)).rejects.toMatchObject({ code: 'ROOT_OF_OTHER_HUB' });
  });

  it('is not made by a key that signs attestations', async () => {
    const signer = keys.signer('attestation');
    const token = await signCompact(
      signer,
      signingInput(signer, TRUST_BUNDLE_HEADER, {
        ...(await draftOf(keys)),
        iat: SECONDS,
        exp: SECONDS + 60,
      }),
    );
    const set = await readKeySet({ keys: [{ ...keys.find(signer.kid)?.jwk, kid: signer.kid }] });
    expect(await open(token, { roots: set })).toMatchObject({ code: 'BUNDLE_WRONG_ROOT' });
  });

  it('is no attestation', async () => {
    expect((await verifyAttestation(bundle, { keys: roots, now: NOW })).verdict).toBe('invalid');
  });

  it('carries the revocation of a key', async () => {
    const ring = openKeys({ dataDir: newFolder(), hubId: HUB_ID, now: () => NOW });
    const signer = ring.signer('attestation');
    const token = await goodToken(signer);
    ring.revoke(signer.kid, 'copied');
    const opened = await open(await bundleOf(await draftOf(ring), root));
    if (opened.outcome === 'REFUSED') throw new Error(opened.message);
    const { verdict, checks } = await verifyAttestation(token, {
      keys: opened.bundle.keys,
      now: NOW,
    });
    expect(verdict).toBe('invalid');
    expect(checks.find(({ name }) => name === 'key')).toMatchObject({ outcome: 'FAIL' });
  });
});
