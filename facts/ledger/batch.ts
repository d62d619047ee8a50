import type { FactsStore } from './facts-store.ts';
import { isDuplicateKey } from '../../store/mongoose/duplicate-key.ts';
import { overtaken } from './lease.ts';
import { type HeldLease } from './lease.ts';
import type { Intent } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import { rollBackBatch } from './rows.ts';

/** Decides which batch to write: the one that a former attempt left, or a new one. */
export async function settle(
  store: FactsStore,
  lease: HeldLease,
  document: string,
  stamp: boolean,
): Promise<{ intent: Intent; resumed: boolean }> {
  const { horizon, now } = store;
  const { leftover } = lease;
  const unfinished = leftover && leftover.batch > horizon.top() ? leftover : null;
  if (unfinished?.document === document && unfinished.stamp === stamp) {
    await lease.intend(unfinished);
    return { intent: unfinished, resumed: true };
  }
  if (unfinished) await voidBatch(store, unfinished);
  const intent = { batch: horizon.top() + 1, document, stamp, storedAt: now().toISOString() };
  await lease.intend(intent);
  return { intent, resumed: false };
}

/** Takes the number away from a writer that died or fell silent, then removes its rows. */
async function voidBatch(store: FactsStore, { batch, document, storedAt }: Intent): Promise<void> {
  const { ledger, horizon } = store;
  try {
    await ledger.collection.insertOne({
      _id: batch,
      void: true,
      document,
      source: '',
      storedAt,
      counts: {},
      rows: 0,
    } as unknown as { _id: never });
  } catch (error) {
    // It did commit, in the last moment: then its batch counts.
    if (!isDuplicateKey(error)) throw error;
    await horizon.refresh();
    return;
  }
  await horizon.refresh();
  await rollBackBatch(store, batch);
}

/** Inserting the ledger entry makes the whole batch visible, in one write. */
export async function commit(
  store: FactsStore,
  lease: HeldLease,
  entry: LedgerEntry,
): Promise<void> {
  await lease.keep();
  try {
    await store.ledger.collection.insertOne(entry as unknown as { _id: never });
  } catch (error) {
    if (isDuplicateKey(error)) throw overtaken();
    throw error;
  }
  await store.horizon.refresh();
}
