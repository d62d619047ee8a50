import { readConfig } from '../../gateway/config/config.ts';
import type { Config } from '../../gateway/config/config.ts';
import { connect } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { openKeys } from '../../subgraphs/attestations/index.ts';
import { KeyStoreError, openKeyStore } from '../../subgraphs/attestations/keys/index.ts';
import type { KeyRing } from '../../subgraphs/attestations/keys/index.ts';
import { KeyFileError } from '../../lib/key-file.ts';
import { CommandError, EXIT } from './terminal.ts';

/** The keys of the hub in DATA_DIR, as the environment configures them. */
export function openHubKeys(config: Config): KeyRing {
  const { dataDir, hubId, keyStore } = config;
  try {
    const store = openKeyStore(keyStore);
    const keys = openKeys({ dataDir, hubId, now: () => new Date(), store });
    keys.signer('attestation');
    return keys;
  } catch (error) {
    if (!(error instanceof KeyStoreError || error instanceof KeyFileError)) throw error;
    throw new CommandError(error.code, error.message, EXIT.unavailable);
  }
}

/** Opens the store of the hub, running or not, for as long as `use` takes. */
export async function withHubStore<T>(
  use: (store: Store, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig();
  const { dataDir, mongodbUri: uri } = config;
  const store = await connect({ dataDir, uri }).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error);
    throw new CommandError('STORE_UNAVAILABLE', cause, EXIT.unavailable);
  });
  try {
    return await use(store, config);
  } finally {
    await store.close();
  }
}
