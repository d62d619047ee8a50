import { errorClass } from './errors/hub-error.ts';

/** The work did not end in time. */
export class DeadlineError extends errorClass('DEADLINE_EXCEEDED') {}

/** The result of the work, or a {@link DeadlineError} after so many milliseconds. */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineError(`No answer within ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is to be read from the store: a find, with a time it may take there. */
interface Bounded<T> {
  maxTimeMS(milliseconds: number): { exec(): Promise<T> };
}

/** Reads from the store, which itself gives up after so many milliseconds. */
export async function readWithin<T>(read: Bounded<T>, milliseconds: number): Promise<T> {
  try {
    return await withDeadline(read.maxTimeMS(milliseconds).exec(), milliseconds);
  } catch (error) {
    if (error instanceof Error && (error as Error & { code?: unknown }).code === MAX_TIME_EXPIRED)
      throw new DeadlineError(`The store gave up after ${milliseconds} ms`);
    throw error;
  }
}

/** MongoDB's code of an operation that exceeded its maxTimeMS. */
const MAX_TIME_EXPIRED = 50;
