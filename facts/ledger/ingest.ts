import { createHash } from 'node:crypto';
import { among } from '../../store/mongoose/operators.ts';
import { Authorisation } from './authorisation/authorisation.ts';
import type { Writer } from './authorisation/authorise.ts';
import { DocumentError, fault } from '../model/fault.ts';
import type { FactsStore } from './facts-store.ts';
import { visibleIn } from './commit-watermark.ts';
import { takeLease, type HeldLease } from './lease.ts';
import { readFacts, type RawFact } from '../document/read.ts';
import { Rows, rollBackBatch } from './rows.ts';
import type { Source } from '../document/source.ts';
import { Stage, type Guard } from './stage.ts';
import { validateDocument, type Validation } from '../document/validate.ts';
import { type IngestReport, rejected, nothingNew, sum } from './report.ts';
import { settle, commit } from './batch.ts';

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
    // A lease that cannot be given back ends by itself; what went wrong before is what is told.
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

/** Further limits of a writer, checked once the neighbouring records are known. */
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
