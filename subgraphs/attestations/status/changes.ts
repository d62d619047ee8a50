import type { Model } from 'mongoose';
import { among } from '../../kit/facts/filter.ts';
import { isDuplicateKey } from '../../kit/duplicate-key.ts';
import type { TransparencyLog } from '../log/log.ts';
import type { StoredAttestation } from '../model.ts';
import { mayBecome } from '../rules.ts';
import type { RecordedStatus, StatusCause } from '../rules.ts';
import type { StatusModels, StoredChange } from './model.ts';
import { entryOf, numberOf, statementOf } from './statement.ts';

/** Times that an order is tried again when another process changes the same attestation meanwhile. */
const MAX_ATTEMPTS = 20;

/** What an attestation is to become, and why. */
export interface StatusOrder {
  readonly id: string;
  readonly to: RecordedStatus;
  readonly cause: StatusCause;
  readonly reason: string;
}

export interface ChangesOptions {
  readonly attestations: Model<StoredAttestation>;
  readonly changes: StatusModels['changes'];
  readonly log: TransparencyLog;
  readonly now: () => Date;
  /** Told of the lists in which something has changed. */
  readonly onChange: (lists: ReadonlySet<number>) => void;
}

/**
 * Changes of status, each in three steps that a crash cannot tear apart: recorded (its number is
 * unique, so of two at once one waits for the other), logged, and put on the attestation. Whoever
 * meets an unfinished change finishes it first.
 */
export class StatusChanges {
  readonly #options: ChangesOptions;

  constructor(options: ChangesOptions) {
    this.#options = options;
  }

  /**
   * Changes each attestation where that is allowed, at most one order for each. Gives the attestations
   * as they are then, by id; one that was never issued is not among them.
   */
  async change(orders: readonly StatusOrder[]): Promise<Map<string, StoredAttestation>> {
    const outcome = new Map<string, StoredAttestation>();
    let pending = orders;
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === MAX_ATTEMPTS)
        throw new RangeError('Too many changes of one attestation at once; try again.');
      const found = await this.#find(pending.map(({ id }) => id));
      for (const attestation of found.values()) outcome.set(attestation._id, attestation);
      const wanted = pending.flatMap((order) => {
        const attestation = found.get(order.id);
        const { status, statusCause: cause } = attestation ?? {};
        if (
          !attestation ||
          !status ||
          !mayBecome({ status, cause }, { ...order, status: order.to })
        )
          return [];
        return [{ order, attestation, record: this.#recordOf(attestation, order) }];
      });
      const lost = await this.#record(wanted.map(({ record }) => record));
      for (const { attestation, record } of wanted)
        if (!lost.has(record._id))
          outcome.set(attestation._id, { ...attestation, ...fieldsOf(record) });
      pending = wanted.filter(({ record }) => lost.has(record._id)).map(({ order }) => order);
    }
    return outcome;
  }

  /** Finishes what a crash has left; the number of changes finished. */
  async finish(): Promise<number> {
    const open = await this.#options.changes.find({ settled: false }).lean<StoredChange[]>();
    await this.#settle(open);
    return open.length;
  }

  /** The history of an attestation, oldest first. */
  async history(id: string): Promise<readonly StoredChange[]> {
    const found = await this.#options.changes.find({ attestation: id }).lean<StoredChange[]>();
    return found.sort((one, other) => numberOf(one) - numberOf(other));
  }

  async #find(ids: readonly string[]): Promise<Map<string, StoredAttestation>> {
    const found = await this.#options.attestations
      .find({ _id: among(ids) })
      .lean<StoredAttestation[]>();
    return new Map(found.map((attestation) => [attestation._id, attestation]));
  }

  #recordOf(attestation: StoredAttestation, { to, cause, reason }: StatusOrder): StoredChange {
    const { _id, digest, list, index, status: from, changes } = attestation;
    const at = this.#options.now().toISOString();
    const place = { attestation: _id, digest, list, index };
    const change = { _id: `${_id}:${changes + 1}`, ...place, from, to, cause, reason, at };
    const unsettled = { ...change, entry: '', settled: false };
    return { ...unsettled, entry: entryOf(statementOf(unsettled)) };
  }

  /** Records and settles changes; gives those whose number another change had already taken. */
  async #record(records: readonly StoredChange[]): Promise<ReadonlySet<string>> {
    if (records.length === 0) return new Set();
    const { changes } = this.#options;
    let stored = records;
    try {
      await changes.insertMany(records, { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const ids = records.map(({ _id }) => _id);
      stored = await changes.find({ _id: among(ids) }).lean<StoredChange[]>();
    }
    await this.#settle(stored);
    const entries = new Set(stored.map(({ entry }) => entry));
    return new Set(records.filter(({ entry }) => !entries.has(entry)).map(({ _id }) => _id));
  }

  /** The second and third step. Done again, they change nothing. */
  async #settle(records: readonly StoredChange[]): Promise<void> {
    if (records.length === 0) return;
    const { attestations, changes, log, onChange } = this.#options;
    await log.append(
      records.map(({ entry, attestation }) => ({ entry, kind: 'status', attestation })),
    );
    await attestations.bulkWrite(
      records.map((record) => ({
        updateOne: {
          filter: { _id: record.attestation, changes: numberOf(record) - 1 },
          update: { $set: fieldsOf(record) },
        },
      })),
      { ordered: true },
    );
    const ids = records.map(({ _id }) => _id);
    await changes.updateMany({ _id: among(ids) }, { $set: { settled: true } });
    onChange(new Set(records.map(({ list }) => list)));
  }
}

/** What a change puts on the attestation. */
const fieldsOf = (
  change: StoredChange,
): Required<
  Pick<StoredAttestation, 'status' | 'statusCause' | 'statusReason' | 'statusChangedAt' | 'changes'>
> => ({
  status: change.to,
  statusCause: change.cause,
  statusReason: change.reason,
  statusChangedAt: change.at,
  changes: numberOf(change),
});
