import type { Model, Mongoose } from 'mongoose';
import type { Answer, Question } from '../../schema/generated/question.ts';
import type { RecordedStatus, StatusCause } from './rules.ts';

/**
 * One attestation, from the intent to issue it to its revocation. What is signed never changes;
 * only the outcome of signing and the status do.
 */
export interface StoredAttestation {
  /** Random, url-safe: the last segment of its address. */
  readonly _id: string;
  /** Digest of what makes a second request the same request; see `requestKey`. */
  readonly request: string;
  /** `request` and a count: only one attestation of a request is in force. */
  readonly key: string;
  readonly generation: number;
  /** INTENT: decided and stored, not yet signed, never handed out. */
  readonly state: 'INTENT' | 'ISSUED' | 'ABANDONED';
  readonly kid: string;
  readonly signingInput: string;
  /** SHA-256 of the signing input, base64url. */
  readonly digest: string;
  readonly jws?: string;
  /** The short form for a QR symbol, once it has been asked for. */
  readonly qr?: string;
  readonly certificate: string;
  readonly market: string;
  readonly audience: string;
  readonly question: Question;
  readonly answer: Answer;
  readonly knownAt: string;
  /** Seconds since 1970, as in the claims. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Subject of the token with which it was asked for. */
  readonly requestedBy: string;
  /** Place in a status list. */
  readonly list: number;
  readonly index: number;
  readonly status: RecordedStatus;
  /** Number of changes of status so far. */
  readonly changes: number;
  readonly statusChangedAt?: string;
  readonly statusReason?: string;
  /** Who changed it last; absent: it never changed. */
  readonly statusCause?: StatusCause;
  /** Number of the last document of facts that the decision rests on. */
  readonly horizon: number;
  /** The facts it stands on, for those that can be named: see `groundsOf`. */
  readonly grounds: readonly string[];
  /** Day on which it is to be decided again, since the facts say that the answer changes; '': none. */
  readonly recheckOn: string;
}

/** An attestation that has been signed: all that anyone outside ever sees. */
export type IssuedAttestation = StoredAttestation & { readonly jws: string };

/** True once signed. */
export const isIssued = (attestation: StoredAttestation): attestation is IssuedAttestation =>
  attestation.state === 'ISSUED' && attestation.jws !== undefined;

/** The attestations of this hub, in the collection `attestations`. */
export function attestationModel(mongoose: Mongoose): Model<StoredAttestation> {
  const existing = mongoose.models['Attestation'] as Model<StoredAttestation> | undefined;
  if (existing) return existing;
  const { Mixed } = mongoose.Schema.Types;
  const schema = new mongoose.Schema<StoredAttestation>(
    {
      _id: String,
      request: String,
      key: String,
      generation: Number,
      state: String,
      kid: String,
      signingInput: String,
      digest: String,
      jws: String,
      qr: String,
      certificate: String,
      market: String,
      audience: String,
      question: Mixed,
      answer: Mixed,
      knownAt: String,
      issuedAt: Number,
      expiresAt: Number,
      requestedBy: String,
      list: Number,
      index: Number,
      status: String,
      changes: Number,
      statusChangedAt: String,
      statusReason: String,
      statusCause: String,
      horizon: Number,
      grounds: [String],
      recheckOn: String,
    },
    { collection: 'attestations', versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ key: 1 }, { unique: true });
  schema.index({ digest: 1 }, { unique: true });
  schema.index({ list: 1, index: 1 }, { unique: true });
  schema.index({ list: 1, status: 1 });
  schema.index({ request: 1, generation: -1 });
  schema.index({ certificate: 1, expiresAt: 1 });
  schema.index({ state: 1, expiresAt: 1 });
  schema.index({ issuedAt: -1 });
  schema.index({ grounds: 1, expiresAt: 1 });
  schema.index({ recheckOn: 1 });
  return mongoose.model<StoredAttestation>('Attestation', schema);
}
