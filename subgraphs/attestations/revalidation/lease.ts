import type { Model, Mongoose } from 'mongoose';
import { declaredModel } from '../../../store/mongoose/declared-model.ts';
import { Lease } from '../../../store/mongoose/lease.ts';
import type { StoredLease } from '../../../store/mongoose/lease.ts';
import { errorClass } from '../../../lib/errors/hub-error.ts';

/** How long a silent process keeps the lease, in milliseconds. */
const PERIOD_MS = 9000;

/** Which process revalidates attestations, and how far that has come. */
export interface StoredRevalidation extends StoredLease {
  readonly _id: 'upholding';
  /** Number of the last document of facts whose consequences have been drawn. */
  readonly horizon: number;
  /** The last minute whose due decisions have been made again (by earlier builds: the day), ISO 8601. */
  readonly day: string;
}

const FIRST: StoredRevalidation = {
  _id: 'upholding',
  owner: null,
  expiresAt: 0,
  horizon: 0,
  day: '',
};

/** How far the work has come. */
export type Progress = Pick<StoredRevalidation, 'horizon' | 'day'>;

/** The lease went to another process, since this one was silent for too long. */
export class LeaseLost extends errorClass('LEASE_LOST') {}

export function leaseModel(mongoose: Mongoose): Model<StoredRevalidation> {
  return declaredModel(
    mongoose,
    'Upholding',
    'upholding',
    () =>
      new mongoose.Schema<StoredRevalidation>(
        { _id: String, owner: String, expiresAt: Number, horizon: Number, day: String },
        { versionKey: false, strict: 'throw' },
      ),
  );
}

/** The lease of this process on revalidation. */
export type RevalidationLease = Lease<StoredRevalidation>;

export const revalidationLease = (
  model: Model<StoredRevalidation>,
  now: () => Date,
): RevalidationLease =>
  new Lease({
    model,
    first: FIRST,
    periodMs: PERIOD_MS,
    now,
    lost: () => new LeaseLost('Another process took over.'),
  });
