import { among } from '../../store/mongoose/operators.ts';
import type { Certificate, FactsDocument } from '../../schema/generated/facts.ts';
import type { FactsStore } from './facts-store.ts';
import { visibleIn, type Snapshot } from './commit-watermark.ts';
import {
  SMALL_KINDS,
  type Fact,
  type FactKind,
  type FactOf,
  type SmallKind,
} from '../kinds/kinds.ts';
import type { FactModel, StoredFact } from '../kinds/stored.ts';

/** The small facts as they stand at a horizon: a facts document without certificates. */
export interface SmallFacts {
  readonly horizon: number;
  readonly facts: FactsDocument;
}

/** Reads the visible facts. All kinds of one answer are read at the same horizon. */
export class FactsReader {
  readonly #store: FactsStore;
  readonly #kinds = new Map<SmallKind, readonly Fact[]>();
  readonly #stale = new Set<SmallKind>(SMALL_KINDS);
  readonly #stop: () => void;
  #small: SmallFacts | null = null;
  #loading: Promise<SmallFacts> | null = null;

  constructor(store: FactsStore) {
    this.#store = store;
    this.#stop = store.horizon.onChange((entries) => {
      for (const { counts } of entries)
        for (const kind of Object.keys(counts) as FactKind[])
          if (kind !== 'certificates') this.#stale.add(kind);
    });
  }

  /** Everything but certificates, as one document for the decision. Only changed kinds are read. */
  async small(): Promise<SmallFacts> {
    const { horizon } = this.#store.horizon.snapshot();
    if (this.#small?.horizon === horizon) return this.#small;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #load(): Promise<SmallFacts> {
    const snapshot = this.#store.horizon.snapshot();
    const stale = [...this.#stale];
    this.#stale.clear();
    try {
      const loaded = await Promise.all(stale.map((kind) => this.#visible(kind, {}, snapshot)));
      for (const [index, kind] of stale.entries()) this.#kinds.set(kind, loaded[index] ?? []);
    } catch (error) {
      for (const kind of stale) this.#stale.add(kind);
      throw error;
    }
    const facts = Object.fromEntries(this.#kinds) as FactsDocument;
    this.#small = { horizon: snapshot.horizon, facts };
    return this.#small;
  }

  /** Certificates by number, in one read; a number without any is absent. */
  async certificates(numbers: readonly string[]): Promise<Map<string, readonly Certificate[]>> {
    const found = await this.byKey('certificates', numbers);
    return found;
  }

  /** Records of an identified kind by identifier, in one read; an identifier without any is absent. */
  async byKey<K extends FactKind>(
    kind: K,
    keys: readonly string[],
  ): Promise<Map<string, readonly FactOf<K>[]>> {
    const rows = await this.#rows(
      kind,
      { key: among([...new Set(keys)]) },
      this.#store.horizon.snapshot(),
    );
    const found = new Map<string, FactOf<K>[]>();
    for (const { key, fact } of rows) found.set(key, [...(found.get(key) ?? []), fact]);
    return found;
  }

  /** All visible records of a kind that is small. */
  all<K extends SmallKind>(kind: K): Promise<readonly FactOf<K>[]> {
    return this.#visible(kind, {}, this.#store.horizon.snapshot()) as Promise<readonly FactOf<K>[]>;
  }

  async #visible(kind: FactKind, filter: object, snapshot: Snapshot): Promise<readonly Fact[]> {
    return (await this.#rows(kind, filter, snapshot)).map(({ fact }) => fact);
  }

  #rows(kind: FactKind, filter: object, snapshot: Snapshot): Promise<StoredFact[]> {
    const model = this.#store.models[kind] as unknown as FactModel;
    return model
      .find({ ...filter, ...visibleIn(snapshot) })
      .sort({ batch: 1, row: 1 })
      .lean<StoredFact[]>();
  }

  close(): void {
    this.#stop();
  }
}
