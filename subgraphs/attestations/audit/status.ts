import { among } from '../../../store/mongoose/operators.ts';
import type { Batch } from '../archive/batch.ts';
import { bytesOf } from '../../../store/mongoose/bytes.ts';
import type { StoredRun } from '../log/model.ts';
import { HASH_BYTES } from '../log/tree.ts';
import { LIST_SIZE } from '../status/bits.ts';
import type {
  StatusIntent,
  StoredChanges,
  StoredList,
  StoredBatchStatus,
} from '../status/model.ts';
import { indexPermutation } from '../status/index-permutation.ts';
import { BatchStatus } from '../status/batch-status.ts';
import { entryOf, statementsOf } from '../status/statement.ts';
import type { StatusStatement } from '../status/statement.ts';
import { about } from './finding.ts';
import type { Report } from './finding.ts';
import type { AuditSources } from './sources.ts';

/** The places of a batch in its list, and the history of changes of which its status is the outcome. */
export async function auditStatus(
  sources: AuditSources,
  batch: Batch,
  report: Report,
): Promise<void> {
  await auditPlaces(sources, batch, report);
  const { history, batchStatus: batchStatus, underWay } = await readStatus(sources, batch);
  const runs = await sources.logged.runs
    .find({ of: among(history.map(({ _id }) => _id)) })
    .lean<StoredRun[]>();
  const entries = new Map(runs.map((run) => [run.of, bytesOf(run.entries)]));
  let outcome = BatchStatus.NEW;
  for (const [at, changes] of history.entries()) {
    if (changes.version > batchStatus.version && underWay.has(changes._id)) break;
    if (changes.version !== at + 1)
      about('status', batch.id, report)('CHANGE_ALTERED', `Its change ${at + 1} is missing.`);
    const statements = statementsOf(changes);
    const { positions, _id } = changes;
    auditChanges(
      batch,
      { positions, statements, before: outcome, logged: entries.get(_id) },
      report,
    );
    outcome = outcome.after(changes, statements);
  }
  auditBatchStatus(batch, batchStatus, outcome, report);
}

/**
 * What is stored of the status of a batch that may change meanwhile: the history first, then what is under way,
 * then the outcome, which holds whatever is in the history and no longer under way.
 */
async function readStatus({ status }: AuditSources, batch: Batch) {
  const read = (): Promise<StoredChanges[]> =>
    status.changes.find({ batch: batch.id }).sort({ batch: 1, version: 1 }).lean<StoredChanges[]>();
  const history = await read();
  const underWay = await status.intents
    .find({ changes: among(history.map(({ _id }) => _id)) })
    .lean<StatusIntent[]>();
  const batchStatus = BatchStatus.read(
    await status.batchStatuses.findById(batch.id).lean<StoredBatchStatus | null>(),
  );
  const isBehind = batchStatus.version > (history.at(-1)?.version ?? 0);
  return {
    history: isBehind
      ? (await read()).filter(({ version }) => version <= batchStatus.version)
      : history,
    batchStatus: batchStatus,
    underWay: new Set(underWay.flatMap(({ changes }) => changes)),
  };
}

async function auditPlaces({ status }: AuditSources, batch: Batch, report: Report): Promise<void> {
  const { list, turn } = batch.content;
  const opened = await status.lists.findById(list).lean<StoredList | null>();
  const place = opened && indexPermutation(opened.key);
  for (let position = 0; position < batch.size; position++) {
    const [own, index] = [turn + position, batch.indexOf(position)];
    // Turns are unique, so this is how places are known to be.
    if (own < 0 || own >= LIST_SIZE || place?.(own) !== index)
      about(
        'status',
        batch.idOf(position),
        report,
      )('PLACE_INVALID', `Its place ${list}/${index} is not the one it was given.`);
  }
}

/** Changes that were made together, and what they rest on. */
interface Made {
  readonly positions: readonly number[];
  readonly statements: readonly StatusStatement[];
  readonly before: BatchStatus;
  /** Their entries as the log has them. */
  readonly logged: Buffer | undefined;
}

/** Changes that were made together: each follows what was before, says whom it concerns, and is in the log. */
function auditChanges(
  batch: Batch,
  { positions, statements, before, logged }: Made,
  report: Report,
): void {
  for (const [at, position] of positions.entries()) {
    const say = about('status', batch.idOf(position), report);
    const statement = statements[at];
    const { status, changes: number } = before.of(position);
    if (statement?.number !== number + 1 || statement.from !== status)
      say('CHANGE_ALTERED', `Its change ${number + 1} does not follow the one before.`);
    const entry = statement && entryOf(statement);
    const start = at * HASH_BYTES;
    const isConcerned =
      statement?.digest === batch.digestOf(position).toString('base64url') &&
      statement.index === batch.indexOf(position);
    if (!logged) say('LEAF_MISSING', `Its change ${number + 1} is not in the log.`);
    else if (!isConcerned || !entry?.equals(logged.subarray(start, start + HASH_BYTES)))
      say('CHANGE_ALTERED', `Its change ${number + 1} is not what was logged.`);
  }
}

function auditBatchStatus(
  batch: Batch,
  batchStatus: BatchStatus,
  outcome: BatchStatus,
  report: Report,
): void {
  const positions = new Set([...batchStatus.members.keys(), ...outcome.members.keys()]);
  const text = (of: BatchStatus, position: number): string =>
    JSON.stringify(of.members.get(position));
  for (const position of positions)
    if (
      batchStatus.version !== outcome.version ||
      text(batchStatus, position) !== text(outcome, position)
    )
      about(
        'status',
        batch.idOf(position),
        report,
      )('STATUS_DIFFERS', 'Its status is not the outcome of its recorded changes.');
}
