import { randomBytes } from 'node:crypto';
import { ConfigError, readConfig } from '../../../gateway/config/config.ts';
import type { Config } from '../../../gateway/config/config.ts';
import { connect } from '../../../store/index.ts';
import type { Store } from '../../../store/index.ts';
import { openFacts } from '../../../facts/ledger/facts-store.ts';
import type { FactsStore } from '../../../facts/ledger/facts-store.ts';
import { CommandError, EXIT } from '../terminal.ts';

/** The data of a hub, opened beside it or while it does not run. */
export interface OpenData {
  readonly config: Config;
  readonly store: Store;
  readonly facts: FactsStore;
  readonly now: () => Date;
  readonly random: (size: number) => Uint8Array;
}

/** The configuration, or a message that says what is wrong with it. */
export function configOf(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandError('CONFIG_INVALID', [error.message, ...error.faults].join('\n  '));
  }
}

/** Opens the data of DATA_DIR, or of MONGODB_URI, for the time of `use`. */
export async function withData<T>(use: (data: OpenData) => Promise<T>): Promise<T> {
  const config = configOf();
  const { dataDir, mongodbUri: uri } = config;
  const store = await connect({ dataDir, uri }).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error);
    throw new CommandError('STORE_UNAVAILABLE', cause, EXIT.unavailable);
  });
  try {
    const now = (): Date => new Date();
    const facts = await openFacts(store.mongoose, { now });
    try {
      const random = (size: number): Uint8Array => randomBytes(size);
      return await use({ config, store, facts, now, random });
    } finally {
      facts.close();
    }
  } finally {
    await store.close();
  }
}
