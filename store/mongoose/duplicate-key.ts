/** What MongoDB, and the embedded engine, answer to a write that meets a unique key already taken. */
const DUPLICATE_KEY = 11000;

/** Whether a write failed since another one has taken its unique key. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY;
