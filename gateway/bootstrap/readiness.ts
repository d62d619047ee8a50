import type { Model } from 'mongoose';
import { storeAnsweredSince } from '../../lib/deadline.ts';
import type { Store } from '../../store/index.ts';
import type { Check } from '../routes/context.ts';

/** Milliseconds an outcome is believed: readiness is asked often and must cost little. */
const STORE_BELIEVED_MS = 1_000;
const INDEXES_BELIEVED_MS = 60_000;

/** Whether the store answers: a ping, or somebody else within the last moment, since a busy one is not down. */
export const storeCheck = (store: Pick<Store, 'mongoose'>): Check =>
  believed(STORE_BELIEVED_MS, async () => {
    if (storeAnsweredSince(performance.now() - STORE_BELIEVED_MS)) return true;
    await store.mongoose.connection.db?.command({ ping: 1 });
    return store.mongoose.connection.db !== undefined;
  });

/** Whether every index that the models declare is there: without one, reads would crawl. */
export const indexCheck = (models: readonly unknown[]): Check =>
  believed(INDEXES_BELIEVED_MS, async () => {
    for (const model of models) {
      const { toCreate } = await (model as Model<unknown>).diffIndexes();
      if (toCreate.length > 0) return false;
    }
    return true;
  });

/** Remembers a good outcome for a while; a bad one is looked at again each time. */
function believed(milliseconds: number, check: () => Promise<boolean>): Check {
  let until = -Infinity;
  return async () => {
    if (performance.now() < until) return true;
    const holds = await check();
    if (holds) until = performance.now() + milliseconds;
    return holds;
  };
}
