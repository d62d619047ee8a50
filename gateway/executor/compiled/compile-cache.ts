import type { LRUCache } from 'lru-cache';
import { boundedCache, COMPILED_BYTES_A_CHARACTER } from '../../../lib/cache-budget.ts';
import type { CacheName } from '../../../lib/cache-budget.ts';

/**
 * What is compiled once and kept. Callers that ask for the same thing while it is being made share
 * one making; a failure is not kept.
 */
export class CompileCache<Compiled extends object> {
  readonly #kept: LRUCache<string, Compiled>;
  readonly #making = new Map<string, Promise<Compiled>>();

  constructor(name: CacheName) {
    this.#kept = boundedCache(name, {
      sizeOf: (_, text) => COMPILED_BYTES_A_CHARACTER * text.length,
    });
  }

  /** Synchronous when it is there, so that a request with a known operation waits for nothing. */
  get(key: string, make: () => Promise<Compiled>): Compiled | Promise<Compiled> {
    return this.#kept.get(key) ?? this.#making.get(key) ?? this.#make(key, make);
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  async #make(key: string, make: () => Promise<Compiled>): Promise<Compiled> {
    const making = make();
    this.#making.set(key, making);
    try {
      const made = await making;
      this.#kept.set(key, made);
      return made;
    } finally {
      this.#making.delete(key);
    }
  }
}
