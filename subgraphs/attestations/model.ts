import type { Model, Mongoose } from 'mongoose';
import type { Answer, Question } from '../../schema/generated/question.ts';
import type { RecordedStatus, StatusCause } from './rules.ts';

/** What is known of one attestation that was issued, beside its token. Only the status ever changes. */
export interface Attestation {
  /**
   * Url-safe: the last segment of its address. Nobody finds one by trying. Those that were issued together
   * begin alike, so that they are filed together.
   */
  readonly _id: string;
  /** Digest of what makes a second request the same request. */
  readonly request: string;
  /** Counts the attestations of a request from 1: only one of them is in force. */
  readonly generation: number;
  /** Identifier of the key that signed it. */
  readonly kid: string;
  /** SHA-256 of the signing input, base64url: its entry in the log. */
  readonly digest: string;
  readonly certificate: string;
  readonly market: string;
  readonly audience: string;
  readonly question: Question;
  /** The part of the answer that was signed. */
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
  /** Which place of its list it was when it was given out, from 0. */
  readonly turn: number;
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

/**
 * An attestation as it is stored. Token and decision are texts: nothing is looked up by what they say,
 * and the token, of which nothing changes, is kept apart, so that a change of status need not write it again.
 */
export type StoredAttestation = Omit<Attestation, 'question' | 'answer'> & {
  /** `{question, answer}` in JSON. */
  readonly decision: string;
};

/** What an attestation is an answer to. */
export type Decision = Pick<Attestation, 'question' | 'answer'>;

export const decisionText = ({ question, answer }: Decision): string =>
  JSON.stringify({ question, answer });

export const readDecision = (text: string): Decision => JSON.parse(text) as Decision;

/** An attestation as it was before it was stored. */
export const readAttestation = ({ decision, ...rest }: StoredAttestation): Attestation => ({
  ...rest,
  ...readDecision(decision),
});

/**
 * The token of an attestation, stored before the attestation is, in the bytes that its base64url stands for:
 * a quarter less, and two on a page of the store instead of one.
 */
export interface StoredToken {
  /** As the attestation's. */
  readonly _id: string;
  /** As it stands in the token. */
  readonly header: string;
  readonly payload: StoredBytes;
  readonly signature: StoredBytes;
  /** The short form for a QR symbol, once it has been asked for. */
  readonly qr?: string;
}

/** Bytes as they are given to the store, or as they come from it. */
export type StoredBytes = Uint8Array | { readonly value: () => Uint8Array };

/** The compact JWS of a stored token. */
export const jwsOf = ({ header, payload, signature }: StoredToken): string =>
  `${header}.${base64url(payload)}.${base64url(signature)}`;

const base64url = (bytes: StoredBytes): string =>
  Buffer.from(bytes instanceof Uint8Array ? bytes : bytes.value()).toString('base64url');

/**
 * What is about to be signed, stored before it is. It goes when all of it has been issued: what stays
 * says of leaves in the log that nothing was handed out for them.
 */
export interface StoredIntent {
  readonly _id: string;
  readonly at: string;
  /** Identifiers of attestations. */
  readonly attestations: readonly string[];
  /** Their entries in the log, in the same order. */
  readonly digests: readonly string[];
}

/** An attestation with its token: all that anyone outside ever sees. */
export type IssuedAttestation = Attestation & {
  readonly jws: string;
} & Pick<StoredToken, 'qr'>;

/** The collections of issued attestations. */
export interface AttestationModels {
  readonly attestations: Model<StoredAttestation>;
  readonly tokens: Model<StoredToken>;
  readonly intents: Model<StoredIntent>;
}

/** The attestations of this hub. */
export function attestationModels(mongoose: Mongoose): AttestationModels {
  const options = { versionKey: false, strict: 'throw' } as const;
  return {
    attestations: attestationModel(mongoose),
    tokens:
      (mongoose.models['AttestationToken'] as Model<StoredToken> | undefined) ??
      mongoose.model<StoredToken>(
        'AttestationToken',
        new mongoose.Schema<StoredToken>(
          { _id: String, header: String, payload: Buffer, signature: Buffer, qr: String },
          options,
        ),
        'attestation_tokens',
      ),
    intents:
      (mongoose.models['AttestationIntent'] as Model<StoredIntent> | undefined) ??
      mongoose.model<StoredIntent>(
        'AttestationIntent',
        new mongoose.Schema<StoredIntent>(
          { _id: String, at: String, attestations: [String], digests: [String] },
          options,
        ),
        'attestation_intents',
      ),
  };
}

/** Attestations without their tokens. */
export function attestationModel(mongoose: Mongoose): Model<StoredAttestation> {
  const existing = mongoose.models['Attestation'] as Model<StoredAttestation> | undefined;
  if (existing) return existing;
  const schema = new mongoose.Schema<StoredAttestation>(
    {
      _id: String,
      request: String,
      generation: Number,
      kid: String,
      digest: String,
      certificate: String,
      market: String,
      audience: String,
      decision: String,
      knownAt: String,
      issuedAt: Number,
      expiresAt: Number,
      requestedBy: String,
      list: Number,
      index: Number,
      turn: Number,
      status: String,
      changes: Number,
      statusChangedAt: String,
      statusReason: String,
      statusCause: String,
      horizon: Number,
      grounds: [String],
      recheckOn: String,
    },
    { collection: 'attestation_records', versionKey: false, minimize: false, strict: 'throw' },
  );
  // Each index costs every issue some microseconds: these are those that something is looked up by.
  schema.index({ request: 1, generation: 1 }, { unique: true });
  // Each turn has another place, so this keeps places unique too; turns rise, and are cheaper to file.
  schema.index({ list: 1, turn: 1 }, { unique: true });
  schema.index({ list: 1, changes: 1 }, { partialFilterExpression: CHANGED });
  schema.index({ grounds: 1, expiresAt: 1 });
  schema.index({ expiresAt: 1 });
  schema.index({ recheckOn: 1 }, { partialFilterExpression: TO_BE_RECHECKED });
  return mongoose.model<StoredAttestation>('Attestation', schema);
}

/** Of which few are among many; a query that shall use their index says so in the same words. */
export const CHANGED = { changes: { $gt: 0 } };
export const TO_BE_RECHECKED = { recheckOn: { $gt: '' } };
