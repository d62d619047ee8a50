import type { JobListener } from '../../../lib/backoff.ts';
import { PeriodicJob } from '../../../lib/periodic-job.ts';
import type { StatusChanges } from '../status/changes.ts';
import { affectedAfter } from './affected.ts';
import type { FactsPort } from './affected.ts';
import { LeaseLost } from './lease.ts';
import type { Progress, RevalidationLease } from './lease.ts';
import { QUARTER_MS } from '../../../facts/model/days.ts';
import { minuteOf } from './recheck.ts';
import type { Revalidator } from './revalidator.ts';

/** Milliseconds between looks at what other processes have recorded, and at the clock. */
const LOOK_MS = 1000;

export interface WatchOptions {
  readonly facts: FactsPort;
  readonly revalidator: Revalidator;
  readonly changes: StatusChanges;
  readonly turn: RevalidationLease;
  readonly now: () => Date;
  /** Told when rounds fail, which are tried again. */
  readonly told: JobListener;
}

/**
 * Draws the consequences of recorded facts for attestations: after each document of facts, and when
 * a day begins in a market on which an answer changes. One process of a hub does it, whichever has the turn; how
 * far it has come is stored after each step, so that the next one goes on from there. A step made
 * twice changes nothing.
 */
export class Watch {
  readonly #options: WatchOptions;
  readonly #job: PeriodicJob;
  readonly #stopListening: () => void;
  #isStopped = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#job = new PeriodicJob(() => this.#work(), { periodMs: LOOK_MS, listener: options.told });
    // A change shows that the store answers.
    this.#stopListening = options.facts.horizon.onChange(() => {
      this.#job.wake();
    });
    this.#job.wake();
  }

  /** Ends after the round under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopListening();
    await this.#job.stop();
    // A lease that cannot be given back ends by itself.
    await this.#options.turn.release().catch(() => undefined);
  }

  async #work(): Promise<void> {
    try {
      await this.#steps();
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error; // another process goes on from there
    }
  }

  async #steps(): Promise<void> {
    const { turn: lease, changes } = this.#options;
    let progress: Progress | null = await lease.take();
    if (!progress) return;
    await changes.finish();
    while (progress && !this.#isStopped) progress = await this.#step(progress);
  }

  /** One step on; null: there is nothing left to do. */
  async #step({ horizon, day }: Progress): Promise<Progress | null> {
    const { facts, revalidator: revalidator, turn: lease, now } = this.#options;
    const keep = (): Promise<void> => lease.keep();
    const quarter = new Date(Math.floor(now().getTime() / QUARTER_MS) * QUARTER_MS);
    const minute = minuteOf(quarter);
    if (day < minute) {
      await revalidator.due(minute, keep);
      return this.#advance({ horizon, day: minute });
    }
    if (facts.horizon.current() <= horizon) return null;
    if (await revalidator.isIdle()) return this.#advance({ horizon: facts.horizon.current(), day });
    const found = await affectedAfter(facts, horizon);
    if (!found) return null;
    if (found.grounds === 'ALL') await revalidator.all(keep);
    else await revalidator.onGrounds(found.grounds, keep);
    return this.#advance({ horizon: found.horizon, day });
  }

  async #advance(progress: Progress): Promise<Progress> {
    await this.#options.turn.update(progress);
    return progress;
  }
}
