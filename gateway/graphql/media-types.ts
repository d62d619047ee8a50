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
  readonly offered: string;
}

/** Accept headers met, of which clients use a handful. */
const met = new Map<string, Negotiated>();
const MET_AT_MOST = 200;

/** Reads an Accept header: of the two types the first with the highest weight (RFC 9110 §12.5.1). */
export function negotiated(accept = '*/*'): Negotiated {
  let found = met.get(accept);
  if (!found) {
    found = negotiate(accept);
    if (met.size >= MET_AT_MOST) met.clear();
    met.set(accept, found);
  }
  return found;
}

const WILDCARDS = ['application/*', '*/*'];

function negotiate(given: string): Negotiated {
  const accept = given.trim() === '' ? '*/*' : given;
  const offered = `${JSON_RESPONSE}, ${GRAPHQL_RESPONSE}`;
  const weights = new Map<string, number>();
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2)) || 0;
    if (!weights.has(type)) weights.set(type, weight);
  }
  let named: string | undefined;
  for (const [type, weight] of weights)
    if ((type === GRAPHQL_RESPONSE || type === JSON_RESPONSE) && weight > 0)
      if (named === undefined || weight > (weights.get(named) ?? 0)) named = type;
  if (named !== undefined)
    return {
      asked: named === JSON_RESPONSE ? 'json' : 'graphql-response',
      type: named + UTF8,
      offered,
    };
  const any = WILDCARDS.some((range) => (weights.get(range) ?? 0) > 0);
  const type = [JSON_RESPONSE, GRAPHQL_RESPONSE].find((own) => any && weights.get(own) !== 0);
  return { asked: 'anything', type: type === undefined ? undefined : type + UTF8, offered };
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
