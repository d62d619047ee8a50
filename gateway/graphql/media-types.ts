/** Media types of GraphQL over HTTP. */
export const GRAPHQL_RESPONSE = 'application/graphql-response+json';
export const JSON_RESPONSE = 'application/json';
const UTF8 = '; charset=utf-8';

/**
 * What the caller asked for by name. `application/json` means the older rules, under which a
 * GraphQL error in a well-formed request is answered with 200; everyone else gets a status that
 * says what happened.
 */
export type Asked = 'graphql-response' | 'json' | 'anything';

/** Reads an Accept header: the first of the two named types with the highest weight. */
export function asked(accept: string | undefined): Asked {
  let best: { asked: Asked; weight: number } = { asked: 'anything', weight: 0 };
  for (const range of (accept ?? '').split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const named =
      type === GRAPHQL_RESPONSE ? 'graphql-response' : type === JSON_RESPONSE ? 'json' : undefined;
    if (!named) continue;
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2)) || 0;
    if (weight > best.weight) best = { asked: named, weight };
  }
  return best.asked;
}

/** The GraphQL errors that the older rules answer with 200. */
const WELL_FORMED = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/** Status and content type of an error answer without data. */
export function errorHead(
  status: number,
  code: unknown,
  accept: Asked,
): { status: number; contentType: string } {
  const isGraphql = status === 400 && WELL_FORMED.has(String(code));
  if (accept === 'graphql-response' || (accept === 'anything' && isGraphql))
    return { status, contentType: GRAPHQL_RESPONSE + UTF8 };
  return {
    status: isGraphql && accept === 'json' ? 200 : status,
    contentType: JSON_RESPONSE + UTF8,
  };
}
