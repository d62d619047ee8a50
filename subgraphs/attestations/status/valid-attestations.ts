import { among, above } from '../../../store/mongoose/operators.ts';
import type { ValidAttestation as Attested } from '../../federation/simulation.ts';
import { Batch } from '../archive/batch.ts';
import type { ArchiveModels, StoredBatch } from '../archive/model.ts';
import type { StatusModels } from './model.ts';
import { BatchStatus, readBatchStatuses } from './batch-status.ts';

export interface ValidAttestationSources {
  readonly batches: ArchiveModels['batches'];
  readonly batchStatuses: StatusModels['batchStatuses'];
}

/** Attestations of some certificates that are issued, not revoked and not at their end, by certificate. */
export async function validAttestationsOf(
  { batches, batchStatuses }: ValidAttestationSources,
  numbers: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly Attested[]>> {
  const seconds = now.getTime() / 1000;
  const stored = await batches
    .find({
      grounds: among(numbers.map((number) => `certificates:${number}`)),
      expiresAt: above(seconds),
    })
    .sort({ _id: 1 })
    .lean<StoredBatch[]>();
  const byBatch = await readBatchStatuses(
    batchStatuses,
    stored.map(({ _id }) => _id),
  );
  const wanted = new Set(numbers);
  const found = new Map<string, Attested[]>();
  for (const batch of stored.map((one) => Batch.read(one))) {
    const status = byBatch.get(batch.id) ?? BatchStatus.NEW;
    for (let position = 0; position < batch.size; position++) {
      const { certificate, question } = batch.basisOf(position);
      const isOver = batch.endOf(position) <= seconds;
      if (!wanted.has(certificate) || isOver || status.of(position).status === 'REVOKED') continue;
      const attested = { id: batch.idOf(position), question };
      found.set(certificate, [...(found.get(certificate) ?? []), attested]);
    }
  }
  return found;
}
