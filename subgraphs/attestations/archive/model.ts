import type { Model, Mongoose } from 'mongoose';
import { declaredModel } from '../../../store/mongoose/declared-model.ts';
import type { StoredBytes } from '../../../store/mongoose/bytes.ts';

/**
 * Attestations that are about to be issued together: stored before they are signed, so that of several who are
 * to answer the same request one is first. What has been issued is a `StoredBatch` under the same
 * identifier; what stays says of leaves in the log that nothing was handed out for them.
 */
export interface StoredReservation {
  /** With this begin the identifiers of all its attestations. */
  readonly _id: string;
  /** The process that issues them, see `newOwner`; '': it has given up. */
  readonly owner: string;
  /** When it began, milliseconds since 1970. */
  readonly at: number;
  /** Requests that they answer, in their order, see `requestKey`: no two attestations answer the same. */
  readonly requests: readonly string[];
}

/**
 * Attestations that were issued together, from one to a thousand. Never changed, never deleted: what becomes
 * of their status is kept apart.
 */
export interface StoredBatch extends Omit<StoredReservation, 'owner'> {
  /** Of a reservation alone. */
  readonly owner?: string;
  /** Identifier of the key that signed them. */
  readonly kid: string;
  /** Header of their tokens, encoded. */
  readonly header: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** The last end of any of them, seconds since 1970. */
  readonly expiresAt: number;
  /** Number of the last document of facts that the decisions rest on. */
  readonly horizon: number;
  /** The status list of all, and which place of it the first was given: those after it follow. */
  readonly list: number;
  readonly turn: number;
  /** Place of the first in the log: those after it follow. */
  readonly leaf: number;
  /** Grounds of any of them, see `groundsOf`. */
  readonly grounds: readonly string[];
  /** SHA-256 of their signing inputs, 32 bytes each: their entries in the log. */
  readonly digests: StoredBytes;
  /** 64 bytes each (RFC 7518 §3.4). */
  readonly signatures: StoredBytes;
  /** Answers that they rest on, JSON, see `Basis`. */
  readonly bases: string;
  /** Distinguishing members of each, JSON, see `writeMembers`. */
  readonly members: string;
}

/**
 * Some forms of payloads of a batch, stored before it is. A token is made of a form and of what the batch says: so what
 * many tokens have in common is stored once.
 */
export interface StoredTemplates {
  /** `batch/number`, counting from 0. */
  readonly _id: string;
  /** Their parts, one after the other. */
  readonly bytes: StoredBytes;
  /** JSON: of each form the lengths of its parts, and its gaps. */
  readonly forms: string;
}

/** The short form of a token for a QR symbol, made when it was first asked for. */
export interface StoredQr {
  /** As the attestation's. */
  readonly _id: string;
  readonly jws: string;
}

/** The collections of issued attestations. */
export interface ArchiveModels {
  /** Batches, and reservations. */
  readonly batches: Model<StoredBatch>;
  readonly forms: Model<StoredTemplates>;
  readonly qrs: Model<StoredQr>;
}

/** The attestations of this hub. */
export function archiveModels(mongoose: Mongoose): ArchiveModels {
  const options = { versionKey: false, strict: 'throw' } as const;
  return {
    batches: declaredModel<StoredBatch>(mongoose, 'AttestationBatch', 'attestation_batches', () => {
      const schema = new mongoose.Schema<StoredBatch>(
        {
          _id: String,
          owner: String,
          at: Number,
          kid: String,
          header: String,
          issuedAt: Number,
          expiresAt: Number,
          horizon: Number,
          list: Number,
          turn: Number,
          leaf: Number,
          requests: [String],
          grounds: [String],
          digests: Buffer,
          signatures: Buffer,
          bases: String,
          members: String,
        },
        options,
      );
      schema.index({ requests: 1 }, { unique: true });
      // Each turn has another place, so this keeps places unique too.
      schema.index({ list: 1, turn: 1 }, { unique: true, partialFilterExpression: ISSUED });
      schema.index({ grounds: 1 });
      schema.index({ expiresAt: 1 });
      return schema;
    }),
    forms: declaredModel<StoredTemplates>(
      mongoose,
      'AttestationForms',
      'attestation_forms',
      () =>
        new mongoose.Schema<StoredTemplates>(
          { _id: String, bytes: Buffer, forms: String },
          options,
        ),
    ),
    qrs: declaredModel<StoredQr>(
      mongoose,
      'AttestationQr',
      'attestation_qrs',
      () => new mongoose.Schema<StoredQr>({ _id: String, jws: String }, options),
    ),
  };
}

/** Distinguishes batches from reservations. */
export const ISSUED = { leaf: { $gte: 0 } };
