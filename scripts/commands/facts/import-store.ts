import { stat } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import { connect } from '../../../store/index.ts';
import { openFacts, type FactsStore } from '../../../facts/ledger/facts-store.ts';
import { DocumentError } from '../../../facts/model/fault.ts';
import { ingest, type Progress } from '../../../facts/ledger/ingest.ts';
import { type IngestReport } from '../../../facts/ledger/report.ts';
import { FactsUnavailable } from '../../../facts/ledger/lease.ts';
import { fileSource, systemCode, type Source } from '../../../facts/document/source.ts';
import { spooled, SpoolError } from '../../../facts/document/spool.ts';
import type { Importer, ImportOptions, Outcome } from './importer.ts';
import { importSnapshot } from '../../../facts/ledger/register-snapshot/import-snapshot.ts';
import type { SnapshotReport } from '../../../facts/ledger/register-snapshot/report.ts';
import { snapshotOptions } from './snapshot-text.ts';
import { CommandError, EXIT } from '../terminal.ts';

/** Exit code of a command that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;

/** Opens the store in DATA_DIR (or MONGODB_URI) and gives `use` an importer into it. */
export async function withStoreImporter(
  options: ImportOptions,
  use: (importer: Importer) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  const dataDir = process.env['DATA_DIR'] ?? './data';
  const uri = process.env['MONGODB_URI'];
  const store = await connect({ dataDir, ...(uri ? { uri } : {}) }).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error);
    throw new CommandError('STORE_UNAVAILABLE', cause, EXIT.unavailable);
  });
  const stop = new AbortController();
  const onInterrupt = (): void => {
    stop.abort();
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    const facts = await openFacts(store.mongoose);
    try {
      return await use(storeImporter(facts, dataDir, options, stop.signal));
    } finally {
      facts.close();
    }
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
    await store.close();
  }
}

function storeImporter(
  facts: FactsStore,
  dataDir: string,
  options: ImportOptions,
  signal: AbortSignal,
): Importer {
  const load = async (source: Source): Promise<IngestReport | SnapshotReport> => {
    const { size } = await stat(source.file);
    const bar = progressBar(source.name, size);
    const { snapshot } = options;
    try {
      if (snapshot !== undefined)
        return await importSnapshot(facts, source, {
          ...snapshotOptions(options, snapshot),
          dataDir,
          signal,
          onProgress: bar.update,
        });
      return await ingest(facts, source, {
        stamp: options.stamp === true,
        signal,
        onProgress: bar.update,
      });
    } finally {
      bar.stop();
    }
  };
  return async (file) => {
    const { format, table } = options;
    try {
      return file === '-'
        ? await spooled(process.stdin, { dataDir, name: 'stdin', format, table }, load)
        : await load(await fileSource(file, { format, table }));
    } catch (error) {
      return failure(file === '-' ? 'stdin' : file, error, signal);
    }
  };
}

function failure(source: string, error: unknown, signal: AbortSignal): Outcome {
  if (signal.aborted)
    throw new CommandError(
      'INTERRUPTED',
      'Stopped. Nothing of this document is visible; run the same command to go on.',
      INTERRUPTED,
    );
  if (error instanceof DocumentError)
    return { outcome: 'REJECTED', source, document: '', faults: [error.fault], faultCount: 1 };
  if (error instanceof FactsUnavailable || error instanceof SpoolError)
    return { outcome: 'FAILED', source, code: error.code, message: error.message };
  if (systemCode(error) === 'ENOSPC')
    return { outcome: 'FAILED', source, code: 'DISK_FULL', message: 'The disk is full.' };
  throw error;
}

/** A progress bar on a terminal; nothing elsewhere. */
function progressBar(
  name: string,
  bytes: number,
): { update: (progress: Progress) => void; stop: () => void } {
  const stream = process.stderr;
  if (!stream.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream,
    format: `${name} {phase} [{bar}] {percentage}%`,
    clearOnComplete: true,
    hideCursor: true,
    barCompleteChar: '#',
    barIncompleteChar: '-',
  });
  let phase: Progress['phase'] | null = null;
  return {
    update: (progress) => {
      if (progress.phase !== phase) {
        if (phase !== null) bar.stop();
        phase = progress.phase;
        bar.start(bytes, 0, { phase });
      }
      bar.update(progress.bytes, { phase });
    },
    stop: () => {
      bar.stop();
    },
  };
}
