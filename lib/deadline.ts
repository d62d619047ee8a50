import { errorClass } from './errors/hub-error.ts';
import { loopLoadSince, watchLoop } from './loop-load.ts';

/** The work did not end in time. */
export class DeadlineError extends errorClass('DEADLINE_EXCEEDED') {}

/** A source that works and has too much to do at the moment: says nothing about any fact. */
export class BusyError extends errorClass('UNAVAILABLE') {
  /** Shown in GraphQL as it is. */
  readonly extensions = { code: 'UNAVAILABLE' } as const;
}

/** A timer this late, in milliseconds, shows that the process was busy: what arrived meanwhile is heard first. */
const BLOCKED_MS = 50;
const HEARING_MS = 250;

/** Calls back after so many milliseconds; the function returned prevents it. */
export function afterDeadline(milliseconds: number, late: () => void): () => void {
  const end = performance.now() + milliseconds;
  let timer = setTimeout(() => {
    if (performance.now() - end > BLOCKED_MS) timer = setTimeout(late, HEARING_MS);
    else late();
  }, milliseconds);
  return () => {
    clearTimeout(timer);
  };
}

/** The result of the work, or a {@link DeadlineError} after so many milliseconds. */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let settled: (() => void) | undefined;
  const late = new Promise<never>((_, reject) => {
    settled = afterDeadline(milliseconds, () => {
      reject(new DeadlineError(`No answer within ${milliseconds} ms`));
    });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    settled?.();
  }
}

/** Milliseconds for which a store that has answered something is taken for one that works. */
const ALIVE_MS = 2_000;
let answeredAt = -Infinity;

/** Whether the store has answered anything lately, and since a moment of `performance.now()`. */
export const storeAnsweredSince = (moment: number): boolean =>
  answeredAt >= moment && performance.now() - answeredAt < ALIVE_MS;

/** A process that had something to do for so much of the time is busy itself. */
const BUSY_LOAD = 0.8;
/** Milliseconds of which the load tells something. */
const TELLING_MS = 300;

/** Whether what did not answer since a moment of `performance.now()` may only have had too much to do. */
export const mayBeBusySince = (moment: number): boolean =>
  storeAnsweredSince(moment) ||
  (performance.now() - moment >= TELLING_MS && loopLoadSince(moment) >= BUSY_LOAD);

/**
 * The result of work that waits for the store alone.
 * @throws BusyError after so many milliseconds in which the store answered others, or this process had no
 *   time to hear it; it is not down
 * @throws DeadlineError after as many in which it answered nobody
 */
export async function storeWithin<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  watchLoop();
  const begun = performance.now();
  try {
    const result = await withDeadline(work, milliseconds);
    answeredAt = performance.now();
    return result;
  } catch (error) {
    const hasGivenUp =
      error instanceof Error && (error as Error & { code?: unknown }).code === MAX_TIME_EXPIRED;
    if (hasGivenUp) answeredAt = performance.now();
    if (hasGivenUp || (error instanceof DeadlineError && mayBeBusySince(begun)))
      throw new BusyError(`The store gave up after ${milliseconds} ms`);
    throw error;
  }
}

/** A read of the store, with a bound on its time there. */
interface Bounded<T> {
  maxTimeMS(milliseconds: number): { exec(): Promise<T> };
}

/** Reads from the store, which itself gives up after so many milliseconds; as {@link storeWithin}. */
export const readWithin = <T>(read: Bounded<T>, milliseconds: number): Promise<T> =>
  storeWithin(read.maxTimeMS(milliseconds).exec(), milliseconds);

/** MongoDB's code of an operation that exceeded its maxTimeMS. */
const MAX_TIME_EXPIRED = 50;
