import { createHash } from 'node:crypto';
import type { Certificate } from '../../../schema/generated/facts.ts';
import { spooled } from '../../document/spool.ts';
import { fileSource, type Source } from '../../document/source.ts';
import { fault, shown, type DocumentFault } from '../../model/fault.ts';
import { MAX_FAULTS } from '../../document/validate.ts';
import type { FactsStore } from '../facts-store.ts';
import { ingest, type IngestOptions } from '../ingest.ts';
import { differenceOf, ended, type SnapshotTimes } from './difference.ts';
import { entriesOf, type EntryBatch } from './entries.ts';
import { allOf, countOf, entryKey, knownAmong, registerNamed } from './register-records.ts';
import { MAX_LISTED, type CertificateDifference, type SnapshotReport } from './report.ts';
import { stateOn } from './status.ts';

/** Changes that need no leave, however few certificates the register has. */
const FREE_CHANGES = 20;
/** Percent of the certificates shown before that may change unless it is said otherwise. */
const MAX_CHANGES_PERCENT = 5;

/** A whole export of a register, and what is to be done with it. */
export interface SnapshotOptions extends Pick<IngestOptions, 'onProgress' | 'signal' | 'patience'> {
  readonly register: string;
  /** Day as at which the register was exported. */
  readonly asAt: string;
  /** How what is no longer in the register ends; absent: it is reported, and stays. */
  readonly endMissing?: 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED' | undefined;
  readonly maxChangesPercent?: number | undefined;
  /** Only tells the differences. */
  readonly isDryRun?: boolean | undefined;
  /** Folder for what is to be recorded, while it is. */
  readonly dataDir: string;
}

/**
 * Compares a register's whole export with what is recorded of it, and records the differences together,
 * all or none. The same export twice changes nothing; after a crash it is compared anew.
 * @throws FactsUnavailable, SpoolError, DocumentError
 */
export async function importSnapshot(
  store: FactsStore,
  source: Source,
  options: SnapshotOptions,
): Promise<SnapshotReport> {
  await store.horizon.refresh();
  const recordedAt = store.now().toISOString();
  const comparison = new Comparison(store, { asAt: options.asAt, recordedAt }, options);
  const written = comparison.run(source);
  let report: SnapshotReport | undefined;
  const name = `snapshot of ${options.register} as at ${options.asAt}`;
  await spooled(written, { dataDir: options.dataDir, name, format: 'ndjson' }, async ({ file }) => {
    report = await comparison.finish(
      source.name,
      await fileSource(file, { name, format: 'ndjson' }),
    );
  });
  if (!report) throw new RangeError('A snapshot was left without a report.');
  return report;
}

class Comparison {
  readonly #store: FactsStore;
  readonly #occasion: SnapshotTimes;
  readonly #options: SnapshotOptions;
  readonly #seen = new Set<number>();
  readonly #faults: DocumentFault[] = [];
  #faultCount = 0;
  readonly #counts = { ADDED: 0, EVENT: 0, CORRECTED: 0, MISSING: 0, ENDED: 0 };
  readonly #listed: CertificateDifference[] = [];
  #rows = 0;
  #before = 0;
  #unchanged = 0;
  /** There is nothing to record. */
  #isEmpty = true;

  constructor(store: FactsStore, occasion: SnapshotTimes, options: SnapshotOptions) {
    this.#store = store;
    this.#occasion = occasion;
    this.#options = options;
  }

