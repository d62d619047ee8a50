/** Mulberry32: a small generator with a 32-bit seed, the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A JSON object under construction; the schema check in worlds.test.ts says whether it is a fact. */
export type Draft = Record<string, unknown>;

/** Every random choice of a world comes from one of these, so a seed names a world. */
export class Dice {
  readonly #next: () => number;
  #favourites: ReadonlySet<string> | null = null;
  readonly #seasoning = new Map<string, number>();

  constructor(seed: number) {
    this.#next = mulberry32(seed);
  }

  chance(p: number): boolean {
    return this.#next() < p;
  }

  /** An integer in [0, n). */
  below(n: number): number {
    return Math.floor(this.#next() * n);
  }

  /** An integer in [low, high]. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('nothing to pick from');
    return list[this.below(list.length)] as T;
  }

  /** Up to `most` different items, possibly none. */
  some<T>(list: readonly T[], most: number): T[] {
    const count = this.below(most + 1);
    const chosen = new Set<T>();
    for (let i = 0; i < count; i += 1) chosen.add(this.pick(list));
    return [...chosen];
  }

  /** `count` results of make. */
  times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }

  shuffle<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, key: this.#next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }

  /** Each property with probability p. */
  given(p: number, properties: Record<string, () => unknown>): Draft {
    const draft: Draft = {};
    for (const [key, make] of Object.entries(properties)) if (this.chance(p)) draft[key] = make();
    return draft;
  }

  /**
   * How often this world uses a feature: drawn once per world, so that some worlds are full of
   * designations, say, and others have none.
   */
  taste(feature: string): number {
    const known = this.#seasoning.get(feature);
    if (known !== undefined) return known;
    const drawn = this.#draw(feature);
    this.#seasoning.set(feature, drawn);
    return drawn;
  }

  /** From now on these features are likely and the others rare. */
  favour(features: readonly string[]): void {
    this.#favourites = new Set(features);
  }

  #draw(feature: string): number {
    if (this.#favourites === null) return this.pick([0, 0, 0, 0.05, 0.15, 0.5]);
    return this.#favourites.has(feature) ? this.pick([0.4, 0.9]) : this.pick([0, 0, 0, 0.05]);
  }

  /** Yes with the probability of the world's taste for the feature. */
  likes(feature: string): boolean {
    return this.chance(this.taste(feature));
  }

  /** Something unfriendly to recognition happens. */
  odd(): boolean {
    const known = this.#seasoning.get('odd') ?? this.pick([0, 0.01, 0.02, 0.04, 0.08, 0.2]);
    this.#seasoning.set('odd', known);
    return this.chance(known);
  }
}
