import { MediaTypeChoice } from '../http/accept.ts';

/** Media types of GraphQL over HTTP. */
const GRAPHQL_RESPONSE = 'application/graphql-response+json';
const JSON_RESPONSE = 'application/json';
const UTF8 = '; charset=utf-8';

/**
 * What the caller asked for by name. `application/json` means the older rules, under which a
 * GraphQL error in a well-formed request is answered with 200; everyone else gets a status that
 * says what happened.
 */
export type ResponseMediaType = 'graphql-response' | 'json' | 'anything';

/** How an answer is to be written. */
export interface Negotiated {
  readonly asked: ResponseMediaType;
  /** Content type of an answer with data; undefined: none of ours is accepted. */
  readonly type: string | undefined;
}

const RESPONSES = new MediaTypeChoice([JSON_RESPONSE, GRAPHQL_RESPONSE]);
/** The media types that a caller may accept. */
export const OFFERED = RESPONSES.offered;

/** Reads an Accept header. */
export function negotiated(accept: string | undefined): Negotiated {
  const chosen = RESPONSES.choose(accept);
  if (!chosen) return { asked: 'anything', type: undefined };
  const named = chosen.type === JSON_RESPONSE ? 'json' : 'graphql-response';
  return { asked: chosen.isNamed ? named : 'anything', type: chosen.type + UTF8 };
}

/** The GraphQL errors that the older rules answer with 200. */
const WELL_FORMED = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/** Clients of persisted queries read of a miss in the body of an answer with 200. */
const MISS = 'PERSISTED_QUERY_NOT_FOUND';

/** Status and content type of an error answer without data. */
export function errorHead(
  status: number,
  code: unknown,
  asked: ResponseMediaType,
): { status: number; contentType: string } {
  const isGraphql = status === 400 && WELL_FORMED.has(String(code));
  if (asked === 'graphql-response' || (asked === 'anything' && isGraphql))
    return { status, contentType: GRAPHQL_RESPONSE + UTF8 };
  const isFine = code === MISS || (isGraphql && asked === 'json');
  return { status: isFine ? 200 : status, contentType: JSON_RESPONSE + UTF8 };
}
