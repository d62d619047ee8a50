import { isDuplicateKey } from '../../../store/mongoose/duplicate-key.ts';
import { among } from '../../../store/mongoose/operators.ts';
import { insertPlain } from '../../../store/mongoose/insert-plain.ts';
import { BatchQueue } from '../../../lib/batch-queue.ts';
import type { Batch } from '../archive/batch.ts';
import type { TransparencyLog } from '../log/log.ts';
import { mayBecome } from '../rules.ts';
import type { RecordedStatus, StatusCause } from '../rules.ts';
import type { StatusModels, StoredChanges } from './model.ts';
import { BatchStatus, readBatchStatuses } from './batch-status.ts';
import { entriesOf, entryOfText, statementText, statementsOf } from './statement.ts';
import type { StatusStatement } from './statement.ts';

/** Times that an order is tried again when other processes change the same batch meanwhile. */
const MAX_ATTEMPTS = 20;

/** The status that an attestation is to have, and why. */
export interface StatusOrder {
  readonly batch: Batch;
  /** Position in the batch. */
  readonly position: number;
  readonly to: RecordedStatus;
  readonly cause: StatusCause;
  readonly reason: string;
}

export interface ChangesOptions extends Pick<
  StatusModels,
  'changes' | 'batchStatuses' | 'intents'
> {
  readonly log: TransparencyLog;
  readonly now: () => Date;
  /** Told of the lists in which something has changed. */
  readonly onChange: (lists: ReadonlySet<number>) => void;
}

/**
 * Changes of status, each in three steps that a crash cannot tear apart: recorded (the number within its batch
 * is unique, so of two at once one waits for the other), logged, and put into the status of the
 * batch. Whoever meets an unfinished change finishes it first.
 */
export class StatusChanges {
  readonly #options: ChangesOptions;
  readonly #queue = new BatchQueue<readonly StatusOrder[], void>(async (batch) => {
    await this.#carryOut(batch.flat());
    return batch.map(() => undefined);
  });

  constructor(options: ChangesOptions) {
    this.#options = options;
  }

  /** Changes each attestation where that is allowed, and leaves it as it is elsewhere. */
  async change(orders: readonly StatusOrder[]): Promise<void> {
    if (orders.length > 0) await this.#queue.add(orders);
  }

  /** Finishes what a crash has left. */
  async finish(): Promise<void> {
    const { changes, intents } = this.#options;
    for (const { _id, changes: ids } of await intents.find().lean()) {
      const found = await changes.find({ _id: among(ids) }).lean<StoredChanges[]>();
      await this.#settle(found.map(readChange));
      await intents.deleteOne({ _id });
    }
  }

  /** How the attestations of some batches stand, by batch; one that is not in it has never changed. */
  batchStatuses(batches: readonly string[]): Promise<ReadonlyMap<string, BatchStatus>> {
    return readBatchStatuses(this.#options.batchStatuses, batches);
  }

  /** The history of an attestation, oldest first. */
  async history(batch: Batch, position: number): Promise<readonly StatusStatement[]> {
    const found = await this.#options.changes
      .find({ batch: batch.id })
      .sort({ batch: 1, version: 1 })
      .lean<StoredChanges[]>();
    return found.flatMap((changes) => {
      const at = changes.positions.indexOf(position);
      return at < 0 ? [] : statementsOf(changes).slice(at, at + 1);
    });
  }

  async #carryOut(orders: readonly StatusOrder[]): Promise<void> {
    let pending = orders;
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === MAX_ATTEMPTS)
        throw new RangeError('Too many changes of the same attestations at once; try again.');
      const batchStatuses = await this.batchStatuses([
        ...new Set(pending.map(({ batch }) => batch.id)),
      ]);
      const round = roundOf(pending, batchStatuses, this.#options.now().toISOString());
      const lost = await this.#record(round.changes, batchStatuses);
      pending = [...round.orders.filter(({ batch }) => lost.has(batch.id)), ...round.later];
    }
  }

  /** Records and settles changes; gives the batches of those whose number other changes had already taken. */
  async #record(
    made: readonly Change[],
    batchStatuses: ReadonlyMap<string, BatchStatus>,
  ): Promise<ReadonlySet<string>> {
    if (made.length === 0) return new Set();
    const { changes, intents } = this.#options;
    const records = made.map(({ record }) => record);
    const ids = records.map(({ _id }) => _id);
    const { insertedId: _id } = await intents.collection.insertOne({ changes: ids });
    const lost = new Set<string>();
    try {
      await insertPlain(changes, records, { ordered: false });
      await this.#settle(made, batchStatuses);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const stored = await changes.find({ _id: among(ids) }).lean<StoredChanges[]>();
      const texts = new Map(records.map(({ _id: id, statements }) => [id, statements]));
      for (const { _id: id, batch, statements } of stored)
        if (texts.get(id) !== statements) lost.add(batch);
      // Whoever was first may have ended in the middle: done again, it changes nothing.
      await this.#settle(stored.map(readChange));
    }
    void intents.deleteOne({ _id }).catch(() => undefined); // if it stays, the next start looks at it
    return lost;
  }

  /**
   * The second and third step. Done again, they change nothing.
   * @param before how the batches stood, where that is known
   */
  async #settle(made: readonly Change[], before?: ReadonlyMap<string, BatchStatus>): Promise<void> {
    if (made.length === 0) return;
    const { log, batchStatuses: batchStatuses, onChange } = this.#options;
    const inOrder = made.toSorted((one, other) => one.record.version - other.record.version);
    await Promise.all(
      inOrder.map(({ record: { _id: of }, entries }) =>
        log.append({ of, kind: 'status', entries }),
      ),
    );
    const known = before ?? (await this.batchStatuses(inOrder.map(({ record }) => record.batch)));
    const next = new Map<string, { list: number; from: number; status: BatchStatus }>();
    for (const { record, statements } of inOrder) {
      const { batch, list, version } = record;
      const status = next.get(batch)?.status ?? known.get(batch) ?? BatchStatus.NEW;
      if (status.version !== version - 1) continue; // it has been put there
      const from = next.get(batch)?.from ?? status.version;
      next.set(batch, { list, from, status: status.after(record, statements) });
    }
    const writes = [...next].map(([_id, { list, from, status }]) => ({
      updateOne: {
        filter: { _id, version: from },
        update: { $set: { ...status.stored(), list }, $setOnInsert: { recheckOn: '' } },
        upsert: from === 0,
      },
    }));
    if (writes.length > 0)
      await batchStatuses.bulkWrite(writes, { ordered: false }).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error; // another process has put it there
      });
    onChange(new Set(inOrder.map(({ record }) => record.list)));
  }
}

