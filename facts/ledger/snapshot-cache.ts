import type { LRUCache } from 'lru-cache';
import type { SnapshotSource } from './commit-watermark.ts';

/** Keeps what was found under a key, unless something has been committed since the finding began. */
export type CacheSetter<V> = (key: string, value: V) => void;

/**
 * A cache of what was found in the facts: it holds for one horizon, and is empty as soon as something
 * is committed.
 */
export class SnapshotCache<V extends object> {
  readonly #horizon: SnapshotSource;
  readonly #kept: LRUCache<string, V>;
  #at: number;

  /** @param kept where it is kept, with its bounds; used by nothing else */
  constructor(horizon: SnapshotSource, kept: LRUCache<string, V>) {
    this.#horizon = horizon;
    this.#kept = kept;
    this.#at = horizon.current();
  }

  /** The result at the present horizon, if it is still kept. */
  get(key: string): V | undefined {
    this.#follow();
    return this.#kept.get(key);
  }

  /** To be called before finding begins, so that nothing is kept that a commit has overtaken. */
  keeper(): CacheSetter<V> {
    const at = this.#follow();
    return (key, value) => {
      if (this.#follow() === at) this.#kept.set(key, value);
    };
  }

  #follow(): number {
    const at = this.#horizon.current();
    if (at !== this.#at) this.#kept.clear();
    return (this.#at = at);
  }
}
