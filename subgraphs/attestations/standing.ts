import type { Model } from 'mongoose';
import { among, above } from '../kit/facts/filter.ts';
import type { Standing } from '../kit/simulation.ts';
import { readDecision } from './model.ts';
import type { StoredAttestation } from './model.ts';

/** Attestations of some certificates that are issued, not revoked and not at their end, by certificate. */
export async function standingOf(
  model: Model<StoredAttestation>,
  numbers: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly Standing[]>> {
  const found = await model
    .find(
      {
        grounds: among(numbers.map((number) => `certificates:${number}`)),
        certificate: among(numbers),
        expiresAt: above(now.getTime() / 1000),
        status: among(['VALID', 'SUSPENDED']),
      },
      { certificate: 1, decision: 1 },
    )
    .sort({ _id: 1 })
    .lean<Pick<StoredAttestation, '_id' | 'certificate' | 'decision'>[]>();
  const standing = new Map<string, Standing[]>();
  for (const { _id: id, certificate, decision } of found) {
    const { question } = readDecision(decision);
    standing.set(certificate, [...(standing.get(certificate) ?? []), { id, question }]);
  }
  return standing;
}
