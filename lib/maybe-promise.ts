/** A value that is there, or will be. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Goes on with a value: at once when it is there, so that an answer from what is held in memory
 * waits for no turn of the event loop.
 */
export const andThen = <T, U>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<U>,
): MaybePromise<U> => (value instanceof Promise ? value.then(next) : next(value));
