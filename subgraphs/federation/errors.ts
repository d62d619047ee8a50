import { GraphQLError } from 'graphql';

/** Codes of the errors a subgraph raises on purpose; the gateway's table lists them all. */
export type SubgraphErrorCode =
  | 'AMBIGUOUS_CERTIFICATE'
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'RATE_LIMITED'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'UNAVAILABLE';

/** An error with a code that may reach the caller. */
export const codedError = (code: SubgraphErrorCode, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

/** The caller's input is not acceptable; the message says what to do. */
export const badInput = (message: string): GraphQLError => codedError('BAD_USER_INPUT', message);

/** Several bodies issued a certificate of the number; the caller has to say which is meant. */
export const ambiguous = (number: string, issuers: readonly string[]): GraphQLError =>
  new GraphQLError(
    `Several bodies issued a certificate ${quoted(number)}; name the issuer: ${issuers.map(quoted).join(', ')}.`,
    { extensions: { code: 'AMBIGUOUS_CERTIFICATE', issuers: [...issuers] } },
  );

/** Text shown in a message: quoted, without control characters, at most 60 characters. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : `a ${typeof value}`;
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `"${short.replace(/[\p{C}"]/gu, ' ')}"`;
}
