import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import { addChangeInstants } from '../../schema/knowledge.ts';

/** Derived indexes and earlier records take about as much memory again as the facts themselves. */
const TIMES_THE_FACTS = 2;

/** A fact as known at an instant; without one, as now believed. */
export type Dated<T> = T & { readonly asKnownAt?: string | undefined };

/** Marks a fact with the knowledge in which what it names is to be looked up. */
export const withKnownAt = <T extends object>(fact: T, at: string | null | undefined): Dated<T> =>
  at === null || at === undefined ? fact : { ...fact, asKnownAt: at };

/**
 * Something worked out from facts as known at an instant: once for each stretch of knowledge in
 * which the same of them is known.
 */
export class KnownAt<T extends object> {
  readonly #facts: readonly (readonly object[])[];
  readonly #make: (at: string | undefined) => T;
  readonly #made = boundedCache<T>('past knowledge', { sizeOf: () => this.#bytes() });
  /** Kept whatever its size: who asks about one day in the past asks again. */
  #newest: { readonly version: number; readonly made: T } | undefined;
  #factBytes: number | undefined;
  #now: T | undefined;
  #changeInstants: readonly string[] | undefined;

  constructor(facts: readonly (readonly object[])[], make: (at: string | undefined) => T) {
    this.#facts = facts;
    this.#make = make;
  }

  /** @param instant at full length; undefined: with everything now recorded */
  at(instant: string | null | undefined): T {
    if (instant === null || instant === undefined) return (this.#now ??= this.#make(undefined));
    this.#changeInstants ??= this.#instants();
    const version = countUpTo(this.#changeInstants, instant);
    if (this.#newest?.version === version) return this.#newest.made;
    const made = this.#made.get(String(version)) ?? this.#make(instant);
    this.#made.set(String(version), made);
    this.#newest = { version, made };
    return made;
  }

  #instants(): readonly string[] {
    const instants = new Set<string>();
    addChangeInstants(this.#facts, instants);
    return [...instants].sort();
  }

  #bytes(): number {
    return TIMES_THE_FACTS * (this.#factBytes ??= memoryOf(this.#facts));
  }
}

/** How many of the texts, ascending, are at or before this one. */
function countUpTo(sorted: readonly string[], last: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}
