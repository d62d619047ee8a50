import { setTimeout as delay } from 'node:timers/promises';
import { connect, StoreError } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';

/** Milliseconds between tries to reach a MongoDB that is not up yet. */
const RECONNECT_MS = 2_000;

/**
 * Opens the store. MongoDB may come up after the hub; the embedded store is there or it is broken.
 *
 * @param metrics where its commands are timed; absent: they are not
 */
export async function openStore(
  config: Pick<Config, 'mongodbUri' | 'dataDir'>,
  log: Logger,
  metrics?: Pick<Metrics, 'store'>,
): Promise<Store> {
  const onCommand =
    metrics &&
    ((command: string, seconds: number): void => {
      metrics.store.observe(seconds, command);
    });
  for (;;) {
    try {
      return await connect({ uri: config.mongodbUri, dataDir: config.dataDir, onCommand });
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'STORE_UNREACHABLE') throw error;
      log.error({ code: error.code }, error.message);
      await delay(RECONNECT_MS);
    }
  }
}
