import { createHash } from 'node:crypto';
import { among } from '../../store/mongoose/operators.ts';
import { Authorisation } from './authorisation.ts';
import type { Writer } from './authorise.ts';
import { DocumentError, fault, type DocumentFault } from '../model/fault.ts';
import type { FactsStore } from './facts-store.ts';
import { visibleIn } from './commit-watermark.ts';
import type { FactKind } from '../kinds/kinds.ts';
import { isDuplicateKey } from '../../store/mongoose/duplicate-key.ts';
import { overtaken, takeLease, type HeldLease } from './lease.ts';
import type { Intent, KindCounts, LedgerEntry } from './ledger.ts';
import { readFacts, type RawFact } from '../document/read.ts';
import { Rows, rollBackBatch } from './rows.ts';
import type { Source } from '../document/source.ts';
import { Stage, type Guard } from './stage.ts';
import { validateDocument, type Validation } from '../document/validate.ts';

/** Records looked up and written together. */
const GROUP = 1000;
/** How long an import waits for another one, in milliseconds. */
const PATIENCE = 60_000;

export interface Progress {
  readonly phase: 'checking' | 'storing';
  /** Bytes of the document done in this phase. */
  readonly bytes: number;
}

export interface IngestOptions {
  /** Write recordedAt = now on new facts and events that have none. */
  readonly stamp?: boolean;
  /** Who writes; absent: the operator, who may write everything. */
  readonly writer?: Writer;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  /** How long to wait for another import, in milliseconds. */
  readonly patience?: number;
}

interface ReportOf<O extends string> {
  readonly outcome: O;
  readonly source: string;
  /** SHA-256 of the bytes of the document, in hexadecimal. */
  readonly document: string;
}

export interface Rejected extends ReportOf<'REJECTED'> {
  readonly faults: readonly DocumentFault[];
  /** All faults, also those not listed. */
  readonly faultCount: number;
}

export interface Stored extends ReportOf<'COMMITTED' | 'UNCHANGED'> {
  /** Number in the ledger; null when nothing was new. */
  readonly batch: number | null;
  readonly added: number;
  readonly extended: number;
  readonly retracted: number;
  readonly unchanged: number;
  readonly counts: Readonly<Partial<Record<FactKind, KindCounts>>>;
  /** Rows found that an interrupted import of the same document had already written. */
  readonly resumed: number;
}

export type IngestReport = Rejected | Stored;

/**
 * Stores a facts document whole or not at all. Reads it twice: once to check everything, once to
 * write it. Stopped at any moment, the same document takes up where it was.
 * @throws FactsUnavailable when another writer is busy or has taken over
 */
export async function ingest(
  store: FactsStore,
  source: Source,
  options: IngestOptions = {},
): Promise<IngestReport> {
  const authorisation = options.writer ? await Authorisation.of(store, options.writer) : null;
  const checked = await checkDocument(store, source, authorisation, options);
  if (checked.faultCount > 0) return rejected(source, checked);
  if (await isStored(store, checked)) return nothingNew(source, checked);
  const { now, leases, horizon } = store;
  const lease = await takeLease(leases, now, options.patience ?? PATIENCE, options.signal);
  let done = false;
  try {
    await horizon.refresh();
    const report = await write(store, source, {
      checked,
      lease,
      options,
      guard: guardOf(authorisation),
    });
    done = true;
    return report;
  } finally {
    // After a failure the intent stays: the same document resumes, another one takes it back.
    await lease.release(done).catch(() => undefined);
  }
}

/** Everything wrong with a document by itself, and with who writes it. Reads it once. */
export async function checkDocument(
  store: FactsStore,
  source: Source,
  authorisation: Authorisation | null,
  { onProgress, signal }: Pick<IngestOptions, 'onProgress' | 'signal'> = {},
): Promise<Validation> {
  const validation = await validateDocument(source, {
    mode: 'import',
    knownTerritories: (codes) => existing(store, 'territories', codes),
    ...(authorisation ? { onFact: (checked) => authorisation.judge(checked) } : {}),
    ...(onProgress
      ? {
          onProgress: (bytes) => {
            onProgress({ phase: 'checking', bytes });
          },
        }
      : {}),
    ...(signal ? { signal } : {}),
  });
  if (!authorisation) return validation;
  const forbidden = await authorisation.finish();
  return {
    ...validation,
    faults: [...validation.faults, ...forbidden.map((found) => ({ ...found, file: source.name }))],
    faultCount: validation.faultCount + forbidden.length,
  };
}

async function existing(
  { models, horizon }: FactsStore,
  kind: 'territories',
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  await horizon.refresh();
  const rows = await models[kind]
    .find({ key: among(keys), ...visibleIn(horizon.snapshot()) }, { key: 1 })
    .lean<{ key: string }[]>();
  return new Set(rows.map(({ key }) => key));
}

/** Whether the very same document has been stored before. */
export const isStored = async (
  { ledger }: FactsStore,
  { digest }: Pick<Validation, 'digest'>,
): Promise<boolean> => (await ledger.exists({ document: digest, void: false })) !== null;

/** What else a writer may not do, told when it is known what a record stands beside. */
export const guardOf = (authorisation: Authorisation | null): Guard =>
  authorisation?.guard() ?? (() => null);

