import { input, later, type ErrorEntry } from './entry.ts';

/** Codes that callers meet, over HTTP, in GraphQL or both. */
export const PUBLIC = {
  GRAPHQL_PARSE_FAILED: input({
    status: 400,
    isGraphql: true,
    text: 'The document is not GraphQL.',
  }),
  GRAPHQL_VALIDATION_FAILED: input({
    status: 400,
    isGraphql: true,
    text: 'The document does not fit the schema.',
  }),
  OPERATION_RESOLUTION_FAILURE: input({
    status: 400,
    isGraphql: true,
    text: 'The document has no such operation.',
  }),
  BAD_REQUEST: input({
    status: 400,
    isGraphql: true,
    title: 'The request cannot be understood',
    text: 'The HTTP request is not a GraphQL request.',
  }),
  BAD_USER_INPUT: input({
    status: 400,
    isGraphql: true,
    title: 'A value given is not acceptable',
    text: 'A variable or argument is not acceptable; the message names it.',
  }),
  AMBIGUOUS_CERTIFICATE: input({
    status: 400,
    isGraphql: true,
    text: 'Several bodies issued a certificate of the number; name one of extensions.issuers.',
  }),
  LIMIT_EXCEEDED: input({
    status: 400,
    isGraphql: true,
    text: 'The operation is larger or costlier than allowed; the message names the limit.',
  }),
  SUBSCRIPTIONS_NOT_SUPPORTED: input({
    status: 400,
    isGraphql: true,
    text: 'Changes are read from the feed, not by subscription.',
  }),
  PERSISTED_QUERY_NOT_FOUND: input({
    status: 400,
    isGraphql: true,
    text: 'The hash is not known; send the query with it once.',
  }),
  QUERY_NOT_IN_SAFELIST: input({
    status: 400,
    isGraphql: true,
    text: 'The hub runs only the operations of its manifest; this is not one.',
  }),
  UNAUTHENTICATED: input({
    status: 401,
    isGraphql: true,
    title: 'The access token is not accepted',
    text: 'The access token is missing where one is needed, or not accepted.',
  }),
  FORBIDDEN: input({
    status: 403,
    isGraphql: true,
    title: 'The access token does not permit this',
    text: 'The access token does not permit this.',
  }),
  NOT_FOUND: input({
    status: 404,
    isGraphql: true,
    title: 'There is nothing here',
    text: 'There is no such thing.',
  }),
  METHOD_NOT_ALLOWED: input({
    status: 405,
    title: 'The method is not supported here',
    text: 'The method is not supported here.',
  }),
  NOT_ACCEPTABLE: input({
    status: 406,
    title: 'No representation matches the Accept header',
    text: 'No representation matches the Accept header.',
  }),
  REQUEST_TIMEOUT: later({
    status: 408,
    title: 'The request took too long to arrive',
    text: 'The request took too long to arrive.',
  }),
  CONFLICT: input({
    status: 409,
    isGraphql: true,
    title: 'The request contradicts what is recorded',
    text: 'The request contradicts what is recorded.',
  }),
  PAYLOAD_TOO_LARGE: input({
    status: 413,
    title: 'The request body is too large',
    text: 'The request body is too large.',
  }),
  URI_TOO_LONG: input({
    status: 414,
    title: 'The address is too long',
    text: 'The address is too long.',
  }),
  UNSUPPORTED_MEDIA_TYPE: input({
    status: 415,
    title: 'The media type is not supported here',
    text: 'The media type is not supported here.',
  }),
  UNPROCESSABLE: input({
    status: 422,
    title: 'The document is well-formed but not acceptable',
    text: 'The document is well-formed but not acceptable.',
  }),
  IDEMPOTENCY_MISMATCH: input({
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    text: 'The Idempotency-Key was used for another request.',
  }),
  RATE_LIMITED: later({
    status: 429,
    isGraphql: true,
    title: 'Too many requests',
    text: 'Too many requests; wait as long as Retry-After says.',
  }),
  HEADERS_TOO_LARGE: input({
    status: 431,
    title: 'The request headers are too large',
    text: 'The request headers are too large.',
  }),
  INCOMPLETE_DATA: later({
    status: 500,
    isGraphql: true,
    text: 'A part is missing, since a data source gave a value that does not fit.',
  }),
  SUBGRAPH_UNAVAILABLE: later({
    status: 503,
    isGraphql: true,
    text: 'A data source did not answer; the rest of the answer is valid.',
  }),
  AUTH_UNAVAILABLE: later({
    status: 503,
    isGraphql: true,
    title: 'Access tokens cannot be checked at the moment',
    text: 'Access tokens cannot be checked at the moment; try again, or ask without one.',
  }),
  UNAVAILABLE: later({
    status: 503,
    isGraphql: true,
    title: 'The hub cannot answer at the moment',
    text: 'The hub cannot answer at the moment; try again.',
  }),
  INTERNAL_SERVER_ERROR: later({
    status: 500,
    isGraphql: true,
    title: 'The hub could not complete the request',
    text: 'The hub could not complete the request.',
  }),
} as const satisfies Record<string, ErrorEntry>;
