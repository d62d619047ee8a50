import { GraphQLError, Kind } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../../subgraphs/federation/subgraph.ts';
import type { Logger } from '../observability/log.ts';
import { isPublicCode, publicMessage } from './codes.ts';
import type { GraphqlCode } from '../../lib/errors/table.ts';

/** The code of an error that is shown to callers. */
function shownCode({ extensions, nodes }: GraphQLError): GraphqlCode {
  const code = extensions['code'];
  if (isPublicCode(code)) return code;
  // The stock engine says without a code that a variable does not fit.
  const isVariable = code === undefined && nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
  return isVariable ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
}

/** Shows of an error only what the table of codes allows. */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const given = formatted.extensions?.['code'];
  const code = isPublicCode(given) ? given : 'INTERNAL_SERVER_ERROR';
  return {
    message: publicMessage(code, formatted.message),
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code },
  };
}

/** An error as callers see it. */
export const shown = (error: GraphQLError): GraphQLFormattedError =>
  formatError({ ...error.toJSON(), extensions: { code: shownCode(error) } });

/** Errors whose cause is not for the caller are logged, under the id that the caller sees. */
export function logMasked(
  log: Logger,
  { requestId }: RequestContext,
  errors: readonly GraphQLError[],
): void {
  for (const error of errors)
    if (shownCode(error) === 'INTERNAL_SERVER_ERROR')
      log.error({ requestId, path: error.path, err: error.originalError ?? error }, 'masked');
}

/** Whatever was thrown, as an error of GraphQL. */
export const asGraphqlError = (thrown: unknown): GraphQLError =>
  thrown instanceof GraphQLError
    ? thrown
    : new GraphQLError('', {
        originalError: thrown instanceof Error ? thrown : new Error(String(thrown)),
      });

const STATUS: Readonly<Partial<Record<GraphqlCode, number>>> = {
  UNAUTHENTICATED: 401,
  AUTH_UNAVAILABLE: 503,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** The HTTP status of a request that was refused with this error. */
export const refusalStatus = (error: GraphQLError): number => STATUS[shownCode(error)] ?? 400;
