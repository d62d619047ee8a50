import { Schema, type IndexDefinition, type Model, type Mongoose } from 'mongoose';
import { descriptionOf, FACT_KINDS, type FactKind, type FactOf } from './kinds.ts';

/** Search keys stored beside a record. */
export interface SearchKeys {
  /** Certificates: what the number looks like, in any spelling. */
  readonly likeness?: string;
  /** Certificates: by which texts it is found. */
  readonly grams?: readonly string[];
}

/** How a stored version changed what was known before it. */
export type Change = 'ADDED' | 'EXTENDED' | 'RETRACTED';

/**
 * One version of a fact. Versions are only ever added; the single field that changes is `end`,
 * when a later batch replaces the version.
 */
export interface StoredFact<K extends FactKind = FactKind> extends SearchKeys {
  /** `<batch>.<row>`. */
  readonly _id: string;
  /** Number of the document in the ledger. */
  readonly batch: number;
  /** Position among the changes of the batch, from 0. */
  readonly row: number;
  /** Batch that replaced this version; null while it stands. */
  readonly end: number | null;
  /** The key that all versions of one fact share. */
  readonly key: string;
  /** SHA-256 of the canonical JSON of `fact`, in hexadecimal. */
  readonly digest: string;
  readonly change: Change;
  /** The version that this one replaces. */
  readonly supersedes: string | null;
  /** The record as the document states it. */
  readonly fact: FactOf<K>;
}

export type FactModel<K extends FactKind = FactKind> = Model<StoredFact<K>>;

/** Indexes that every kind needs: versions of a fact, and the rows of a batch in order. */
const COMMON: readonly IndexDefinition[] = [{ key: 1 }, { batch: 1, row: 1 }];

/**
 * Declares the model of one kind of fact, with the indexes that its readers need. The record itself
 * is Mixed: facts.schema.json has checked it, and nothing may be added to it or lost from it.
 */
export function defineFacts<K extends FactKind>(
  mongoose: Mongoose,
  kind: K,
  indexes: readonly IndexDefinition[] = [],
): FactModel<K> {
  const declared = mongoose.models[kind] as FactModel<K> | undefined;
  if (declared) return declared;
  const schema = new Schema(
    {
      _id: String,
      batch: Number,
      row: Number,
      end: Number,
      key: String,
      digest: String,
      change: String,
      supersedes: String,
      likeness: String,
      grams: { type: [String], default: undefined },
      fact: Schema.Types.Mixed,
    },
    {
      collection: kind,
      versionKey: false,
      minimize: false,
      strict: 'throw',
      strictQuery: 'throw',
    },
  );
  for (const index of [...COMMON, ...indexes]) schema.index(index);
  return mongoose.model(kind, schema) as unknown as FactModel<K>;
}

/** The models of all kinds. */
export type FactModels = { readonly [K in FactKind]: FactModel<K> };

/** The models of all kinds, with the indexes that each declares. */
export const factModels = (mongoose: Mongoose): FactModels =>
  Object.fromEntries(
    FACT_KINDS.map((kind) => [kind, defineFacts(mongoose, kind, descriptionOf(kind).indexes)]),
  ) as unknown as FactModels;
