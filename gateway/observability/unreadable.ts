import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { UNREADABLE, type Unreadable } from '../../store/mongoose/unreadable.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Milliseconds between two lines of the log about the same kinds: an outage meets every request. */
const LOG_EVERY_MS = 10_000;

/**
 * Logs and counts reads of facts that failed, and says so to whoever keeps answers. Returns how to
 * stop.
 */
export function watchUnreadable(
  log: Logger,
  metrics: Pick<Metrics, 'unreadable'>,
  onFailure: () => void,
): () => void {
  const logged = new Map<string, number>();
  const told = (message: unknown): void => {
    const { kinds, error } = message as Unreadable;
    onFailure();
    for (const kind of kinds) metrics.unreadable.inc({ kind });
    const key = kinds.join();
    const now = performance.now();
    if (now - (logged.get(key) ?? -Infinity) < LOG_EVERY_MS) return;
    logged.set(key, now);
    log.error({ kinds, err: error }, 'facts cannot be read');
  };
  subscribe(UNREADABLE, told);
  return () => {
    unsubscribe(UNREADABLE, told);
  };
}