interface Writing {
  readonly checked: Validation;
  readonly lease: HeldLease;
  readonly options: IngestOptions;
  readonly guard: Guard;
}

async function write(
  store: FactsStore,
  source: Source,
  { checked, lease, options, guard }: Writing,
): Promise<IngestReport> {
  const { intent, resumed } = await settle(store, lease, checked.digest, options.stamp === true);
  const { batch, storedAt } = intent;
  const rows = new Rows({ store, lease, batch, resumed });
  const stage = new Stage(rows, intent.stamp ? storedAt : null, guard);
  const digest = await stageAll(source, stage, options);
  if (digest !== checked.digest)
    stage.faults.push(
      fault('DOC_UNREADABLE', '$', 'the document changed while it was read', { file: source.name }),
    );
  if (stage.faults.length > 0) {
    await rollBackBatch(store, batch);
    return rejected(source, {
      ...checked,
      faults: stage.faults.map((found) => ({ ...found, file: source.name })),
      faultCount: Math.max(stage.faultCount, stage.faults.length),
    });
  }
  if (rows.count === 0) return nothingNew(source, checked);
  await commit(store, lease, {
    _id: batch,
    void: false,
    document: checked.digest,
    source: source.name,
    storedAt,
    counts: stage.counts,
    feedFrom: await nextInFeed(store),
    rows: rows.count,
  });
  return {
    outcome: 'COMMITTED',
    source: source.name,
    document: checked.digest,
    batch,
    ...sum(stage.counts),
    unchanged: stage.unchanged,
    counts: stage.counts,
    resumed: rows.taken,
  };
}

/** Decides which batch to write: the one that a former attempt left, or a new one. */
async function settle(
  store: FactsStore,
  lease: HeldLease,
  document: string,
  stamp: boolean,
): Promise<{ intent: Intent; resumed: boolean }> {
  const { horizon, now } = store;
  const { leftover } = lease;
  const unfinished = leftover && leftover.batch > horizon.top() ? leftover : null;
  if (unfinished?.document === document && unfinished.stamp === stamp) {
    await lease.intend(unfinished);
    return { intent: unfinished, resumed: true };
  }
  if (unfinished) await voidBatch(store, unfinished);
  const intent = { batch: horizon.top() + 1, document, stamp, storedAt: now().toISOString() };
  await lease.intend(intent);
  return { intent, resumed: false };
}

/** Takes the number away from a writer that died or fell silent, then removes its rows. */
async function voidBatch(store: FactsStore, { batch, document, storedAt }: Intent): Promise<void> {
  const { ledger, horizon } = store;
  try {
    await ledger.collection.insertOne({
      _id: batch,
      void: true,
      document,
      source: '',
      storedAt,
      counts: {},
      feedFrom: 0,
      rows: 0,
    } as unknown as { _id: never });
  } catch (error) {
    // It did commit, in the last moment: then its batch counts.
    if (!isDuplicateKey(error)) throw error;
    await horizon.refresh();
    return;
  }
  await horizon.refresh();
  await rollBackBatch(store, batch);
}

async function stageAll(
  source: Source,
  stage: Stage,
  { onProgress, signal }: IngestOptions,
): Promise<string> {
  const hash = createHash('sha256');
  let group: RawFact[] = [];
  try {
    for await (const { facts, bytes } of readFacts(source, hash)) {
      signal?.throwIfAborted();
      group.push(...facts);
      if (group.length < GROUP) continue;
      await stage.add(group);
      group = [];
      onProgress?.({ phase: 'storing', bytes });
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    // It was readable a moment ago: the digest will say that it changed.
    return '';
  }
  await stage.add(group);
  await stage.finish();
  return hash.digest('hex');
}

/** Inserting the ledger entry makes the whole batch visible, in one write. */
async function commit(store: FactsStore, lease: HeldLease, entry: LedgerEntry): Promise<void> {
  await lease.keep();
  try {
    await store.ledger.collection.insertOne(entry as unknown as { _id: never });
  } catch (error) {
    if (isDuplicateKey(error)) throw overtaken();
    throw error;
  }
  await store.horizon.refresh();
}

async function nextInFeed({ ledger }: FactsStore): Promise<number> {
  const last = await ledger
    .findOne({ void: false }, { feedFrom: 1, rows: 1 })
    .sort({ _id: -1 })
    .lean<Pick<LedgerEntry, 'feedFrom' | 'rows'> | null>();
  return last ? last.feedFrom + last.rows : 1;
}

function sum(counts: Stored['counts']): KindCounts {
  const total = { added: 0, extended: 0, retracted: 0 };
  for (const { added, extended, retracted } of Object.values(counts)) {
    total.added += added;
    total.extended += extended;
    total.retracted += retracted;
  }
  return total;
}

const rejected = (source: Source, { digest, faults, faultCount }: Validation): Rejected => ({
  outcome: 'REJECTED',
  source: source.name,
  document: digest,
  faults,
  faultCount,
});

const nothingNew = (source: Source, { digest, counts }: Validation): Stored => ({
  outcome: 'UNCHANGED',
  source: source.name,
  document: digest,
  batch: null,
  added: 0,
  extended: 0,
  retracted: 0,
  unchanged: Object.values(counts).reduce((sum, count) => sum + count, 0),
  counts: {},
  resumed: 0,
});
