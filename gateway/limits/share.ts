import cluster from 'node:cluster';
import { PeriodicJob } from '../../lib/periodic-job.ts';
import { shortKey } from './window.ts';

/** Milliseconds between two reports of a worker: how late the others know of what it counted. */
export const REPORT_MS = 250;

/** Counts held back at most: who names many objects does not fill the memory. */
const MAX_PENDING = 10_000;

/** Points counted under a policy and key. */
export type Count = readonly [policy: string, key: string, points: number];

/** A message between workers, by way of the first process. */
export interface CountsMessage {
  readonly counts: readonly Count[];
}

export const isCounts = (message: unknown): message is CountsMessage =>
  typeof message === 'object' && message !== null && 'counts' in message;

/** A way to the other workers. */
export interface Channel {
  send(message: CountsMessage): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Tells the other workers what this one counts, a few times a second. */
export class SharedCounts {
  readonly #channel: Channel;
  readonly #job: PeriodicJob;
  #pending = new Map<string, { policy: string; key: string; points: number }>();

  /** @param onCount called for what the others counted */
  constructor(channel: Channel, onCount: (...count: Count) => void) {
    this.#channel = channel;
    channel.onMessage((message) => {
      if (isCounts(message)) for (const count of message.counts) onCount(...count);
    });
    this.#job = new PeriodicJob(
      () => {
        this.report();
      },
      { periodMs: REPORT_MS },
    );
  }

  note(policy: string, key: string, points: number): void {
    const id = shortKey(`${policy} ${key}`);
    const known = this.#pending.get(id);
    if (known) known.points += points;
    else this.#pending.set(id, { policy, key: shortKey(key), points });
    if (this.#pending.size >= MAX_PENDING) this.report();
  }

  report(): void {
    if (this.#pending.size === 0) return;
    const counts = [...this.#pending.values()].map(({ policy, key, points }): Count => [
      policy,
      key,
      points,
    ]);
    this.#pending = new Map();
    this.#channel.send({ counts });
  }

  close(): void {
    void this.#job.stop();
  }
}

/** The way to the other workers of this hub; undefined when this process serves alone. */
export function workerChannel(): Channel | undefined {
  if (!cluster.isWorker) return undefined;
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => process.on('message', listener),
  };
}
