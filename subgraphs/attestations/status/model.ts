import type { Model, Mongoose } from 'mongoose';
import { declaredModel } from '../../../store/mongoose/declared-model.ts';

/** A status list and how many of its places are given away. */
export interface StoredList {
  readonly _id: number;
  readonly allocated: number;
  /** When its first place was given away, ISO 8601. */
  readonly openedAt: string;
  /** Secret: with it everyone could tell in which order the places were given away. */
  readonly key: string;
}

/**
 * Changes of status made together in one batch of attestations. Never changed, never deleted: they are the
 * history.
 */
export interface StoredChanges {
  /** `batch:version`, version counting such changes of the batch from 1. Of two at once one is first. */
  readonly _id: string;
  readonly batch: string;
  readonly version: number;
  readonly list: number;
  /** ISO 8601 instant in UTC. */
  readonly at: string;
  /** Positions in the batch of the attestations concerned. */
  readonly positions: readonly number[];
  /** JSON list of what was logged of each, see `StatusStatement`, in the same order. */
  readonly statements: string;
}

/** How the attestations of a batch stand: the outcome of all changes so far. None: all are valid. */
export interface StoredBatchStatus {
  /** As the batch's. */
  readonly _id: string;
  readonly list: number;
  /** Of the changes that were made last; 0: none. */
  readonly version: number;
  /** JSON, see `Standing`. */
  readonly members: string;
  /** Day on which they are to be decided again, since the facts say that an answer changes; '': none. */
  readonly recheckOn: string;
}

/**
 * Changes that are under way, stored before they are and removed when they are in the log and in the
 * status of their batches: what a crash leaves is finished from here.
 */
export interface StatusIntent {
  /** Identifiers of changes. */
  readonly changes: readonly string[];
}

export interface StatusModels {
  readonly lists: Model<StoredList>;
  readonly changes: Model<StoredChanges>;
  readonly batchStatuses: Model<StoredBatchStatus>;
  readonly intents: Model<StatusIntent>;
}

/** The collections of status lists and of changes of status. */
export function statusModels(mongoose: Mongoose): StatusModels {
  const options = { versionKey: false, strict: 'throw' } as const;
  return {
    lists: declaredModel<StoredList>(
      mongoose,
      'StatusList',
      'status_lists',
      () =>
        new mongoose.Schema<StoredList>(
          { _id: Number, allocated: Number, openedAt: String, key: String },
          options,
        ),
    ),
    changes: declaredModel<StoredChanges>(mongoose, 'StatusChanges', 'status_changes', () => {
      const schema = new mongoose.Schema<StoredChanges>(
        {
          _id: String,
          batch: String,
          version: Number,
          list: Number,
          at: String,
          positions: [Number],
          statements: String,
        },
        options,
      );
      schema.index({ list: 1, at: 1 });
      schema.index({ batch: 1, version: 1 });
      return schema;
    }),
    batchStatuses: declaredModel<StoredBatchStatus>(
      mongoose,
      'StatusStanding',
      'status_standings',
      () => {
        const schema = new mongoose.Schema<StoredBatchStatus>(
          { _id: String, list: Number, version: Number, members: String, recheckOn: String },
          options,
        );
        schema.index({ list: 1 });
        schema.index({ recheckOn: 1 }, { partialFilterExpression: TO_BE_RECHECKED });
        return schema;
      },
    ),
    intents: declaredModel<StatusIntent>(
      mongoose,
      'StatusIntent',
      'status_intents',
      () => new mongoose.Schema<StatusIntent>({ changes: [String] }, options),
    ),
  };
}

/** Of which few are among many; a query that shall use their index says so in the same words. */
export const TO_BE_RECHECKED = { recheckOn: { $gt: '' } };
