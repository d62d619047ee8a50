import { Backoff } from './backoff.ts';
import type { JobListener } from './backoff.ts';

export interface PeriodicJobOptions {
  readonly periodMs: number;
  /** Told of each failure; the job goes on with the next period. */
  readonly onFault?: (error: unknown) => void;
  /** Told when rounds begin to fail and when they succeed again; while they fail the job slows down. */
  readonly listener?: JobListener;
}

/**
 * Work that is done once in each period, and between periods when somebody wakes it; never twice at the same
 * time. It keeps no process alive, and a failure never ends it.
 */
export class PeriodicJob {
  readonly #work: () => void | Promise<void>;
  readonly #onFault: (error: unknown) => void;
  readonly #backoff: Backoff | undefined;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = false;

  constructor(
    work: () => void | Promise<void>,
    { periodMs, onFault = () => undefined, listener }: PeriodicJobOptions,
  ) {
    this.#work = work;
    this.#onFault = onFault;
    this.#backoff = listener && new Backoff(listener);
    this.#timer = setInterval(() => {
      this.#start();
    }, periodMs);
    this.#timer.unref();
  }

  /** Something shows that there is work now: it is done at once, or again after the round under way. */
  wake(): void {
    this.#backoff?.hurry();
    this.#isWanted = true;
    this.#start();
  }

  /** Ends the job, after the round under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  #start(): void {
    if (this.#isStopped || this.#backoff?.isPausing) return;
    this.#running ??= this.#rounds().finally(() => {
      this.#running = undefined;
    });
  }

  async #rounds(): Promise<void> {
    do {
      this.#isWanted = false;
      await this.#round();
    } while (this.#goesOn());
  }

  #goesOn(): boolean {
    return this.#isWanted && !this.#isStopped && !this.#backoff?.isPausing;
  }

  async #round(): Promise<void> {
    const work = async (): Promise<void> => this.#work();
    if (this.#backoff) return this.#backoff.attempt(work);
    try {
      await work();
    } catch (error) {
      this.#onFault(error);
    }
  }
}
