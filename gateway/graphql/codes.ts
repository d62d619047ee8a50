import { GraphQLError } from 'graphql';

/**
 * Every `extensions.code` a caller can meet in a GraphQL error, in one table. An error with another
 * code, or none, is an internal one: it is logged and shown as INTERNAL_SERVER_ERROR.
 */
export const ERROR_CODES = {
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no such operation.',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request.',
  BAD_USER_INPUT: 'A variable or argument is not acceptable; the message names it.',
  AMBIGUOUS_CERTIFICATE:
    'Several bodies issued a certificate of the number; name one of extensions.issuers.',
  LIMIT_EXCEEDED: 'The operation is larger or costlier than allowed; the message names the limit.',
  SUBSCRIPTIONS_NOT_SUPPORTED: 'Changes are read from the feed, not by subscription.',
  PERSISTED_QUERY_NOT_FOUND: 'The hash is not known; send the query with it once.',
  QUERY_NOT_IN_SAFELIST: 'The hub runs only the operations of its manifest; this is not one.',
  UNAUTHENTICATED: 'The access token is missing where one is needed, or not accepted.',
  FORBIDDEN: 'The access token does not permit this.',
  NOT_FOUND: 'There is no such thing.',
  CONFLICT: 'The request contradicts what is recorded.',
  RATE_LIMITED: 'Too many requests; wait as long as Retry-After says.',
  INCOMPLETE_DATA: 'A part is missing, since a data source gave a value that does not fit.',
  SUBGRAPH_UNAVAILABLE: 'A data source did not answer; the rest of the answer is valid.',
  AUTH_UNAVAILABLE: 'Access tokens cannot be checked at the moment; try again, or ask without one.',
  UNAVAILABLE: 'The hub cannot answer at the moment; try again.',
  INTERNAL_SERVER_ERROR: 'The hub could not complete the request.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export const isPublicCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);

/** Codes whose message is always the table's: what went wrong inside is nobody's business. */
const WITHOUT_DETAIL: ReadonlySet<ErrorCode> = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'AUTH_UNAVAILABLE',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'UNAUTHENTICATED',
]);

/** The message shown for an error with this code. */
export const publicMessage = (code: ErrorCode, message: string): string =>
  WITHOUT_DETAIL.has(code) ? ERROR_CODES[code] : message;

/** An error for a caller, with a code of the table. */
export function publicError(
  code: ErrorCode,
  message: string = ERROR_CODES[code],
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } });
}
