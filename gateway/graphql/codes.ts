import { GraphQLError } from 'graphql';
import { errorEntry, ERRORS, type ErrorCode, type GraphqlCode } from '../../lib/errors/table.ts';

/**
 * Every `extensions.code` a caller can meet in a GraphQL error. An error with another code, or none,
 * is an internal one: it is logged and shown as INTERNAL_SERVER_ERROR.
 */
export const GRAPHQL_CODES = (Object.keys(ERRORS) as ErrorCode[]).filter(isPublicCode);

export function isPublicCode(code: unknown): code is GraphqlCode {
  return typeof code === 'string' && errorEntry(code)?.isGraphql === true;
}

/** Codes whose message is always that of the table: causes inside the hub are not shown. */
const WITHOUT_DETAIL: ReadonlySet<GraphqlCode> = new Set([
  'SUBGRAPH_UNAVAILABLE',
  'AUTH_UNAVAILABLE',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'UNAUTHENTICATED',
]);

/** The message shown for an error with this code. */
export const publicMessage = (code: GraphqlCode, message: string): string =>
  WITHOUT_DETAIL.has(code) ? ERRORS[code].text : message;

/** An error for a caller, with a code of the table. */
export function publicError(
  code: GraphqlCode,
  message: string = ERRORS[code].text,
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } });
}
