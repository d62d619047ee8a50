import { setTimeout as delay } from 'node:timers/promises';
import { loadStock } from '../executor/stock.ts';
import type { Logger } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { explorer } from '../routes/graphiql.ts';
import { collected } from '../routes/verify-page.ts';

/** Milliseconds between two loads: each holds the thread for up to half a second. */
const PAUSE_MS = 1_000;

/** Modules needed while a hub runs but not for it to be ready: pages, and the engines' fallbacks. */
const LATER: readonly (() => Promise<unknown>)[] = [
  explorer,
  collected,
  () => import('../executor/compiled/planning/apollo-planner.ts'),
  loadStock,
];

/**
 * Loads what is loaded late, once the hub is ready: packages that are installed while it runs, perhaps of
 * other versions, are then none of its concern. Never rejects.
 */
export async function preload(
  log: Pick<Logger, 'info' | 'warn'>,
  metrics: Pick<Metrics, 'forgetBlocks'>,
): Promise<void> {
  for (const load of LATER) {
    await delay(PAUSE_MS, undefined, { ref: false });
    try {
      await load();
    } catch (error) {
      log.warn({ err: error }, 'what may be needed later cannot be loaded');
      return;
    }
    metrics.forgetBlocks();
  }
  log.info('what may be needed later is loaded');
}
