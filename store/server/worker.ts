import { parentPort, workerData } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import { Engine } from '../engine/engine.ts';
import { SocketServer } from './server.ts';

/** What the thread is started with. */
export interface WorkerData {
  readonly dataDir: string;
  /** Where to listen; short enough for a unix socket. */
  readonly socketPath: string;
}

/** What the thread says once it serves, or why it does not. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly code: StoreError['code']; readonly message: string };

const { dataDir, socketPath } = workerData as WorkerData;

const say = (message: WorkerMessage): void => {
  parentPort?.postMessage(message);
};

try {
  const server = new SocketServer(new Engine(dataDir));
  await server.listen(socketPath);
  parentPort?.once('message', () => {
    void server.close().then(() => {
      parentPort?.close();
    });
  });
  say({ kind: 'ready' });
} catch (error) {
  const code = error instanceof StoreError ? error.code : 'STORE_FAILED';
  const reason = error instanceof Error ? error.message : String(error);
  const message = error instanceof StoreError ? reason : `The store did not start: ${reason}`;
  say({ kind: 'failed', code, message });
}
