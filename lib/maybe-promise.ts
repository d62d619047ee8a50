/** A value that is there, or will be. */
export type Eventually<T> = T | Promise<T>;

/**
 * Goes on with a value: at once when it is there, so that an answer from what is held in memory
 * waits for no turn of the event loop.
 */
export const after = <T, U>(
  value: Eventually<T>,
  next: (value: T) => Eventually<U>,
): Eventually<U> => (value instanceof Promise ? value.then(next) : next(value));
