import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { compiledModule } from '../lib/installation.ts';
import { StoreError } from './errors.ts';
import type { WorkerData, WorkerMessage } from './server/worker.ts';

const PAUSE = 50;
/** Between attempts to get a lost engine back (milliseconds). */
const RETRY = 500;

/** An engine that serves: in a thread of this process, or in another process. */
interface Serving {
  /** Resolves when it serves no more, whatever the reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * The engine of a data directory, as one process sees it: it runs the engine when nobody else
 * does, and takes over when the process that ran it ends.
 */
export class EmbeddedEngine {
  private readonly data: WorkerData;
  private readonly patience: number;
  private serving: Serving;
  /** Ends when the engine has been got back after a loss, or need not be. */
  private recovery: Promise<void>;
  private closed = false;

  private constructor(data: WorkerData, patience: number, serving: Serving) {
    this.data = data;
    this.patience = patience;
    this.serving = serving;
    this.recovery = this.watch();
  }

  /**
   * @param patience how long to wait for another process that is starting or ending (milliseconds)
   * @throws StoreError when the data directory can neither be opened nor joined
   */
  static async open(data: WorkerData, patience: number): Promise<EmbeddedEngine> {
    return new EmbeddedEngine(data, patience, await serveOrJoin(data, patience));
  }

  /** Stops the engine if this process runs it, once what is acknowledged is on disk. */
  async close(): Promise<void> {
    this.closed = true;
    await this.serving.stop();
    await this.recovery;
  }

  private isClosed(): boolean {
    return this.closed;
  }

  private async watch(): Promise<void> {
    await this.serving.ended;
    await this.recover();
  }

  /** The driver keeps looking for the server meanwhile, so requests wait rather than fail. */
  private async recover(): Promise<void> {
    while (!this.isClosed()) {
      try {
        this.serving = await serveOrJoin(this.data, this.patience);
        if (this.isClosed()) await this.serving.stop();
        else this.recovery = this.watch();
        return;
      } catch {
        // Whatever keeps it from starting: requests fail by their deadlines, and readiness with them.
        await delay(RETRY, undefined, { ref: false });
      }
    }
  }
}

/** Starts the engine of a data directory, or joins the process that already serves it. */
async function serveOrJoin(data: WorkerData, patience: number): Promise<Serving> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      return await start(data);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'STORE_LOCKED') throw error;
      const joined = await join(data.socketPath);
      if (joined !== undefined) return joined;
      if (performance.now() > until) throw error;
    }
    await delay(PAUSE);
  }
}

async function start(workerData: WorkerData): Promise<Serving> {
  const worker = new Worker(compiledModule(import.meta.url, './server/worker.js'), {
    workerData,
    execArgv: [],
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    // Stays for the thread's whole life: its death is seen by `ended`, not thrown at the process.
    worker.on('error', (error) => {
      reject(new StoreError('STORE_FAILED', `The store's thread failed: ${error.message}`));
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
    ended,
    stop: async () => {
      worker.postMessage('close'); // of no effect on a thread that has ended
      await ended;
    },
  };
}

/** Connects to the process that listens on a socket; undefined when none does. */
async function join(path: string): Promise<Serving | undefined> {
  const socket = await new Promise<Socket | undefined>((resolve) => {
    const candidate = connectSocket(path);
    candidate.once('connect', () => {
      resolve(candidate);
    });
    candidate.once('error', () => {
      resolve(undefined);
    });
  });
  if (socket === undefined) return undefined;
  // Nothing is ever sent on it: that it closes tells that the other process has ended.
  socket.unref();
  socket.resume();
  socket.on('error', () => socket.destroy());
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  return {
    ended,
    stop: async () => {
      socket.destroy();
      await ended;
    },
  };
}
