import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { openFacts } from '../subgraphs/kit/facts/facts-store.ts';
import type { FactsStore } from '../subgraphs/kit/facts/facts-store.ts';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import { openStore } from './open-store.ts';

/** What a worker sends once every check of its readiness holds. */
export const WORKER_READY = 'ready';
/** Milliseconds before a worker that died is replaced, so that one that cannot start does not spin. */
const REPLACE_AFTER_MS = 500;

/** Several gateway processes on one listening socket and one store. */
export interface Workers {
  /** Replaces the workers one by one, each only after its successor is ready. */
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

  const begin = async (): Promise<void> => {
    const worker = cluster.fork();
    workers.add(worker);
    worker.once('exit', (code) => {
      if (!workers.delete(worker) || stopping) return;
      log.error({ worker: worker.id, code }, 'worker died');
      void delay(REPLACE_AFTER_MS).then(() => (stopping ? undefined : begin()));
    });
    const ready = new Promise<void>((resolve) => {
      worker.on('message', (message) => {
        if (message === WORKER_READY) resolve();
      });
    });
    await Promise.race([ready, once(worker, 'exit')]);
  };
  const end = async (worker: Worker): Promise<void> => {
    workers.delete(worker);
    const gone = once(worker, 'exit');
    worker.process.kill('SIGTERM');
    await gone;
  };

  await Promise.all(Array.from({ length: config.workers }, begin));
  if (workers.size === 0) {
    await store.close();
    throw new Error('No worker could be started; its own message says why.');
  }
  return {
    async restart() {
      for (const worker of [...workers]) {
        await begin();
        await end(worker);
      }
    },
    async stop() {
      stopping = true;
      await Promise.all([...workers].map(end));
      await store.close();
    },
  };
}