/** Changes of status in one batch, with what is made of them. */
interface Change {
  readonly record: StoredChanges;
  readonly statements: readonly StatusStatement[];
  /** Their entries in the log, one after the other. */
  readonly entries: Uint8Array;
}

function readChange(record: StoredChanges): Change {
  const statements = statementsOf(record);
  return { record, statements, entries: entriesOf(statements) };
}

interface Round {
  readonly changes: readonly Change[];
  /** Orders that are carried out by these changes. */
  readonly orders: readonly StatusOrder[];
  /** Orders that come after them, since they concern the same attestations. */
  readonly later: readonly StatusOrder[];
}

/** What of some orders can be carried out at once: one change of an attestation, if it is allowed. */
function roundOf(
  pending: readonly StatusOrder[],
  batchStatuses: ReadonlyMap<string, BatchStatus>,
  at: string,
): Round {
  const byBatch = new Map<Batch, Map<number, StatusOrder>>();
  const batches = new Map<string, Batch>();
  const [orders, later]: [StatusOrder[], StatusOrder[]] = [[], []];
  for (const order of pending) {
    const batch = batches.get(order.batch.id) ?? order.batch;
    batches.set(batch.id, batch);
    const chosen = byBatch.get(batch) ?? new Map<number, StatusOrder>();
    byBatch.set(batch, chosen);
    if (chosen.has(order.position)) later.push(order);
    else if (isAllowed(order, batchStatuses.get(batch.id))) {
      chosen.set(order.position, order);
      orders.push(order);
    }
  }
  const changes = [...byBatch]
    .filter(([, chosen]) => chosen.size > 0)
    .map(([batch, chosen]) => changeOf(batch, chosen, batchStatuses.get(batch.id), at));
  return { changes, orders, later };
}

const isAllowed = ({ position, to, cause }: StatusOrder, status = BatchStatus.NEW): boolean =>
  mayBecome(status.of(position), { status: to, cause });

function changeOf(
  batch: Batch,
  orders: ReadonlyMap<number, StatusOrder>,
  status = BatchStatus.NEW,
  at: string,
): Change {
  const version = status.version + 1;
  const { list } = batch.content;
  const statements = [...orders.values()].map(({ position, to, cause, reason }) => {
    const { status: from, changes } = status.of(position);
    const index = batch.indexOf(position);
    const digest = batch.digestOf(position).toString('base64url');
    return { at, cause, digest, from, index, list, number: changes + 1, reason, to } as const;
  });
  const texts = statements.map(statementText);
  const record = {
    _id: `${batch.id}:${version}`,
    batch: batch.id,
    version,
    list,
    at,
    positions: [...orders.keys()],
    statements: `[${texts.join()}]`,
  };
  return { record, statements, entries: Buffer.concat(texts.map(entryOfText)) };
}
