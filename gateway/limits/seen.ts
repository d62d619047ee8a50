import { shortKey } from './window.ts';

/** Questions remembered at once, at about 200 bytes each; the oldest are then forgotten and count again. */
const MAX_SEEN = 50_000;

/** Remembers what was asked within the present window, so that the same question counts once. */
export class RecentQuestions {
  readonly #seconds: number;
  readonly #now: () => number;
  #window = -1;
  #seen = new Set<string>();

  /** @param now milliseconds of the wall clock */
  constructor(seconds: number, now: () => number = Date.now) {
    this.#seconds = seconds;
    this.#now = now;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#seen.size;
  }

  /** Which of these were not asked yet, each once; they are remembered from now on. */
  fresh(caller: string, asked: readonly string[]): readonly string[] {
    const window = Math.floor(this.#now() / 1000 / this.#seconds);
    if (window !== this.#window) {
      this.#window = window;
      this.#seen = new Set();
    }
    return asked.filter((one) => {
      const key = shortKey(`${caller} ${one}`);
      if (this.#seen.has(key)) return false;
      this.#seen.add(key);
      if (this.#seen.size > MAX_SEEN) this.#seen.delete(this.#seen.values().next().value ?? '');
      return true;
    });
  }
}
