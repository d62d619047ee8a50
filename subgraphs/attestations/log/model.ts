import type { Model, Mongoose } from 'mongoose';
import { declaredModel } from '../../../store/mongoose/declared-model.ts';
import type { StoredBytes } from '../../../store/mongoose/bytes.ts';

/**
 * A checkpoint that our own key has signed and our own log contradicts: evidence that the log showed two
 * faces, that its key is in other hands, or that its store was set back. Never deleted.
 */
export interface StoredConflict {
  /** SHA-256 of the signed text, base64url. */
  readonly _id: string;
  readonly size: number;
  /** What it says the root is, and what the log says; null: the log is not that long. */
  readonly root: string;
  readonly ours: string | null;
  /** The signed note, as it came. */
  readonly note: string;
  readonly at: string;
}

/** The kinds of leaves. */
export type LeafKind = 'attestation' | 'status';

/**
 * Leaves of the log that follow each other and were appended together. Never changed, never deleted: each run
 * begins where the one before it ends.
 */
export interface StoredRun {
  /** Place of its first leaf, from 0. */
  readonly _id: number;
  /** Leaves in it. */
  readonly size: number;
  /** The cause of the append: a batch, or changes of status. Unique, so that nothing is logged twice. */
  readonly of: string;
  readonly kind: LeafKind;
  /** The entries: 32 bytes each. */
  readonly entries: StoredBytes;
  readonly at: string;
}

/** A full tile (C2SP tlog-tiles): 256 hashes. Derived from the leaves, kept to be read quickly. */
export interface StoredTile {
  /** `level/number`. */
  readonly _id: string;
  /** 256 hashes, base64. */
  readonly hashes: string;
}

/** A state of the log that was published. */
export interface StoredCheckpoint {
  /** Size of the tree: for each size there is one checkpoint, whoever signs it. */
  readonly _id: number;
  readonly at: string;
  readonly root: string;
  /** The signed note with the signature of the log. */
  readonly note: string;
  /** Signature lines of witnesses. */
  readonly cosignatures: readonly string[];
}

export interface LogModels {
  readonly runs: Model<StoredRun>;
  readonly tiles: Model<StoredTile>;
  readonly checkpoints: Model<StoredCheckpoint>;
  readonly conflicts: Model<StoredConflict>;
}

/** The collections of the log. */
export function logModels(mongoose: Mongoose): LogModels {
  const options = { versionKey: false, strict: 'throw' } as const;
  return {
    runs: declaredModel<StoredRun>(mongoose, 'LogRun', 'log_runs', () => {
      const schema = new mongoose.Schema<StoredRun>(
        { _id: Number, size: Number, of: String, kind: String, entries: Buffer, at: String },
        options,
      );
      schema.index({ of: 1 }, { unique: true });
      schema.index({ _id: 1, kind: 1 }, { partialFilterExpression: { kind: 'status' } });
      return schema;
    }),
    tiles: declaredModel<StoredTile>(
      mongoose,
      'LogTile',
      'log_tiles',
      () => new mongoose.Schema<StoredTile>({ _id: String, hashes: String }, options),
    ),
    checkpoints: declaredModel<StoredCheckpoint>(
      mongoose,
      'LogCheckpoint',
      'log_checkpoints',
      () =>
        new mongoose.Schema<StoredCheckpoint>(
          { _id: Number, at: String, root: String, note: String, cosignatures: [String] },
          options,
        ),
    ),
    conflicts: declaredModel<StoredConflict>(
      mongoose,
      'LogConflict',
      'log_conflicts',
      () =>
        new mongoose.Schema<StoredConflict>(
          { _id: String, size: Number, root: String, ours: String, note: String, at: String },
          options,
        ),
    ),
  };
}
