import type { Model } from 'mongoose';
import { isDuplicateKey } from '../../kit/duplicate-key.ts';
import { among } from '../../kit/facts/filter.ts';
import { insertPlain } from '../../kit/insert-plain.ts';
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

/** What must be known of an attestation to change its status. */
export type Changeable = Pick<
  StoredAttestation,
  '_id' | 'digest' | 'list' | 'index' | 'status' | 'statusCause' | 'changes'
>;

export interface ChangesOptions extends Pick<StatusModels, 'changes' | 'intents'> {
  readonly attestations: Model<StoredAttestation>;
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
   * Changes each attestation where that is allowed, at most one order for each; what is not known of them
   * is read. What was never issued stays so.
   * @param known how attestations stood a moment ago; if that is no longer so, they are read again
   */
  async change(orders: readonly StatusOrder[], known: readonly Changeable[] = []): Promise<void> {
    let pending = orders;
    let found = new Map(known.map((attestation) => [attestation._id, attestation]));
    for (let attempt = 0; pending.length > 0; attempt++) {
      if (attempt === MAX_ATTEMPTS)
        throw new RangeError('Too many changes of one attestation at once; try again.');
      if (attempt > 0 || known.length === 0) found = await this.#find(pending.map(({ id }) => id));
      const at = this.#options.now().toISOString();
      const wanted = pending.flatMap((order) => {
        const attestation = found.get(order.id);
        if (!attestation || !mayBecome(standingOf(attestation), { ...order, status: order.to }))
          return [];
        return [{ order, record: recordOf(attestation, order, at) }];
      });
      const lost = await this.#record(wanted.map(({ record }) => record));
      pending = wanted.filter(({ record }) => lost.has(record._id)).map(({ order }) => order);
    }
  }

  /** Finishes what a crash has left. */
  async finish(): Promise<void> {
    const { changes, intents } = this.#options;
    for (const { _id, changes: ids } of await intents.find().lean()) {
      await this.#settle(await changes.find({ _id: among(ids) }).lean<StoredChange[]>());
      await intents.deleteOne({ _id });
    }
  }

  /** The history of an attestation, oldest first. */
  async history(id: string): Promise<readonly StoredChange[]> {
    const found = await this.#options.changes.find({ attestation: id }).lean<StoredChange[]>();
    return found.sort((one, other) => numberOf(one) - numberOf(other));
  }

  async #find(ids: readonly string[]): Promise<Map<string, Changeable>> {
    const found = await this.#options.attestations
      .find({ _id: among(ids) })
      .lean<StoredAttestation[]>();
    return new Map(found.map((attestation) => [attestation._id, attestation]));
  }

  /** Records and settles changes; gives those whose number another change had already taken. */
  async #record(records: readonly StoredChange[]): Promise<ReadonlySet<string>> {
    if (records.length === 0) return new Set();
    const { changes, intents } = this.#options;
    const ids = records.map(({ _id }) => _id);
    const { insertedId: _id } = await intents.collection.insertOne({ changes: ids });
    let stored = records;
    try {
      await insertPlain(changes, records, { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      stored = await changes.find({ _id: among(ids) }).lean<StoredChange[]>();
    }
    await this.#settle(stored);
    void intents.deleteOne({ _id }).catch(() => undefined); // if it stays, the next start looks at it
    const entries = new Set(stored.map(({ entry }) => entry));
    return new Set(records.filter(({ entry }) => !entries.has(entry)).map((record) => record._id));
  }

  /** The second and third step. Done again, they change nothing. */
  async #settle(records: readonly StoredChange[]): Promise<void> {
    if (records.length === 0) return;
    const { attestations, log, onChange } = this.#options;
    await log.append(
      records.map(({ entry, attestation }) => ({ entry, kind: 'status', attestation })),
    );
    for (const { fields, ids } of alike(records))
      await attestations.updateMany(
        { _id: among(ids), changes: fields.changes - 1 },
        { $set: fields },
      );
    onChange(new Set(records.map(({ list }) => list)));
  }
}

const standingOf = ({ status, statusCause: cause }: Changeable) => ({ status, cause });

function recordOf(
  { _id: attestation, digest, list, index, status: from, changes }: Changeable,
  { to, cause, reason }: StatusOrder,
  at: string,
): StoredChange {
  const _id = `${attestation}:${changes + 1}`;
  const change = { _id, attestation, digest, list, index, from, to, cause, reason, at, entry: '' };
  return { ...change, entry: entryOf(statementOf(change)) };
}

/** What a change puts on the attestation. */
type StatusFields = Required<
  Pick<StoredAttestation, 'status' | 'statusCause' | 'statusReason' | 'statusChangedAt' | 'changes'>
>;

/**
 * Attestations that get the same fields, so that one write serves them all; earlier changes of an
 * attestation before its later ones.
 */
function alike(
  records: readonly StoredChange[],
): readonly { readonly fields: StatusFields; readonly ids: readonly string[] }[] {
  const groups = new Map<string, { fields: StatusFields; ids: string[] }>();
  for (const record of records) {
    const fields = {
      status: record.to,
      statusCause: record.cause,
      statusReason: record.reason,
      statusChangedAt: record.at,
      changes: numberOf(record),
    };
    const key = JSON.stringify(fields);
    const group = groups.get(key) ?? { fields, ids: [] };
    groups.set(key, group);
    group.ids.push(record.attestation);
  }
  return [...groups.values()].sort((one, other) => one.fields.changes - other.fields.changes);
}
