import type { Model, Mongoose } from 'mongoose';
import { CommitWatermark } from './commit-watermark.ts';
import { leaseModel, ledgerModel, type StoredFactsLease, type LedgerEntry } from './ledger.ts';
import { writeLikenesses } from './likeness.ts';
import { factModels, type FactModels } from '../kinds/stored.ts';

/** The facts of a hub: what is stored, what is visible, and who may write. */
export interface FactsStore {
  readonly models: FactModels;
  readonly ledger: Model<LedgerEntry>;
  readonly leases: Model<StoredFactsLease>;
  readonly horizon: CommitWatermark;
  readonly now: () => Date;
  close(): void;
}

export interface OpenFactsOptions {
  readonly now?: () => Date;
  /** Milliseconds between looks for other processes' commits. */
  readonly pollInterval?: number;
}

/** Opens the facts on a connected store: makes sure of the indexes and reads the horizon. */
export async function openFacts(
  mongoose: Mongoose,
  { now = () => new Date(), pollInterval }: OpenFactsOptions = {},
): Promise<FactsStore> {
  const models = factModels(mongoose);
  const ledger = ledgerModel(mongoose);
  const leases = leaseModel(mongoose);
  for (const model of Object.values(models)) await model.createIndexes();
  await ledger.createIndexes();
  await writeLikenesses(models.certificates);
  const horizon = new CommitWatermark(ledger, pollInterval);
  await horizon.refresh();
  return {
    models,
    ledger,
    leases,
    horizon,
    now,
    close: () => {
      horizon.close();
    },
  };
}
