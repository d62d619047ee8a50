import type { Model, Mongoose } from 'mongoose';
import { Archive } from './archive/archive.ts';
import { refuseIncompatibleStore } from './archive/incompatible-store.ts';
import { archiveModels } from './archive/model.ts';
import type { ArchiveModels } from './archive/model.ts';
import type { BatchQueue } from '../../lib/batch-queue.ts';
import { issueQueue } from './issuance/issue-queue.ts';
import { Issuance } from './issuance/issuance.ts';
import type { IssueOutcome } from './issuance/issuance.ts';
import type { IssueOrder } from './issuance/order.ts';
import type { KeyRing } from './keys/index.ts';
import { LogConflicts } from './log/conflicts.ts';
import { TransparencyLog } from './log/log.ts';
import { logModels } from './log/model.ts';
import type { LogModels } from './log/model.ts';
import type { Witnesses } from './log/witnesses.ts';
import type { Issuer } from './model.ts';
import type { Partners } from './partners/index.ts';
import { COUNTRY_DAYS } from '../../facts/model/days.ts';
import type { Days } from '../federation/subgraph.ts';
import type { Recognise } from './ports.ts';
import type { FactsPort } from './revalidation/affected.ts';
import { leaseModel } from './revalidation/lease.ts';
import type { StoredRevalidation } from './revalidation/lease.ts';
import { Revalidator } from './revalidation/revalidator.ts';
import { Inspection } from './self-verification/inspection.ts';
import { Allocator } from './status/allocation.ts';
import { StatusChanges } from './status/changes.ts';
import { StatusLists } from './status/lists.ts';
import { statusModels } from './status/model.ts';
import type { StatusModels } from './status/model.ts';
import { PublishedBundles } from './trust/index.ts';

export interface ServiceOptions {
  readonly mongoose: Mongoose;
  readonly keys: KeyRing;
  readonly recognise: Recognise;
  /** The facts that decisions rest on; absent where they never change. */
  readonly facts?: FactsPort;
  /** Witnesses of the log whose cosignatures count; absent: none. */
  readonly witnesses?: Witnesses;
  readonly issuer: Issuer;
  /** Which day it is in a market; absent: by the time zones of countries. */
  readonly days?: Days | undefined;
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
  /** Hubs whose attestations count here; absent: none. */
  readonly partners?: Partners;
}

/** The parts of which the service is made, each given what it needs. */
export interface Parts {
  readonly log: TransparencyLog;
  readonly conflicts: LogConflicts;
  readonly lists: StatusLists;
  readonly bundles: PublishedBundles;
  readonly archive: Archive;
  readonly issuance: Issuance;
  readonly issueQueue: BatchQueue<IssueOrder, IssueOutcome>;
  readonly inspection: Inspection;
  readonly changes: StatusChanges;
  readonly revalidator: Revalidator;
  readonly models: {
    readonly archive: ArchiveModels;
    readonly status: StatusModels;
    readonly log: LogModels;
    readonly leases: Model<StoredRevalidation>;
  };
  readonly prepare: () => Promise<void>;
}

/** Puts the parts together. @param onChange called after a status has changed */
export function wire(options: ServiceOptions, onChange: () => void): Parts {
  const { mongoose, keys, issuer, now, random, recognise, days = () => COUNTRY_DAYS } = options;
  const models = {
    archive: archiveModels(mongoose),
    status: statusModels(mongoose),
    log: logModels(mongoose),
    leases: leaseModel(mongoose),
  };
  const log = new TransparencyLog({ models: models.log, keys, publicUrl: issuer.publicUrl, now });
  const lists = new StatusLists({ models: models.status, keys, issuer, now });
  const changes = new StatusChanges({
    ...models.status,
    log,
    now,
    onChange: (changed) => {
      for (const list of changed) lists.forget(list);
      onChange();
    },
  });
  const archive = new Archive({ models: models.archive, log, changes, now });
  const { batches } = models.archive;
  const { batchStatuses } = models.status;
  const revalidator = new Revalidator({
    batches,
    batchStatuses,
    archive,
    changes,
    recognise,
    days,
    now,
  });
  const allocator = new Allocator({ lists: models.status.lists, random, now });
  const issuance = new Issuance({ ...options, days, archive, log, allocator, revalidator });
  return {
    log,
    lists,
    archive,
    changes,
    revalidator,
    issuance,
    models,
    conflicts: new LogConflicts({ model: models.log.conflicts, log, keys, now }),
    bundles: new PublishedBundles(mongoose, now),
    issueQueue: issueQueue((orders) => issuance.issue(orders)),
    inspection: new Inspection({ archive, changes, keys, now }),
    prepare: () => prepare(mongoose, models, changes),
  };
}

async function prepare(
  mongoose: Mongoose,
  { archive, log, status }: Parts['models'],
  changes: StatusChanges,
): Promise<void> {
  await refuseIncompatibleStore(mongoose);
  // Unique indexes must exist before the first write.
  const kept: readonly { init(): Promise<unknown> }[] = [
    ...[archive.batches, archive.forms, archive.qrs],
    ...[log.runs, log.tiles, log.checkpoints],
    ...[status.lists, status.changes, status.batchStatuses, status.intents],
  ];
  await Promise.all(kept.map((model) => model.init()));
  await changes.finish();
}
