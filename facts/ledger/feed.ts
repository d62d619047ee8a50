import type { SequenceSource } from '../../store/mongoose/sequence.ts';
import { above, aboveUpTo, atLeast, atMost } from '../../store/mongoose/operators.ts';
import type { FactsStore } from './facts-store.ts';
import type { FactKind } from '../kinds/kinds.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Change, FactModel, StoredFact } from '../kinds/stored.ts';

/** Most entries given at once. */
export const MAX_FEED_ENTRIES = 1000;

/** One change of what the hub knows. */
export interface FeedEntry {
  /** Rises by one with every change, across documents. */
  readonly seq: number;
  readonly kind: FactKind;
  readonly key: string;
  readonly change: Change;
  /** SHA-256 of the canonical JSON of the fact, in hexadecimal. */
  readonly digest: string;
  /** When the hub stored it, ISO 8601. */
  readonly recordedAt: string;
}

/** Changes after `after`, oldest first, read from the ledger and its rows. */
export async function readFeed(
  { ledger, models }: FactsStore,
  {
    after = 0,
    limit = MAX_FEED_ENTRIES,
  }: { readonly after?: number; readonly limit?: number } = {},
): Promise<FeedEntry[]> {
  const wanted = Math.min(limit, MAX_FEED_ENTRIES);
  const found: FeedEntry[] = [];
  while (found.length < wanted) {
    const from = (found.at(-1)?.seq ?? after) + 1;
    const entry = await entryWith(ledger, from);
    if (!entry) break;
    found.push(...(await changesOf(entry, models, from, wanted - found.length)));
  }
  return found;
}

/** A change of facts in the public feed; the feed numbers it. */
export type FactChange = Omit<FeedEntry, 'seq'>;

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
      const changes = await changesOf(entry, models, entry.feedFrom + from, limit);
      return changes.map(({ kind, key, change, digest, recordedAt }) => ({
        kind,
        key,
        change,
        digest,
        recordedAt,
      }));
    },
  };
}

/** The document that holds the change numbered `seq`. */
function entryWith(ledger: FactsStore['ledger'], seq: number): Promise<LedgerEntry | null> {
  return ledger
    .findOne({ void: false, feedFrom: atMost(seq) })
    .sort({ feedFrom: -1 })
    .lean<LedgerEntry | null>()
    .then((entry) => (entry && seq < entry.feedFrom + entry.rows ? entry : null));
}

async function changesOf(
  { _id: batch, counts, feedFrom, storedAt }: LedgerEntry,
  models: FactsStore['models'],
  from: number,
  limit: number,
): Promise<FeedEntry[]> {
  const kinds = Object.keys(counts) as FactKind[];
  const rows = await Promise.all(
    kinds.map(async (kind) => {
      const model = models[kind] as unknown as FactModel;
      const found = await model
        .find({ batch, row: atLeast(from - feedFrom) }, { row: 1, key: 1, change: 1, digest: 1 })
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
    .map(({ kind, row, key, change, digest }) => ({
      seq: feedFrom + row,
      kind,
      key,
      change,
      digest,
      recordedAt: storedAt,
    }));
}
