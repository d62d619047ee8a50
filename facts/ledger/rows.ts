import { createHash } from 'node:crypto';
import { among, below } from '../../store/mongoose/operators.ts';
import type { Known } from './change.ts';
import type { FactsStore } from './facts-store.ts';
import { visibleIn, type Snapshot } from './commit-watermark.ts';
import { findable, lookupOf } from '../model/identity.ts';
import type { Fact, FactKind } from '../kinds/kinds.ts';
import { overtaken, type HeldLease } from './lease.ts';
import type { Change, FactModel, StoredFact } from '../kinds/stored.ts';

/** Outcome of a record of the batch. */
export interface Version {
  readonly change: Change;
  readonly fact: object;
  readonly digest: string;
  readonly supersedes: string | null;
}

export interface RowsOptions {
  readonly store: FactsStore;
  readonly lease: HeldLease;
  readonly batch: number;
  /** A former attempt at this batch may have left rows. */
  readonly resumed: boolean;
}

/** The rows of one batch: finds what they touch, numbers them, and writes them in groups. */
export class Rows {
  readonly #options: RowsOptions;
  readonly #snapshot: Snapshot;
  readonly #empty = new Map<FactKind, boolean>();
  /** 48-bit hashes of the keys met: which keys the document states more than once. */
  readonly #met = new Map<FactKind, Set<number>>();
  #waiting = new Map<FactKind, StoredFact[]>();
  #count = 0;
  /** Rows that a former attempt had already written. */
  taken = 0;

  constructor(options: RowsOptions) {
    this.#options = options;
    this.#snapshot = options.store.horizon.snapshot();
  }

  /** Rows numbered so far. */
  get count(): number {
    return this.#count;
  }

  /**
   * The visible versions of these keys, and those that the batch has made of them, by key. Of certificates
   * also those whose numbers look the same.
   */
  async known(kind: FactKind, keys: readonly string[]): Promise<Map<string, Known[]>> {
    const { batch } = this.#options;
    const { field, values } = lookupOf(kind, keys);
    const distinct = [...new Set(values)];
    const repeated = this.#remember(kind, distinct);
    const found: StoredFact[] = [];
    if (!(await this.#isEmpty(kind)))
      found.push(
        ...(await this.#find(kind, { [field]: among(distinct), ...visibleIn(this.#snapshot) })),
      );
    if (repeated.length > 0)
      // Rows from here on may be there from a former attempt; they do not count yet.
      found.push(
        ...(await this.#find(kind, { [field]: among(repeated), batch, row: below(this.#count) })),
      );
    const replaced = new Set(found.map((row) => (row.batch === batch ? row.supersedes : null)));
    const known = new Map<string, Known[]>();
    for (const { _id, key, digest, fact, batch: from } of found) {
      if (replaced.has(_id)) continue;
      const version = { id: _id, digest, fact, sameDocument: from === batch };
      known.set(key, [...(known.get(key) ?? []), version]);
    }
    return known;
  }

  /** Numbers a new version; it is written with its group. */
  append(kind: FactKind, key: string, version: Version): StoredFact {
    const { batch } = this.#options;
    const row = this.#count++;
    const stored: StoredFact = {
      _id: `${batch}.${row}`,
      batch,
      row,
      end: null,
      key,
      ...version,
      fact: version.fact as Fact,
      ...findable(kind, version.fact),
    };
    this.#waiting.set(kind, [...(this.#waiting.get(kind) ?? []), stored]);
    return stored;
  }

  /** Writes what is waiting. @throws FactsUnavailable when another writer has taken over */
  async flush(): Promise<void> {
    await this.#options.lease.keep();
    for (const [kind, rows] of this.#waiting) {
      await this.#insert(this.#model(kind), rows);
      await this.#end(this.#model(kind), rows);
    }
    this.#waiting = new Map();
  }

  /** Forgets what is waiting. */
  discard(): void {
    this.#waiting = new Map();
  }

  async #insert(model: FactModel, rows: readonly StoredFact[]): Promise<void> {
    let missing = rows;
    if (this.#options.resumed) {
      const ids = rows.map(({ _id }) => _id);
      const there = await model.find({ _id: among(ids) }, { _id: 1 }).lean<{ _id: string }[]>();
      const found = new Set(there.map(({ _id }) => _id));
      this.taken += found.size;
      missing = rows.filter(({ _id }) => !found.has(_id));
    }
    if (missing.length === 0) return;
    // The driver itself: the records are checked, and casting 100,000 of them costs seconds.
    await model.collection.insertMany([...missing] as unknown as { _id: never }[], {
      ordered: false,
    });
  }

  /** Ends the versions that rows replace, unless another writer has ended them first. */
  async #end(model: FactModel, rows: readonly StoredFact[]): Promise<void> {
    const ids = rows.flatMap(({ supersedes }) => supersedes ?? []);
    if (ids.length === 0) return;
    const { batch } = this.#options;
    const visible = [null, ...this.#snapshot.voided];
    await model.updateMany({ _id: among(ids), end: among(visible) }, { $set: { end: batch } });
    const ended = await model.countDocuments({ _id: among(ids), end: batch });
    if (ended !== ids.length) throw overtaken();
  }

  #model(kind: FactKind): FactModel {
    return this.#options.store.models[kind] as unknown as FactModel;
  }

  #find(kind: FactKind, filter: object): Promise<StoredFact[]> {
    return this.#model(kind).find(filter).sort({ batch: 1, row: 1 }).lean<StoredFact[]>();
  }

  /** The keys that the document has stated before. */
  #remember(kind: FactKind, keys: readonly string[]): string[] {
    const met = this.#met.get(kind) ?? new Set<number>();
    this.#met.set(kind, met);
    return keys.filter((key) => {
      const hash = createHash('sha256').update(key).digest().readUIntBE(0, 6);
      const before = met.has(hash);
      met.add(hash);
      return before;
    });
  }

  /** Whether nothing of a kind is visible: the first document then needs no look-ups. */
  async #isEmpty(kind: FactKind): Promise<boolean> {
    const known = this.#empty.get(kind);
    if (known !== undefined) return known;
    const any = await this.#model(kind)
      .findOne(visibleIn(this.#snapshot), { _id: 1 })
      .lean<object | null>();
    this.#empty.set(kind, any === null);
    return any === null;
  }
}

/** How many versions one update touches while a batch is taken back. */
const CLEAN_GROUP = 1000;

/** Takes back a batch that was not committed: its rows go, and what they had ended stands again. */
export async function rollBackBatch({ models }: FactsStore, batch: number): Promise<void> {
  for (const model of Object.values(models) as unknown as FactModel[]) {
    for (;;) {
      const rows = await model
        .find({ batch }, { supersedes: 1 })
        .limit(CLEAN_GROUP)
        .lean<Pick<StoredFact, '_id' | 'supersedes'>[]>();
      if (rows.length === 0) break;
      const ended = rows.flatMap(({ supersedes }) => supersedes ?? []);
      if (ended.length > 0)
        await model.updateMany({ _id: among(ended), end: batch }, { $set: { end: null } });
      await model.deleteMany({ _id: among(rows.map(({ _id }) => _id)) });
    }
  }
}
