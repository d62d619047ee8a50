import { randomBytes } from 'node:crypto';
import { TransparencyLog } from '../../../subgraphs/attestations/log/log.ts';
import { logModels } from '../../../subgraphs/attestations/log/model.ts';
import { openWitnesses } from '../../../subgraphs/attestations/log/witnesses.ts';
import { Registry, partnerModels } from '../../../subgraphs/attestations/partners/index.ts';
import { PublishedBundles, draftBundle } from '../../../subgraphs/attestations/trust/index.ts';
import type { BundleDraft } from '../../../subgraphs/attestations/trust/index.ts';
import { openHubKeys, withHubStore } from '../hub-store.ts';

/** The next bundle of the hub in DATA_DIR, not yet signed. */
export function draftOfHub(): Promise<BundleDraft> {
  return withHubStore(async ({ mongoose }, config) => {
    const { hubId, publicUrl, homeTerritory } = config;
    const now = (): Date => new Date();
    const keys = openHubKeys(config);
    const log = new TransparencyLog({ models: logModels(mongoose), keys, publicUrl, now });
    const verifiers = await log.verifierKeys();
    const named = await openWitnesses(config.dataDir)();
    const witnesses = [verifiers.witness, ...named.map(({ vkey }) => vkey)];
    const models = partnerModels(mongoose);
    const random = (size: number): Uint8Array => randomBytes(size);
    const partners = await new Registry({ models, keys, hubId, now, random }).active();
    return draftBundle({
      hub: { id: hubId, url: publicUrl, territory: homeTerritory },
      keys,
      log: { origin: log.origin, key: verifiers.log, witnesses },
      partners: [...partners.values()].map(({ id, url, scope, keys: theirs, log: theirLog }) => ({
        id,
        url,
        ...scope,
        keys: theirs,
        ...(theirLog === undefined ? {} : { log: theirLog }),
      })),
      last: await new PublishedBundles(mongoose, now).lastSeq(),
    });
  });
}
