import { among, below } from '../../../store/mongoose/operators.ts';
import type { TransparencyLog } from '../log/log.ts';
import { bytesOf } from '../../../store/mongoose/bytes.ts';
import type { StoredConflict } from '../log/model.ts';
import type { LogModels, StoredCheckpoint, StoredRun } from '../log/model.ts';
import { HASH_BYTES, TILE_WIDTH, hashLeaf } from '../log/tree.ts';
import {
  encodeBase64,
  verifyNote,
  readCheckpoint,
  readVerifierKey,
} from '../verification/index.ts';
import type { NoteVerifier } from '../verification/index.ts';
import { Frontier } from './frontier.ts';
import { about } from './finding.ts';
import type { Report } from './finding.ts';
import type { StoredBatch } from '../archive/model.ts';
import type { StoredChanges } from '../status/model.ts';
import { entriesOf, statementsOf } from '../status/statement.ts';
import type { AuditSources } from './sources.ts';

/** Runs of leaves read together. */
const PAGE = 100;

/**
 * Looks through the log: places without gaps, each leaf that of something stored, every checkpoint the
 * root of the leaves before it and signed, every stored tile made of them.
 */
export async function auditLog(
  sources: AuditSources,
  report: Report,
): Promise<{ readonly leaves: number; readonly checkpoints: number }> {
  const { log, logged: models } = sources;
  const size = await log.size();
  const checkpoints = await models.checkpoints
    .find({ _id: below(size + 1) })
    .sort({ _id: 1 })
    .lean<StoredCheckpoint[]>();
  const verifiers = await ownVerifiers(log);
  const roots = new Map(checkpoints.map((checkpoint) => [checkpoint._id, checkpoint]));
  await auditConflicts(models, report);
  const frontier = new Frontier();
  const tile = new TileCheck(models, report);
  const meet = async (): Promise<void> => {
    const checkpoint = roots.get(frontier.size);
    if (checkpoint) await auditCheckpoint(checkpoint, frontier.root(), verifiers, log, report);
  };
  await meet();
  let page: StoredRun[] = [];
  const judge = async (): Promise<void> => {
    await auditRuns(page, sources, report);
    page = [];
  };
  const runs = models.runs
    .find({ _id: below(size) })
    .sort({ _id: 1 })
    .lean<StoredRun[]>()
    .cursor({ batchSize: PAGE });
  for await (const run of runs) {
    const entries = bytesOf(run.entries);
    if (run._id !== frontier.size || entries.length !== run.size * HASH_BYTES) {
      const message = `The log goes from ${frontier.size - 1} to ${run._id}.`;
      about('log', String(frontier.size), report)('LOG_GAP', message);
      break;
    }
    for (let at = 0; at < entries.length; at += HASH_BYTES) {
      const hash = hashLeaf(entries.subarray(at, at + HASH_BYTES));
      frontier.add(hash);
      await tile.add(hash);
      await meet();
    }
    page.push(run);
    if (page.length === PAGE) await judge();
  }
  await judge();
  return { leaves: frontier.size, checkpoints: checkpoints.length };
}

/** Conflicting checkpoints of our own key: kept when a witness showed them; nothing can explain them away. */
async function auditConflicts({ conflicts }: LogModels, report: Report): Promise<void> {
  const found = conflicts.find().sort({ size: 1 }).lean<StoredConflict[]>().cursor();
  for await (const { size, root, ours, at } of found) {
    const log = ours === null ? 'is not that long' : `has ${ours}`;
    about(
      'log',
      `checkpoint ${size}`,
      report,
    )(
      'CHECKPOINT_CONFLICT',
      `Our key has also signed the root ${root}, seen ${at}; the log ${log}.`,
    );
  }
}

async function ownVerifiers(log: TransparencyLog): Promise<readonly NoteVerifier[]> {
  const keys = await log.verifierKeys();
  const found = await Promise.all([keys.log, keys.witness].map(readVerifierKey));
  return found.filter((verifier) => verifier !== null);
}

async function auditCheckpoint(
  checkpoint: StoredCheckpoint,
  root: Buffer,
  verifiers: readonly NoteVerifier[],
  log: TransparencyLog,
  report: Report,
): Promise<void> {
  const { _id: size, note } = checkpoint;
  const subject = `checkpoint ${size}`;
  if (checkpoint.root !== encodeBase64(root))
    report({
      part: 'log',
      code: 'ROOT_DIFFERS',
      subject,
      message: 'Its root is not that of the leaves before it: the tree has forked.',
    });
  const opened = await verifyNote(note, verifiers);
  const read = opened && readCheckpoint(opened.text);
  const isAsStored =
    read?.origin === log.origin &&
    read.size === size &&
    encodeBase64(read.root) === checkpoint.root;
  if (!isAsStored)
    report({
      part: 'log',
      code: 'CHECKPOINT_INVALID',
      subject,
      message: 'It is not signed by the key of the log, or says something else than is stored.',
    });
}

/** Each run stands for a batch or for changes of status that are stored, leaf by leaf. */
async function auditRuns(
  runs: readonly StoredRun[],
  { archive, status }: AuditSources,
  report: Report,
): Promise<void> {
  const of = among(runs.map((run) => run.of));
  const [batches, changes] = await Promise.all([
    archive.batches
      .find({ _id: of }, { digests: 1 })
      .lean<(Pick<StoredBatch, '_id'> & Partial<Pick<StoredBatch, 'digests'>>)[]>(),
    status.changes.find({ _id: of }, { statements: 1 }).lean<StoredChanges[]>(),
  ]);
  const known = new Map(changes.map((one) => [one._id, entriesOf(statementsOf(one))]));
  // Nothing of a mere reservation was issued: the hub stopped, or another process was first.
  const reserved = new Set<string>();
  for (const { _id, digests } of batches)
    if (digests === undefined) reserved.add(_id);
    else known.set(_id, bytesOf(digests));
  for (const run of runs) {
    const [entries, expected] = [bytesOf(run.entries), known.get(run.of)];
    if (reserved.has(run.of)) continue;
    for (let at = 0; at < entries.length; at += HASH_BYTES) {
      const isKnown = expected
        ?.subarray(at, at + HASH_BYTES)
        .equals(entries.subarray(at, at + HASH_BYTES));
      if (isKnown === true) continue;
      const what = run.kind === 'status' ? 'change of status' : 'attestation';
      about(
        'log',
        `leaf ${run._id + at / HASH_BYTES}`,
        report,
      )('LEAF_UNKNOWN', `It stands for no ${what} that is stored.`);
    }
  }
}

/** Compares the stored tiles of the lowest level with the leaves as they pass. */
class TileCheck {
  readonly #models: LogModels;
  readonly #report: Report;
  #hashes: Buffer[] = [];
  #number = 0;

  constructor(models: LogModels, report: Report) {
    this.#models = models;
    this.#report = report;
  }

  async add(hash: Buffer): Promise<void> {
    this.#hashes.push(hash);
    if (this.#hashes.length < TILE_WIDTH) return;
    const id = `0/${this.#number++}`;
    const bytes = Buffer.concat(this.#hashes, TILE_WIDTH * HASH_BYTES);
    this.#hashes = [];
    const stored = await this.#models.tiles.findById(id).lean<{ hashes: string } | null>();
    if (stored && stored.hashes !== bytes.toString('base64'))
      this.#report({
        part: 'log',
        code: 'TILE_DIFFERS',
        subject: `tile ${id}`,
        message: 'It is not made of the leaves. Tiles are derived: delete it, it is made again.',
      });
  }
}
