import { TransparencyLog } from '../../subgraphs/attestations/log/log.ts';
import { logModels } from '../../subgraphs/attestations/log/model.ts';
import { PublishedBundles, draftBundle } from '../../subgraphs/attestations/trust/index.ts';
import type { BundleDraft } from '../../subgraphs/attestations/trust/index.ts';
import { openHubKeys, withHubStore } from './hub-store.ts';

/** The next bundle of the hub in DATA_DIR, not yet signed. */
export function draftOfHub(): Promise<BundleDraft> {
  return withHubStore(async ({ mongoose }, config) => {
    const { hubId, publicUrl, homeTerritory } = config;
    const now = (): Date => new Date();
    const keys = openHubKeys(config);
    const log = new TransparencyLog({ models: logModels(mongoose), keys, publicUrl, now });
    const verifiers = await log.verifierKeys();
    return draftBundle({
      hub: { id: hubId, url: publicUrl, territory: homeTerritory },
      keys,
      log: { origin: log.origin, key: verifiers.log, witnesses: [verifiers.witness] },
      partners: [],
      last: await new PublishedBundles(mongoose, now).lastSeq(),
    });
  });
}