  /** What is to be recorded, as NDJSON. */
  async *run(source: Source): AsyncGenerator<Uint8Array> {
    const { register: id, signal, onProgress } = this.#options;
    const register = await registerNamed(this.#store, id);
    const { asAt, recordedAt } = this.#occasion;
    const snapshots = register?.snapshots ?? [];
    const last = snapshots
      .map((one) => one.asAt)
      .sort()
      .at(-1);
    if (!register)
      this.#report(fault('SNAPSHOT_REGISTER', '$', `${shown(id)} is no register known`));
    else if (last !== undefined && asAt < last)
      this.#report(fault('SNAPSHOT_DAY', '$', `${asAt} is before the last snapshot, of ${last}`));
    // A day that has begun somewhere is one that a register may be of.
    else if (asAt > new Date(Date.parse(recordedAt) + 14 * 3_600_000).toISOString().slice(0, 10))
      this.#report(fault('SNAPSHOT_DAY', '$', `${asAt} has not come yet`));
    for await (const batch of entriesOf(source, id)) {
      signal?.throwIfAborted();
      batch.faults.forEach((found) => {
        this.#report(found);
      });
      yield* lines(await this.#compare(batch.entries));
      onProgress?.({ phase: 'checking', bytes: batch.bytes });
    }
    yield* lines(await this.#missing());
    if (!register || snapshots.some((one) => one.asAt === asAt)) return;
    this.#isEmpty = false;
    const grown = { ...register, snapshots: [...snapshots, { asAt, recordedAt }] };
    yield Buffer.from(`${JSON.stringify({ kind: 'registers', fact: grown })}\n`);
  }

  async finish(name: string, facts: Source): Promise<SnapshotReport> {
    const { isDryRun = false, onProgress, signal, patience } = this.#options;
    const differences = this.#differences();
    const { maxChangesPercent = MAX_CHANGES_PERCENT } = this.#options;
    const changed = this.#changed();
    if (changed > FREE_CHANGES && differences.changedPercent > maxChangesPercent)
      this.#report(
        fault(
          'SNAPSHOT_CHANGES',
          '$',
          `${changed} of ${this.#before} certificates would change, ${differences.changedPercent} %; ${maxChangesPercent} % may`,
        ),
      );
    const faults = this.#faults.map((found) => ({ ...found, file: name }));
    if (isDryRun) return { outcome: 'DRY_RUN', source: name, differences, faults };
    const rejected = { outcome: 'REJECTED', source: name, document: '', differences } as const;
    if (this.#faultCount > 0) return { ...rejected, faults, faultCount: this.#faultCount };
    const nothing = {
      outcome: 'UNCHANGED',
      source: name,
      document: '',
      batch: null,
      added: 0,
      extended: 0,
      retracted: 0,
      unchanged: this.#unchanged,
      counts: {},
      resumed: 0,
    } as const;
    if (this.#isEmpty) return { ...nothing, differences };
    const report = await ingest(this.#store, facts, {
      ...(onProgress ? { onProgress } : {}),
      ...(signal ? { signal } : {}),
      ...(patience === undefined ? {} : { patience }),
    });
    return { ...report, source: name, differences };
  }

  #report(found: DocumentFault): void {
    this.#faultCount += 1;
    if (this.#faults.length < MAX_FAULTS) this.#faults.push(found);
  }

  async #compare(entries: EntryBatch['entries']): Promise<Certificate[]> {
    const certificates = entries.map(({ entry }) => entry.certificate);
    const known =
      entries.length === 0
        ? new Map<string, Certificate>()
        : await knownAmong(this.#store, this.#options.register, certificates);
    return entries.flatMap(({ entry, line }) => {
      this.#rows += 1;
      const key = entryKey(entry.certificate);
      if (!this.#isFirst(key)) {
        const what = `${shown(entry.certificate.number)} stands in an earlier row too`;
        this.#report(fault('SNAPSHOT_TWICE', '$', what, { line }));
        return [];
      }
      const before = known.get(key);
      if (before) this.#before += 1;
      const difference = differenceOf(entry, before, this.#occasion);
      if (!difference) {
        this.#unchanged += 1;
        return [];
      }
      const { number, issuer } = entry.certificate;
      this.#list({ number, issuer, kind: difference.kind, changes: difference.changes });
      return [...difference.facts];
    });
  }

  /** What the register has shown and shows no longer, but what has ended anyway. */
  async #missing(): Promise<Certificate[]> {
    const { register, endMissing } = this.#options;
    const { asAt } = this.#occasion;
    const gone: Certificate[] = [];
    if (this.#faultCount > 0) return gone;
    // Most often nothing is missing: counting them is faster than reading them.
    if ((await countOf(this.#store, register)) === this.#before) return gone;
    for await (const certificate of allOf(this.#store, register)) {
      if (this.#seen.has(hashOf(entryKey(certificate)))) continue;
      this.#before += 1;
      const { measure, validUntil } = stateOn(certificate, asAt);
      const isOver = measure === 'WITHDRAWN' || measure === 'CANCELLED';
      if (isOver || (validUntil !== undefined && validUntil < asAt)) continue;
      const { number, issuer } = certificate;
      const kind = endMissing === undefined ? 'MISSING' : 'ENDED';
      if (endMissing !== undefined && measure === endMissing) continue;
      this.#list({ number, issuer, kind, changes: [] });
      if (endMissing !== undefined) gone.push(ended(certificate, endMissing, this.#occasion));
    }
    return gone;
  }

  #list(difference: CertificateDifference): void {
    this.#counts[difference.kind] += 1;
    if (difference.kind !== 'MISSING') this.#isEmpty = false;
    if (this.#listed.length < MAX_LISTED) this.#listed.push(difference);
  }

  #isFirst(key: string): boolean {
    const { size } = this.#seen;
    return this.#seen.add(hashOf(key)).size > size;
  }

  /** Missing ones count too: most often an export was cut short. */
  #changed(): number {
    const { EVENT, CORRECTED, ENDED, MISSING } = this.#counts;
    return EVENT + CORRECTED + ENDED + MISSING;
  }

  #differences() {
    const { register, asAt } = this.#options;
    const share = this.#before === 0 ? 0 : (this.#changed() / this.#before) * 100;
    return {
      register,
      asAt,
      rows: this.#rows,
      before: this.#before,
      counts: this.#counts,
      unchanged: this.#unchanged,
      changedPercent: Math.round(share * 100) / 100,
      listed: this.#listed,
    };
  }
}

/** Six bytes: a million keys take 50 MB less than as texts. */
const hashOf = (key: string): number => createHash('sha256').update(key).digest().readUIntBE(0, 6);

function* lines(certificates: readonly Certificate[]): Generator<Uint8Array> {
  if (certificates.length === 0) return;
  const texts = certificates.map((fact) => `${JSON.stringify({ kind: 'certificates', fact })}\n`);
  yield Buffer.from(texts.join(''));
}
