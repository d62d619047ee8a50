import type { Model, Mongoose } from 'mongoose';
import type { RecordedStatus, StatusCause } from '../rules.ts';

/** A status list and how many of its places are given away. */
export interface StoredList {
  readonly _id: number;
  readonly allocated: number;
  /** When its first place was given away, ISO 8601. */
  readonly openedAt: string;
  /** Secret: with it everyone could tell in which order the places were given away. */
  readonly key: string;
}

/** One change of status. Never changed, never deleted: the history of an attestation. */
export interface StoredChange {
  /** `attestation:n`, n counting the changes of an attestation from 1. */
  readonly _id: string;
  readonly attestation: string;
  /** SHA-256 of the attestation's signing input, base64url. */
  readonly digest: string;
  readonly list: number;
  readonly index: number;
  readonly from: RecordedStatus;
  readonly to: RecordedStatus;
  readonly cause: StatusCause;
  readonly reason: string;
  readonly at: string;
  /** Entry in the log, see `entryOf`. */
  readonly entry: string;
}

/**
 * Changes that are under way, stored before they are and removed when they are in the log and on their
 * attestations: what a crash leaves is finished from here.
 */
export interface StatusIntent {
  /** Identifiers of changes. */
  readonly changes: readonly string[];
}

export interface StatusModels {
  readonly lists: Model<StoredList>;
  readonly changes: Model<StoredChange>;
  readonly intents: Model<StatusIntent>;
}

/** The collections of status lists and of changes of status. */
export function statusModels(mongoose: Mongoose): StatusModels {
  const options = { versionKey: false, strict: 'throw' } as const;
  const changes = (): Model<StoredChange> => {
    const schema = new mongoose.Schema<StoredChange>(
      {
        _id: String,
        attestation: String,
        digest: String,
        list: Number,
        index: Number,
        from: String,
        to: String,
        cause: String,
        reason: String,
        at: String,
        entry: String,
      },
      options,
    );
    schema.index({ list: 1, at: 1 });
    schema.index({ attestation: 1 });
    return mongoose.model<StoredChange>('StatusChange', schema, 'status_changes');
  };
  return {
    lists:
      (mongoose.models['StatusList'] as Model<StoredList> | undefined) ??
      mongoose.model<StoredList>(
        'StatusList',
        new mongoose.Schema<StoredList>(
          { _id: Number, allocated: Number, openedAt: String, key: String },
          options,
        ),
        'status_lists',
      ),
    intents:
      (mongoose.models['StatusIntent'] as Model<StatusIntent> | undefined) ??
      mongoose.model<StatusIntent>(
        'StatusIntent',
        new mongoose.Schema<StatusIntent>({ changes: [String] }, options),
        'status_intents',
      ),
    changes: (mongoose.models['StatusChange'] as Model<StoredChange> | undefined) ?? changes(),
  };
}
