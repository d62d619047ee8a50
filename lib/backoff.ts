import { faultCode } from './errors/code-of.ts';

/** Told how work goes that is done again and again. */
export interface JobListener {
  /** It has begun to fail, or to fail for another reason; not told again while it does. */
  readonly failing: (error: unknown) => void;
  /** It succeeds again, after so many failures. */
  readonly recovered: (failures: number) => void;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Keeps recurring work from being tried too often while it fails: after each failure in a row it pauses
 * twice as long, from a second to half a minute.
 */
export class Backoff {
  readonly #told: JobListener;
  readonly #clock: () => number;
  #failures = 0;
  #until = -Infinity;
  #code: string | undefined;

  /** @param clock milliseconds that only go forward */
  constructor(told: JobListener, clock: () => number = () => performance.now()) {
    this.#told = told;
    this.#clock = clock;
  }

  /** True while it is not to be tried. */
  get isPausing(): boolean {
    return this.#clock() < this.#until;
  }

  /** Something shows that it may succeed now: the next attempt need not wait. */
  hurry(): void {
    this.#until = -Infinity;
  }

  /** Does the work; never throws. */
  async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#until =
        this.#clock() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
      this.#failures++;
      const code = faultCode(error);
      if (code !== this.#code) this.#told.failing(error);
      this.#code = code;
      return;
    }
    if (this.#failures > 0) this.#told.recovered(this.#failures);
    this.#failures = 0;
    this.#code = undefined;
  }
}
