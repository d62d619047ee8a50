import type { Mongoose } from 'mongoose';
import type { AttestationService } from '../../../subgraphs/attestations/index.ts';
import type { StatusChanged } from '../../../subgraphs/attestations/status/feed.ts';
import type { FactsStore } from '../../../facts/ledger/facts-store.ts';
import { factChanges } from '../../../facts/ledger/feed.ts';
import type { FactChange } from '../../../facts/ledger/feed.ts';
import { PeriodicJob } from '../../../lib/periodic-job.ts';
import { Sequence } from '../../../store/mongoose/sequence.ts';
import { tellUnread } from '../../../store/mongoose/unreadable.ts';

/** Milliseconds between looks at what other processes have changed, while somebody listens. */
const LOOK_MS = 500;

/** One entry of the public feed: a change of facts, or of an attestation's status. */
export type FeedEntry = (FactChange | StatusChanged) & {
  /** Rises by one with every entry. */
  readonly seq: number;
};

/** The public change feed. */
export interface Feed {
  /** Entries after a sequence number, oldest first. */
  readonly read: (after: number, limit: number) => Promise<readonly FeedEntry[]>;
  /** Calls back after something may have changed; returns how to stop. */
  readonly onChange: (listener: () => void) => () => void;
}

/** Changes of facts and of statuses in one order, the same for everyone who reads it. */
export function createFeed(
  mongoose: Mongoose,
  facts: FactsStore,
  attestations: AttestationService,
): Feed {
  const sequence = new Sequence<FactChange | StatusChanged>(mongoose, [
    factChanges(facts),
    attestations.feed,
  ]);
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  facts.horizon.onChange(tell);
  attestations.onChange(tell);
  let size = -1;
  const look = async (): Promise<void> => {
    const now = await attestations.log.size();
    if (size !== -1 && now !== size) tell();
    size = now;
  };
  let job: PeriodicJob | undefined;
  return {
    read: (after, limit) => sequence.read(after, limit),
    onChange(listener) {
      listeners.add(listener);
      const onFault = (error: unknown): void => {
        tellUnread('log', error);
      };
      job ??= new PeriodicJob(look, { periodMs: LOOK_MS, onFault });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        void job?.stop();
        job = undefined;
      };
    },
  };
}
