import type { Model, Mongoose } from 'mongoose';
import type { Certificate } from '../../../schema/generated/facts.ts';
import { declaredModel } from '../../../store/mongoose/declared-model.ts';
import type { Registration } from './registration.ts';

/** One version of what is known of a partner; kept for ever. */
export interface StoredPartner {
  /** `<partner>#<version>`: of two writers of a version, one loses. */
  readonly _id: string;
  readonly partner: string;
  readonly version: number;
  readonly registration: Registration;
  /** Highest number of its trust bundles seen. */
  readonly bundleSeq: number;
  readonly state: 'ACTIVE' | 'REVOKED';
  readonly reason?: string;
  /** When the hub began, and ceased, to believe this version. */
  readonly recordedAt: string;
  readonly retractedAt?: string;
}

/** Something sent to a partner to be signed. */
export interface StoredChallenge {
  readonly _id: string;
  readonly partner: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The newest status list of a partner, shared by all processes of the hub. */
export interface StoredPartnerList {
  /** Its address. */
  readonly _id: string;
  readonly partner: string;
  /** The token as received; null: it was never there. */
  readonly token: string | null;
  readonly issuedAt: number;
  /** Milliseconds since 1970 at which to fetch it again. */
  readonly nextAt: number;
}

/** What an attestation of a partner has become. INTENT: its facts are not known to be written yet. */
export type PresentedState =
  'INTENT' | 'UNKNOWN' | 'VALID' | 'SUSPENDED' | 'REVOKED' | 'SUPERSEDED';

/** An attestation of a partner that was verified and rests in the facts. */
export interface StoredPresented {
  /** SHA-256 of the signing input: its identity. */
  readonly _id: string;
  readonly partner: string;
  readonly kid: string;
  readonly jti: string;
  readonly jws: string;
  readonly certificate: Certificate;
  readonly number: string;
  readonly list: string;
  readonly index: number;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly state: PresentedState;
  readonly presentedAt: string;
  readonly presentedBy: string;
  /** The facts made of it, as last written; see `evidence.ts`. */
  readonly facts: unknown;
}

export interface PartnerModels {
  readonly partners: Model<StoredPartner>;
  readonly challenges: Model<StoredChallenge>;
  readonly lists: Model<StoredPartnerList>;
  readonly presented: Model<StoredPresented>;
}

/** The collections of partners. */
export function partnerModels(mongoose: Mongoose): PartnerModels {
  const { Schema } = mongoose;
  const { Mixed } = Schema.Types;
  const options = { versionKey: false, strict: 'throw', minimize: false } as const;
  return {
    partners: declaredModel<StoredPartner>(mongoose, 'Partner', 'partners', () => {
      const schema = new Schema<StoredPartner>(
        {
          _id: String,
          partner: String,
          version: Number,
          registration: Mixed,
          bundleSeq: Number,
          state: String,
          reason: String,
          recordedAt: String,
          retractedAt: String,
        },
        options,
      );
      schema.index({ partner: 1, version: 1 });
      return schema;
    }),
    challenges: declaredModel<StoredChallenge>(
      mongoose,
      'PartnerChallenge',
      'partner_challenges',
      () =>
        new Schema<StoredChallenge>({ _id: String, partner: String, expiresAt: Number }, options),
    ),
    lists: declaredModel<StoredPartnerList>(
      mongoose,
      'PartnerStatusList',
      'partner_status_lists',
      () => {
        const schema = new Schema<StoredPartnerList>(
          { _id: String, partner: String, token: String, issuedAt: Number, nextAt: Number },
          options,
        );
        schema.index({ nextAt: 1 });
        return schema;
      },
    ),
    presented: declaredModel<StoredPresented>(
      mongoose,
      'Presented',
      'presented_attestations',
      () => {
        const schema = new Schema<StoredPresented>(
          {
            _id: String,
            partner: String,
            kid: String,
            jti: String,
            jws: String,
            certificate: Mixed,
            number: String,
            list: String,
            index: Number,
            issuedAt: Number,
            expiresAt: Number,
            state: String,
            presentedAt: String,
            presentedBy: String,
            facts: Mixed,
          },
          options,
        );
        schema.index({ partner: 1, number: 1 });
        schema.index({ list: 1, state: 1 });
        return schema;
      },
    ),
  };
}
