import type { Model } from 'mongoose';
import { above, among, atMost, atMostExcept } from '../../store/mongoose/operators.ts';
import { PeriodicJob } from '../../lib/periodic-job.ts';
import type { FactKind } from '../kinds/kinds.ts';
import type { LedgerEntry } from './ledger.ts';
import { tellUnread } from '../../store/mongoose/unreadable.ts';

/** How often another process's commits are looked for, in milliseconds. */
export const POLL_INTERVAL = 500;

/** The facts visible to a reader: those committed up to `horizon`, without void batches. */
export interface Snapshot {
  readonly horizon: number;
  readonly voided: readonly number[];
}

/** Gives readers their snapshot: the present one, or one of the past. */
export interface SnapshotSource {
  /** Number of the newest visible batch. */
  current(): number;
  snapshot(): Snapshot;
}

/** The filter of the versions visible in a snapshot. It has an `$or`: put another one in an `$and`. */
export function visibleIn({ horizon, voided }: Snapshot): {
  batch: object;
  $or: object[];
} {
  const visibleEnds = [{ end: null }, { end: above(horizon) }];
  if (voided.length === 0) return { batch: atMost(horizon), $or: visibleEnds };
  return {
    batch: atMostExcept(horizon, voided),
    $or: [...visibleEnds, { end: among(voided) }],
  };
}

type Entry = Pick<LedgerEntry, '_id' | 'void' | 'counts'>;
type Listener = (entries: readonly Entry[]) => void;

/** The newest committed batch, as this process knows it: its own at once, others' within a second. */
export class CommitWatermark implements SnapshotSource {
  readonly #ledger: Model<LedgerEntry>;
  readonly #listeners = new Set<Listener>();
  readonly #job: PeriodicJob;
  readonly #recorded = new Map<string, number>();
  #lastSequence = 0;
  #watermark = 0;
  #voided: readonly number[] = [];
  #refreshing: Promise<number> | null = null;

  /** @param pollInterval milliseconds between looks at the ledger */
  constructor(ledger: Model<LedgerEntry>, pollInterval = POLL_INTERVAL) {
    this.#ledger = ledger;
    this.#job = new PeriodicJob(
      async () => {
        await this.refresh();
      },
      {
        periodMs: pollInterval,
        onFault: (error) => {
          tellUnread('commits', error);
        },
      },
    );
  }

  /** Number of the newest committed batch; 0 when there is none. */
  current(): number {
    return this.#watermark;
  }

  snapshot(): Snapshot {
    return { horizon: this.#watermark, voided: this.#voided };
  }

  /** How many records of a kind were ever added: at least as many as a look at all of them passes. */
  recorded(kind: FactKind): number {
    return this.#recorded.get(kind) ?? 0;
  }

  /** The newest number of the ledger, committed or void. */
  top(): number {
    return this.#lastSequence;
  }

  /** Reads what is new in the ledger. */
  async refresh(): Promise<number> {
    // A refresh under way may have read before the caller's own commit: ask once more after it.
    // Whether it failed is told to who began it.
    if (this.#refreshing) await this.#refreshing.catch(() => undefined);
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #read(): Promise<number> {
    const entries = await this.#ledger
      .find({ _id: above(this.#lastSequence) }, { void: 1, counts: 1 })
      .sort({ _id: 1 })
      .lean<Entry[]>();
    if (entries.length === 0) return this.#watermark;
    const voided = entries.filter((entry) => entry.void).map(({ _id }) => _id);
    if (voided.length > 0) this.#voided = [...this.#voided, ...voided];
    this.#lastSequence = entries.at(-1)?._id ?? this.#lastSequence;
    const committed = entries.filter((entry) => !entry.void);
    for (const { counts } of committed)
      for (const [kind, { added }] of Object.entries(counts))
        this.#recorded.set(kind, (this.#recorded.get(kind) ?? 0) + added);
    const newest = committed.at(-1);
    if (!newest) return this.#watermark;
    this.#watermark = newest._id;
    for (const listener of this.#listeners) listener(committed);
    return this.#watermark;
  }

  /** Calls `listener` after the horizon has moved. Returns how to stop. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  close(): void {
    void this.#job.stop();
    this.#listeners.clear();
  }
}
