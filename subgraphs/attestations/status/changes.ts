import { createHash } from 'node:crypto';
import type { Model } from 'mongoose';
import { canonical } from '../../kit/facts/canonical.ts';
import type { TransparencyLog } from '../log/log.ts';
import type { IssuedAttestation, StoredAttestation } from '../model.ts';
import { mayBecome } from '../rules.ts';
import type { RecordedStatus } from '../rules.ts';
import type { StatusModels, StoredChange } from './model.ts';

const DUPLICATE_KEY = 11000;

export interface ChangesOptions {
  readonly attestations: Model<StoredAttestation>;
  readonly changes: StatusModels['changes'];
  readonly log: TransparencyLog;
  readonly now: () => Date;
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

  /** Changes the status where that is allowed; the attestation as it is then; null: no such one. */
  async change(id: string, to: RecordedStatus, reason: string): Promise<IssuedAttestation | null> {
    const { attestations, changes, now } = this.#options;
    const attestation = await attestations
      .findOne({ _id: id, state: 'ISSUED' })
      .lean<IssuedAttestation | null>();
    if (!attestation || !mayBecome(attestation.status, to)) return attestation;
    const { digest, list, index, status: from } = attestation;
    const change = {
      attestation: id,
      digest,
      list,
      index,
      from,
      to,
      reason,
      at: now().toISOString(),
    };
    const stored: StoredChange = {
      _id: `${id}:${attestation.changes + 1}`,
      ...change,
      entry: createHash('sha256').update(canonical(change)).digest('base64url'),
      settled: false,
    };
    try {
      await changes.create(stored);
    } catch (error) {
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
      const earlier = await changes.findById(stored._id).lean<StoredChange | null>();
      if (earlier) await this.#settle(earlier);
      return this.change(id, to, reason);
    }
    await this.#settle(stored);
    return { ...attestation, status: to, statusReason: reason, statusChangedAt: stored.at };
  }

  /** Finishes what a crash has left; the number of changes finished. */
  async finish(): Promise<number> {
    const open = await this.#options.changes.find({ settled: false }).lean<StoredChange[]>();
    for (const change of open) await this.#settle(change);
    return open.length;
  }

  /** The history of an attestation, oldest first. */
  async history(id: string): Promise<readonly StoredChange[]> {
    const found = await this.#options.changes.find({ attestation: id }).lean<StoredChange[]>();
    return found.sort((one, other) => numberOf(one) - numberOf(other));
  }

  async #settle(change: StoredChange): Promise<void> {
    const { attestations, changes, log } = this.#options;
    const { _id, attestation, entry, to, reason, at } = change;
    await log.append([{ entry, kind: 'status', attestation }]);
    await attestations.updateOne(
      { _id: attestation, changes: numberOf(change) - 1 },
      {
        $set: { status: to, statusReason: reason, statusChangedAt: at, changes: numberOf(change) },
      },
    );
    await changes.updateOne({ _id }, { $set: { settled: true } });
  }
}

const numberOf = ({ _id }: StoredChange): number => Number(_id.slice(_id.lastIndexOf(':') + 1));
