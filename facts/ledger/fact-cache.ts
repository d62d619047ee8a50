import { condition } from '../../store/mongoose/condition.ts';
import { readWithin, storeWithin } from '../../lib/deadline.ts';
import type { Snapshot, SnapshotSource } from './commit-watermark.ts';
import { visibleIn } from './commit-watermark.ts';
import type { FactOf, SmallKind } from '../kinds/kinds.ts';
import type { FactModel, StoredFact } from '../kinds/stored.ts';
import { asUnreadable } from '../../store/mongoose/unreadable.ts';

/** Reading all facts of some kinds may take this long, milliseconds; later, they are unavailable. */
const READ_DEADLINE_MS = 10_000;

/** The facts of some kinds as they stand at one horizon. Immutable. */
export interface CachedFacts<K extends SmallKind> {
  readonly facts: { readonly [Kind in K]: readonly FactOf<Kind>[] };
  /** Kinds that could not be read: their lists are empty, which means nothing. */
  readonly unavailable: readonly K[];
}

type Versions = Map<string, StoredFact>;

/** One kind in memory: its current versions, and the snapshot they are of. */
interface CachedKind {
  readonly versions: Versions;
  readonly snapshot: Snapshot;
  readonly list: readonly StoredFact['fact'][];
}

/** The cached facts and the watermark that they belong to. */
interface Current<K extends SmallKind> {
  readonly at: number;
  readonly held: CachedFacts<K>;
  readonly lists: ReadonlyMap<K, CachedKind['list']>;
}

/**
 * Kinds of fact few enough to be held in memory. Read whole once; after each commit only what the
 * commit added or ended is read.
 */
export class FactCache<K extends SmallKind> {
  readonly #models: { readonly [Kind in K]: FactModel<Kind> };
  readonly #kinds: readonly K[];
  readonly #horizon: SnapshotSource;
  readonly #shelves = new Map<K, CachedKind>();
  #held: Current<K> | null = null;
  #reading: { readonly at: number; readonly held: Promise<CachedFacts<K>> } | null = null;

  constructor(models: { readonly [Kind in K]: FactModel<Kind> }, horizon: SnapshotSource) {
    this.#models = models;
    this.#kinds = Object.keys(models) as K[];
    this.#horizon = horizon;
  }

  /** The facts at the present horizon; at once when they are already held. */
  read(): CachedFacts<K> | Promise<CachedFacts<K>> {
    const at = this.#horizon.current();
    if (this.#held?.at === at) return this.#held.held;
    if (this.#reading?.at === at) return this.#reading.held;
    const held = this.#read(at).finally(() => {
      if (this.#reading?.at === at) this.#reading = null;
    });
    this.#reading = { at, held };
    return held;
  }

  async #read(at: number): Promise<CachedFacts<K>> {
    const snapshot = this.#horizon.snapshot();
    const unavailable: K[] = [];
    const shelves = await Promise.all(
      this.#kinds.map(async (kind) => {
        try {
          return [kind, await storeWithin(this.#shelf(kind, snapshot), READ_DEADLINE_MS)] as const;
        } catch (error) {
          asUnreadable([kind], error);
          unavailable.push(kind);
          return [kind, null] as const;
        }
      }),
    );
    const previous = this.#held;
    const lists = new Map(shelves.map(([kind, repository]) => [kind, repository?.list ?? []]));
    const facts: object = Object.fromEntries(lists);
    const held = { facts: facts as CachedFacts<K>['facts'], unavailable };
    if (unavailable.length > 0) return held;
    // Facts of other kinds were committed: what is derived from these lists stays good.
    const same =
      previous && this.#kinds.every((kind) => previous.lists.get(kind) === lists.get(kind));
    const kept = same ? previous.held : held;
    if ((this.#held?.at ?? -1) < at) this.#held = { at, held: kept, lists };
    return kept;
  }

  async #shelf(kind: K, snapshot: Snapshot): Promise<CachedKind> {
    const repository = this.#shelves.get(kind);
    const fresh = repository
      ? await this.#advance(kind, repository, snapshot)
      : await this.#load(kind, snapshot);
    const known = this.#shelves.get(kind);
    if (!known || known.snapshot.horizon < snapshot.horizon) this.#shelves.set(kind, fresh);
    return fresh;
  }

  async #load(kind: K, snapshot: Snapshot): Promise<CachedKind> {
    const found = await this.#find(kind, visibleIn(snapshot));
    return shelve(new Map(found.map((version) => [version._id, version])), snapshot);
  }

  async #advance(kind: K, repository: CachedKind, snapshot: Snapshot): Promise<CachedKind> {
    const since = condition({ $gt: repository.snapshot.horizon, $lte: snapshot.horizon });
    const changed = await this.#find(kind, { $or: [{ batch: since }, { end: since }] });
    if (changed.length === 0) return { ...repository, snapshot };
    const { horizon, voided } = snapshot;
    const happened = (batch: number): boolean => batch <= horizon && !voided.includes(batch);
    const versions = new Map(repository.versions);
    for (const version of changed) {
      const stands = version.end === null || !happened(version.end);
      if (stands && happened(version.batch)) versions.set(version._id, version);
      else versions.delete(version._id);
    }
    return shelve(versions, snapshot);
  }

  #find(kind: K, filter: object): Promise<StoredFact[]> {
    const model = this.#models[kind] as unknown as FactModel;
    return readWithin(
      model.find(filter).sort({ batch: 1, row: 1 }).lean<StoredFact[]>(),
      READ_DEADLINE_MS,
    );
  }
}

const shelve = (versions: Versions, snapshot: Snapshot): CachedKind => ({
  versions,
  snapshot,
  list: [...versions.values()].map(({ fact }) => fact),
});

/** Something computed from held facts once, for as long as the same facts are held. */
export function derived<K extends SmallKind, T>(
  make: (held: CachedFacts<K>) => T,
): (held: CachedFacts<K>) => T {
  const made = new WeakMap<CachedFacts<K>, T>();
  return (held) => {
    const known = made.get(held);
    if (known !== undefined) return known;
    const fresh = make(held);
    made.set(held, fresh);
    return fresh;
  };
}
