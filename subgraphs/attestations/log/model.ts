import type { Model, Mongoose, Schema } from 'mongoose';

/** What a leaf stands for. */
export type LeafKind = 'attestation' | 'status';

/** One leaf of the log. Never changed, never deleted; `_id` counts from 0 without gaps. */
export interface StoredLeaf {
  readonly _id: number;
  /** The entry: 32 bytes in base64url. Unique, so that nothing is logged twice. */
  readonly entry: string;
  readonly kind: LeafKind;
  /** The attestation concerned. */
  readonly attestation: string;
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
  readonly leaves: Model<StoredLeaf>;
  readonly tiles: Model<StoredTile>;
  readonly checkpoints: Model<StoredCheckpoint>;
}

/** The collections of the log. */
export function logModels(mongoose: Mongoose): LogModels {
  const model = <T>(name: string, collection: string, make: () => Schema<T>): Model<T> =>
    (mongoose.models[name] as Model<T> | undefined) ?? mongoose.model<T>(name, make(), collection);
  const options = { versionKey: false, strict: 'throw' } as const;
  return {
    leaves: model<StoredLeaf>('LogLeaf', 'log_leaves', () => {
      const schema = new mongoose.Schema<StoredLeaf>(
        { _id: Number, entry: String, kind: String, attestation: String, at: String },
        options,
      );
      schema.index({ entry: 1 }, { unique: true });
      schema.index({ _id: 1, kind: 1 }, { partialFilterExpression: { kind: 'status' } });
      return schema;
    }),
    tiles: model<StoredTile>(
      'LogTile',
      'log_tiles',
      () => new mongoose.Schema<StoredTile>({ _id: String, hashes: String }, options),
    ),
    checkpoints: model<StoredCheckpoint>(
      'LogCheckpoint',
      'log_checkpoints',
      () =>
        new mongoose.Schema<StoredCheckpoint>(
          { _id: Number, at: String, root: String, note: String, cosignatures: [String] },
          options,
        ),
    ),
  };
}
