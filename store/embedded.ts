import { connect as connectSocket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { compiledModule } from './compiled.ts';
import { StoreError } from './errors.ts';
import type { WorkerData, WorkerMessage } from './engine/worker.ts';

/** How long to wait for another process that is starting or ending (milliseconds). */
const PATIENCE = 10_000;
const PAUSE = 50;

/** An engine that serves a data directory: in a thread of this process or in another process. */
export interface Served {
  readonly own: boolean;
  close(): Promise<void>;
}

/**
 * Starts the engine of a data directory, or finds the process that already serves it.
 * @throws StoreError
 */
export async function serveOrJoin(dataDir: string, socketPath: string): Promise<Served> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await start({ dataDir, socketPath });
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'STORE_LOCKED') throw error;
      if (await answers(socketPath)) return { own: false, close: async () => Promise.resolve() };
      if (performance.now() > until) throw error;
    }
    await delay(PAUSE);
  }
}

async function start(workerData: WorkerData): Promise<Served> {
  const worker = new Worker(compiledModule('engine/worker.js'), { workerData });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', (error) => {
      reject(new StoreError('STORE_FAILED', `The store's thread did not start: ${error.message}`));
    });
    worker.once('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') resolve();
      else reject(new StoreError(message.code, message.message));
    });
  }).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  return {
    own: true,
    close: async () => {
      worker.postMessage('close');
      await ended;
    },
  };
}

/** Whether somebody listens on a socket. */
async function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
