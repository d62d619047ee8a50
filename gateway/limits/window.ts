import { createHash } from 'node:crypto';
import type { Quota } from '../config/limit-settings.ts';

/** How a key stands in the current window. */
export interface QuotaState {
  readonly used: number;
  readonly remaining: number;
  /** Whole seconds until the window ends. */
  readonly seconds: number;
  readonly isOver: boolean;
}

/** Keys counted at once, at about 250 bytes each; the first counted are then forgotten. */
const MAX_KEYS = 200_000;

/** Characters of a key that is kept as it is. */
const MAX_KEY_CHARACTERS = 128;

/** A key that takes little memory, however long the name in it is: callers choose names. */
export const shortKey = (key: string): string =>
  key.length <= MAX_KEY_CHARACTERS ? key : createHash('sha256').update(key).digest('base64url');

/**
 * Counts by key in fixed windows of the wall clock, which all processes of a machine share. A fixed
 * window lets through at most twice the quota across its border.
 */
export class WindowCounter {
  readonly quota: Quota;
  readonly #now: () => number;
  #window = -1;
  #used = new Map<string, number>();

  /** @param now milliseconds of the wall clock */
  constructor(quota: Quota, now: () => number = Date.now) {
    this.quota = quota;
    this.#now = now;
  }

  /** Counts points of a key; zero only looks. */
  add(name: string, points: number): QuotaState {
    const key = shortKey(name);
    const { points: limit, perSeconds } = this.quota;
    const at = this.#now() / 1000 / perSeconds;
    const window = Math.floor(at);
    if (window !== this.#window) {
      this.#window = window;
      this.#used = new Map();
    }
    const used = (this.#used.get(key) ?? 0) + points;
    if (points > 0) {
      this.#used.set(key, used);
      if (this.#used.size > MAX_KEYS) this.#used.delete(this.#used.keys().next().value ?? '');
    }
    return {
      used,
      remaining: Math.max(0, limit - used),
      seconds: Math.ceil((window + 1 - at) * perSeconds),
      isOver: used > limit,
    };
  }
}
