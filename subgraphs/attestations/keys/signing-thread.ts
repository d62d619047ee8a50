import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { compiledModule } from '../../../lib/installation.ts';
import type { SignatureAlgorithm } from './signing-key.ts';
import type { SigningTexts } from './bulk.ts';
import type { SigningJob, SigningResult } from './signing-worker.ts';

interface Waiting {
  readonly done: (result: SigningResult) => void;
  readonly failed: (error: Error) => void;
}

/** A thread, and who waits for it. */
interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/**
 * A thread that signs in bulk while this one goes on. It begins with the first job, does one after the other,
 * and keeps no process alive; should it die, what it had to do fails, and the next job begins another.
 */
export class SigningThread {
  #thread: Thread | undefined;
  #jobs = 0;

  /** Signs tokens, in order; null when a signature, looked at by sample, did not verify. */
  async sign(
    alg: SignatureAlgorithm,
    key: KeyObject,
    { bytes, ends }: SigningTexts,
  ): Promise<Uint8Array | null> {
    const { worker, waiting } = (this.#thread ??= this.#start());
    const number = ++this.#jobs;
    const job: SigningJob = { number, alg, key, texts: { bytes, ends } };
    const { signatures } = await new Promise<SigningResult>((done, failed) => {
      waiting.set(number, { done, failed });
      worker.ref();
      worker.postMessage(job);
    });
    return signatures ?? null;
  }

  #start(): Thread {
    const worker = new Worker(compiledModule(import.meta.url, './signing-worker.js'), {
      execArgv: [],
    });
    const waiting = new Map<number, Waiting>();
    const thread = { worker, waiting };
    const end = (error?: Error): void => {
      if (this.#thread === thread) this.#thread = undefined;
      for (const { failed } of waiting.values())
        failed(new Error('The thread that signs has ended.', { cause: error }));
      waiting.clear();
    };
    worker.on('message', (result: SigningResult) => {
      waiting.get(result.number)?.done(result);
      waiting.delete(result.number);
      if (waiting.size === 0) worker.unref();
    });
    worker.once('error', end);
    worker.once('exit', () => {
      end();
    });
    return thread;
  }
}
