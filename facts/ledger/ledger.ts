import { Schema, type Model, type Mongoose } from 'mongoose';
import type { StoredLease } from '../../store/mongoose/lease.ts';
import type { FactKind } from '../kinds/kinds.ts';

export interface KindCounts {
  added: number;
  extended: number;
  retracted: number;
}

/**
 * One number of the ledger. Inserting it is the commit of a document: numbers are unique, so of two
 * writers that believe they hold the lease only one can commit. A void entry takes the number away
 * from a writer that died.
 */
export interface LedgerEntry {
  readonly _id: number;
  readonly void: boolean;
  /** SHA-256 of the bytes of the document, in hexadecimal. */
  readonly document: string;
  readonly source: string;
  /** ISO 8601 instant. */
  readonly storedAt: string;
  readonly counts: Readonly<Partial<Record<FactKind, KindCounts>>>;
  /** Changes in the document. */
  readonly rows: number;
}

/** The progress of a writer, kept so that the same document can be resumed after a crash. */
export interface Intent {
  readonly batch: number;
  readonly document: string;
  readonly stamp: boolean;
  readonly storedAt: string;
}

/** The right to write: one document, one holder at a time. */
export interface StoredFactsLease extends StoredLease {
  readonly _id: 'facts';
  readonly intent: Intent | null;
}

const options = { versionKey: false, strict: 'throw', strictQuery: 'throw' } as const;

export function ledgerModel(mongoose: Mongoose): Model<LedgerEntry> {
  const declared = mongoose.models['ledger'] as Model<LedgerEntry> | undefined;
  if (declared) return declared;
  const schema = new Schema(
    {
      _id: Number,
      void: Boolean,
      document: String,
      source: String,
      storedAt: String,
      counts: Schema.Types.Mixed,
      rows: Number,
    },
    { ...options, collection: 'ledger', minimize: false },
  );
  schema.index({ document: 1 });
  return mongoose.model('ledger', schema) as unknown as Model<LedgerEntry>;
}

export function leaseModel(mongoose: Mongoose): Model<StoredFactsLease> {
  const declared = mongoose.models['leases'] as Model<StoredFactsLease> | undefined;
  if (declared) return declared;
  const schema = new Schema(
    {
      _id: String,
      owner: String,
      expiresAt: Number,
      intent: Schema.Types.Mixed,
    },
    { ...options, collection: 'leases' },
  );
  return mongoose.model('leases', schema) as unknown as Model<StoredFactsLease>;
}
