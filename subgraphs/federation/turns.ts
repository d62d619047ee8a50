import { setImmediate } from 'node:timers/promises';
import { afterDeadline, BusyError, DeadlineError } from '../../lib/deadline.ts';
import { errorClass } from '../../lib/errors/hub-error.ts';
import { perRequest, type RequestContext } from './subgraph.ts';

/** Milliseconds that the heavy work of one request may take, waiting included: less than its answer may. */
const WORK_MS = 4_500;

/** Works of one caller that may wait: those of a few requests. */
const MAX_WAITING = 1_000;

/** Verifications under way at once; each may wait for a partner that is asked for its status list. */
export const VERIFIED_AT_ONCE = 8;

/** Milliseconds left for a work; it asks before each step. @throws when none is, or nobody waits any more */
export type RemainingTime = () => number;

/** Who asks for a work, and in which request. */
export type WorkRequest = Pick<
  RequestContext,
  'clients' | 'cache' | 'caller' | 'identity' | 'requestId'
>;

class TooMuchWaits extends errorClass('RATE_LIMITED') {
  /** Shown in GraphQL as it is. */
  readonly extensions = { code: 'RATE_LIMITED' } as const;
}

interface Waiting {
  readonly begin: () => void;
  readonly caller: string;
}

/**
 * Lets heavy work happen in turns: searches, countings and whatever else reads much. Little of it is
 * under way at once, so that a look-up finds the store free, and callers take turns, so that one who
 * asks for much waits for himself. Work that nobody waits for any more is not begun, and ends at its next step.
 */
export class FairScheduler {
  readonly #atOnce: number;
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #running = new Map<string, number>();
  #busy = 0;

  /** @param atOnce works under way at once; of one caller one less, if there are several */
  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Does a work of a request when it is its caller's turn, within the time of the request. */
  async run<T>(context: WorkRequest, work: (left: RemainingTime) => Promise<T>): Promise<T> {
    const end = perRequest(context, this, () => performance.now() + WORK_MS);
    const left = (): number => {
      const rest = Math.ceil(end - performance.now());
      if (rest <= 0) throw new DeadlineError('The time of the request is over.');
      if (context.clients?.isGone) throw new DeadlineError('Nobody waits for it any more.');
      return rest;
    };
    const caller = context.caller ?? context.identity?.subject ?? context.requestId;
    try {
      return await this.#take(caller, left, context.clients?.signal, () => work(left));
    } catch (error) {
      if (!(error instanceof DeadlineError)) throw error;
      throw new BusyError('The store is busy.');
    }
  }

  async #take<T>(
    caller: string,
    left: RemainingTime,
    gone: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    await this.#turn(caller, left, gone);
    try {
      // Others are heard between two works, also when no work waits for anything.
      await setImmediate();
      left();
      return await work();
    } finally {
      this.#busy -= 1;
      const running = (this.#running.get(caller) ?? 1) - 1;
      if (running === 0) this.#running.delete(caller);
      else this.#running.set(caller, running);
      this.#next();
    }
  }

  async #turn(caller: string, left: RemainingTime, gone: AbortSignal | undefined): Promise<void> {
    const rest = left();
    const own = this.#waiting.get(caller) ?? [];
    if (own.length >= MAX_WAITING)
      throw new TooMuchWaits('Too much of what you asked for waits; ask for less at a time.');
    let waiting: Waiting | undefined;
    const turn = new Promise<void>((resolve) => {
      waiting = { begin: resolve, caller };
      own.push(waiting);
    });
    this.#waiting.set(caller, own);
    this.#next();
    let settle: (() => void) | undefined;
    const late = new Promise<'late'>((resolve) => {
      const leave = (): void => {
        resolve('late');
      };
      const settled = afterDeadline(rest, leave);
      gone?.addEventListener('abort', leave, { once: true });
      settle = () => {
        settled();
        gone?.removeEventListener('abort', leave);
      };
    });
    const outcome = await Promise.race([turn, late]).finally(settle);
    // Work that has begun in this very moment ends by itself: it has no time left.
    if (outcome === 'late' && waiting && this.#leave(waiting))
      throw new DeadlineError('Others were before it.');
  }

  #leave(waiting: Waiting): boolean {
    const own = this.#waiting.get(waiting.caller) ?? [];
    const at = own.indexOf(waiting);
    if (at >= 0) own.splice(at, 1);
    if (own.length === 0) this.#waiting.delete(waiting.caller);
    return at >= 0;
  }

  #next(): void {
    const mostOfOne = Math.max(1, this.#atOnce - 1);
    for (const [caller, own] of this.#waiting) {
      if (this.#busy >= this.#atOnce) return;
      const running = this.#running.get(caller) ?? 0;
      const next = running < mostOfOne ? own.shift() : undefined;
      if (!next) continue;
      this.#busy += 1;
      this.#running.set(caller, running + 1);
      // To the end of the row: it is the others' turn.
      this.#waiting.delete(caller);
      if (own.length > 0) this.#waiting.set(caller, own);
      next.begin();
    }
  }
}
