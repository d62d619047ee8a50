import { Problem } from '../../lib/errors/problem.ts';
import type { Caller } from './caller.ts';
import type { PlaceLimits } from '../config/limit-settings.ts';

/** Whoever is refused is told to come back after this; the longest a place is held by who does nothing. */
const RETRY_S = 30;

/**
 * Places for what goes on for long, such as an open stream. One caller takes a few and leaves the others
 * theirs; strangers together leave some to callers with a token.
 */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #taken = new Map<string, number>();
  #strangers = 0;
  #all = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  /**
   * Takes a place; the function returned gives it back, once.
   * @param what what there are too many of, as in "Too many manifests"
   */
  take({ key, isKnown }: Caller, what: string): () => void {
    const { total, perCaller } = this.#limits;
    const own = this.#taken.get(key) ?? 0;
    if (own >= perCaller)
      throw refusal('RATE_LIMITED', `You have ${own} ${what} open, as many as one caller may.`);
    const forStrangers = Math.max(1, Math.floor((total * 3) / 4));
    if (this.#all >= total || (!isKnown && this.#strangers >= forStrangers))
      throw refusal('UNAVAILABLE', `Others have too many ${what} open.`);
    this.#count(key, isKnown, 1);
    let held = true;
    return () => {
      if (held) this.#count(key, isKnown, -1);
      held = false;
    };
  }

  #count(key: string, isKnown: boolean, change: 1 | -1): void {
    this.#all += change;
    if (!isKnown) this.#strangers += change;
    const own = (this.#taken.get(key) ?? 0) + change;
    if (own === 0) this.#taken.delete(key);
    else this.#taken.set(key, own);
  }
}

const refusal = (code: 'RATE_LIMITED' | 'UNAVAILABLE', detail: string): Problem =>
  new Problem(code, detail, { headers: { 'retry-after': String(RETRY_S) } });
