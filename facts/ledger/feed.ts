import type { SequenceSource } from '../../store/mongoose/sequence.ts';
import { above, aboveUpTo, atLeast } from '../../store/mongoose/operators.ts';
import type { FactsStore } from './facts-store.ts';
import type { FactKind } from '../kinds/kinds.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Change, FactModel, StoredFact } from '../kinds/stored.ts';

/** One change of what the hub knows; the public feed numbers it. */
export interface FactChange {
  readonly kind: FactKind;
  readonly key: string;
  readonly change: Change;
  /** SHA-256 of the canonical JSON of the fact, in hexadecimal. */
  readonly digest: string;
  /** When the hub stored it, ISO 8601. */
  readonly recordedAt: string;
}

/** Changes of facts as a source of the public feed: a stretch is a document. */
export function factChanges(store: FactsStore): SequenceSource<FactChange> {
  const { ledger, horizon, models } = store;
  return {
    name: 'facts',
    async after(batch) {
      const top = await horizon.refresh();
      const entry = await ledger
        .findOne({ _id: aboveUpTo(batch, top), void: false, rows: above(0) })
        .sort({ _id: 1 })
        .lean<LedgerEntry | null>();
      return entry && { first: entry._id, last: entry._id, count: entry.rows };
    },
    async read({ first: batch }, from, limit) {
      const entry = await ledger.findById(batch).lean<LedgerEntry | null>();
      if (!entry) return [];
      return changesOf(entry, models, from, limit);
    },
  };
}

/** Changes of a document from a row on. */
async function changesOf(
  { _id: batch, counts, storedAt }: LedgerEntry,
  models: FactsStore['models'],
  from: number,
  limit: number,
): Promise<FactChange[]> {
  const kinds = Object.keys(counts) as FactKind[];
  const rows = await Promise.all(
    kinds.map(async (kind) => {
      const model = models[kind] as unknown as FactModel;
      const found = await model
        .find({ batch, row: atLeast(from) }, { row: 1, key: 1, change: 1, digest: 1 })
        .sort({ row: 1 })
        .limit(limit)
        .lean<StoredFact[]>();
      return found.map((row) => ({ kind, ...row }));
    }),
  );
  return rows
    .flat()
    .sort((a, b) => a.row - b.row)
    .slice(0, limit)
    .map(({ kind, key, change, digest }) => ({
      kind,
      key,
      change,
      digest,
      recordedAt: storedAt,
    }));
}
