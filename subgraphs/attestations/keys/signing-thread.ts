import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { compiledModule } from '../../../store/index.ts';
import type { SignatureAlgorithm } from './signing-key.ts';
import type { Payloads } from './bulk.ts';
import type { SigningJob, SigningResult } from './signing-worker.ts';

interface Waiting {
  readonly done: (result: SigningResult) => void;
  readonly failed: (error: Error) => void;
}

/**
 * A thread that signs in bulk while this one goes on. It begins with the first job, does one after the other,
 * and keeps no process alive; should it die, what it had to do fails, and the next job begins another.
 */
export class SigningThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #jobs = 0;

  /** Signs tokens, in order; null when a signature, looked at by sample, did not verify. */
  async sign(
    alg: SignatureAlgorithm,
    key: KeyObject,
    { header, bytes, ends }: Payloads,
  ): Promise<Uint8Array | null> {
    const number = ++this.#jobs;
    const job: SigningJob = { number, alg, key, payloads: { header, bytes, ends } };
    const { signatures } = await new Promise<SigningResult>((done, failed) => {
      this.#waiting.set(number, { done, failed });
      const worker = (this.#worker ??= this.#start());
      worker.ref();
      worker.postMessage(job);
    });
    return signatures ?? null;
  }

  #start(): Worker {
    const module = compiledModule(import.meta.url, './signing-worker.js');
    const worker = new Worker(module, { execArgv: [] });
    const end = (error?: Error): void => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { failed } of this.#waiting.values())
        failed(new Error('The thread that signs has ended.', { cause: error }));
      this.#waiting.clear();
    };
    worker.on('message', (result: SigningResult) => {
      this.#waiting.get(result.number)?.done(result);
      this.#waiting.delete(result.number);
      if (this.#waiting.size === 0) worker.unref();
    });
    worker.once('error', end);
    worker.once('exit', () => {
      end();
    });
    return worker;
  }
}
