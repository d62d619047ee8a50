import type { KeyRing } from '../../../../subgraphs/attestations/keys/index.ts';
import { verifierKeyOf } from '../../../../subgraphs/attestations/verification/index.ts';
import {
  draftBundle,
  makeRoot,
  signBundle,
} from '../../../../subgraphs/attestations/trust/index.ts';
import type { BundleDraft, RootKey } from '../../../../subgraphs/attestations/trust/index.ts';
import { HUB_ID, NOW, PUBLIC_URL } from '../support.ts';

export const HUB = { id: HUB_ID, url: PUBLIC_URL, territory: 'CN' };
export const MONTH_S = 30 * 86_400;

export async function draftOf(
  keys: KeyRing,
  changes: Partial<BundleDraft> = {},
): Promise<BundleDraft> {
  const origin = 'hub.example.org/log';
  const x = (purpose: 'log' | 'witness'): Buffer =>
    Buffer.from(String(keys.find(keys.signer(purpose).kid)?.jwk.x), 'base64url');
  const log = {
    origin,
    key: await verifierKeyOf(origin, 'ed25519', x('log')),
    witnesses: [await verifierKeyOf('hub.example.org/witness', 'cosignature/v1', x('witness'))],
  };
  return { ...draftBundle({ hub: HUB, keys, log, partners: [], last: 0 }), ...changes };
}

export const newRoot = (): RootKey => makeRoot(HUB_ID, NOW);

export const bundleOf = (
  draft: BundleDraft,
  root: RootKey,
  { now = NOW, seconds = MONTH_S }: { now?: Date; seconds?: number } = {},
): Promise<string> => signBundle(draft, root.secret, { now, seconds });
