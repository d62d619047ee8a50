import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openFacts } from '../../facts/ledger/facts-store.ts';
import type { FactsStore } from '../../facts/ledger/facts-store.ts';
import type { Config } from '../config/config.ts';
import { isCounts } from '../limits/share.ts';
import type { CountsMessage } from '../limits/share.ts';
import type { Logger } from '../observability/log.ts';
import { openStore } from './open-store.ts';

/** Message of a worker once every check of its readiness holds. */
export const WORKER_READY = 'ready';
/** Milliseconds before a worker that died is replaced, so that one that cannot start does not spin. */
const REPLACE_AFTER_MS = 500;

/** Several gateway processes on one listening socket and one store. */
export interface Workers {
  /**
   * Replaces the workers one by one, each only after its successor is ready. When a successor does
   * not become ready, the rest stay as they are.
   */
  restart(): Promise<void>;
  /** Stops every worker without losing an answer, then the store. */
  stop(): Promise<void>;
}

/**
 * Starts `config.workers` copies of this process and resolves when all are ready. This process
 * serves no requests: it holds the embedded store, which outlives any worker, and loads the seed
 * before a worker can be asked.
 */
export async function startWorkers(options: {
  readonly config: Config;
  readonly log: Logger;
  readonly now?: () => Date;
  readonly seed: (facts: FactsStore) => Promise<void>;
}): Promise<Workers> {
  const { config, log, now = () => new Date() } = options;
  const store = await openStore(config, log);
  if (config.seed === 'demo') {
    const facts = await openFacts(store.mongoose, { now });
    await options.seed(facts);
    facts.close();
  }
  const workers = new Set<Worker>();
  let stopping = false;

  /** Starts a worker; answers whether it became ready. One that was, and dies, is replaced. */
  /** Counts of one worker are passed to the others: limits are for the hub, not for a worker. */
  const pass = (message: CountsMessage, from: Worker): void => {
    for (const worker of workers) if (worker !== from && worker.isConnected()) worker.send(message);
  };
  const begin = async (): Promise<boolean> => {
    const worker = cluster.fork();
    // A message to a worker that has just died; its exit says so.
    worker.on('error', () => undefined);
    const ready = new Promise<boolean>((resolve) => {
      worker.on('message', (message) => {
        if (isCounts(message)) pass(message, worker);
        if (message !== WORKER_READY) return;
        workers.add(worker);
        resolve(true);
      });
    });
    const gone = once(worker, 'exit').then(([code]) => {
      if (stopping || retired.has(worker)) return false;
      log.error({ worker: worker.id, code }, 'worker died');
      if (workers.delete(worker)) void replace();
      return false;
    });
    return Promise.race([ready, gone]);
  };
  const replace = async (): Promise<void> => {
    do await delay(REPLACE_AFTER_MS);
    while (!stopping && !(await begin()));
  };
  const retired = new WeakSet<Worker>();
  const end = async (worker: Worker): Promise<void> => {
    workers.delete(worker);
    retired.add(worker);
    const gone = once(worker, 'exit');
    worker.process.kill('SIGTERM');
    await gone;
  };
  const restart = async (): Promise<void> => {
    for (const worker of [...workers]) {
      if (stopping) return;
      if (!(await begin())) {
        log.error('a new worker did not become ready; the old ones stay');
        return;
      }
      if (workers.has(worker)) await end(worker);
    }
    log.info({ workers: workers.size }, 'workers replaced');
  };

  const begun = await Promise.all(Array.from({ length: config.workers }, begin));
  if (workers.size === 0) {
    await store.close();
    throw new Error('No worker could be started; its own message says why.');
  }
  for (const isReady of begun) if (!isReady) void replace();
  let restarting: Promise<void> = Promise.resolve();
  return {
    restart: () => (restarting = restarting.then(restart)),
    async stop() {
      stopping = true;
      await Promise.all([...workers].map(end));
      await store.close();
    },
  };
}
