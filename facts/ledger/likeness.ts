import type { FactModel, StoredFact } from '../kinds/stored.ts';
import { findable } from '../model/identity.ts';

/** Rows brought up to date at once. */
const CHUNK = 1_000;

type Row = Pick<StoredFact<'certificates'>, '_id' | 'fact'>;

/**
 * Certificates that an earlier version stored are not found by what their numbers look like, and by
 * texts, until that is written beside them. Does nothing in a store that is up to date, and goes on where it was
 * interrupted; of several processes any may do it.
 */
export async function writeLikenesses(model: FactModel<'certificates'>): Promise<void> {
  for (;;) {
    const rows = await model.find({ grams: null }, { fact: 1 }).limit(CHUNK).lean<Row[]>();
    if (rows.length === 0) return;
    await model.bulkWrite(
      rows.map(({ _id, fact }) => ({
        updateOne: { filter: { _id }, update: { $set: findable('certificates', fact) } },
      })),
    );
  }
}
