const STABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** Names of what the store's client throws when no store answers, and not when one answers no. */
const UNREACHABLE =
  /^Mongo(?!ServerError|WriteConcern|BulkWrite)|^Mongoose(?:ServerSelection|BufferTimeout)/;

/**
 * The stable code of a failure, for logs and for telling whether it is still the same one: its own,
 * STORE_UNREACHABLE, or INTERNAL_ERROR when nobody foresaw it.
 */
export function faultCode(error: unknown): string {
  if (!(error instanceof Error)) return 'INTERNAL_ERROR';
  if ('code' in error && typeof error.code === 'string' && STABLE.test(error.code))
    return error.code;
  return UNREACHABLE.test(error.name) ? 'STORE_UNREACHABLE' : 'INTERNAL_ERROR';
}
