import { parse } from 'content-type';
import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { mediaTypeOf } from '../http/accept.ts';
import { publicError } from './codes.ts';

/** The parameters of a GraphQL request, checked for their types. */
export interface Parameters {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** Why a request is not one of GraphQL. */
export interface Malformed {
  readonly error: GraphQLError;
  readonly status: number;
}

/** Content types that a page of another site may send without asking: the way of CSRF. */
const SIMPLE = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
  '',
]);

function isJsonInUtf8(contentType = ''): boolean {
  const { type, parameters } = parse(contentType);
  const { charset = 'utf-8', ...others } = parameters;
  const isUtf8 = /^utf-?8$/i.test(charset);
  return type === 'application/json' && isUtf8 && Object.keys(others).length === 0;
}

const malformed = (message: string, status = 400): Malformed => ({
  error: publicError('BAD_REQUEST', message),
  status,
});

/** Reads the parameters from the body of a POST or the address of a GET. */
export function readParameters(request: FastifyRequest): Parameters | Malformed {
  const given =
    request.method === 'POST'
      ? ofBody(request.headers['content-type'], request.body)
      : ofAddress(request.headers['content-type'], request.raw.url ?? '');
  return 'error' in given ? (given as unknown as Malformed) : typed(given);
}

type Given = Readonly<Record<string, unknown>>;

function ofBody(contentType: string | undefined, body: unknown): Given | Malformed {
  if (SIMPLE.has(mediaTypeOf(contentType)))
    return malformed(
      'Blocked as possible cross-site request forgery: send the operation as application/json.',
    );
  if (!isJsonInUtf8(contentType)) return malformed('Send application/json in UTF-8.', 415);
  let value: unknown;
  try {
    value = JSON.parse(typeof body === 'string' ? body : '');
  } catch {
    return malformed('The body is not JSON.');
  }
  if (Array.isArray(value)) return malformed('Send one operation at a time: batches are refused.');
  if (typeof value !== 'object' || value === null)
    return malformed('The body must be an object with a query.');
  const { query, operationName, variables, extensions } = value as Given;
  return { query, operationName, variables, extensions };
}

const NAMES = ['query', 'operationName', 'variables', 'extensions'] as const;

function ofAddress(contentType: string | undefined, url: string): Given | Malformed {
  if (contentType !== undefined && mediaTypeOf(contentType) !== 'application/json')
    return malformed('A GET has no body, so leave out Content-Type.', 415);
  const start = url.indexOf('?');
  const search = new URLSearchParams(start < 0 ? '' : url.slice(start));
  const given: Record<string, unknown> = {};
  for (const name of NAMES) {
    const [text, second] = search.getAll(name);
    if (text === undefined) continue;
    if (second !== undefined) return malformed(`Give ${name} once.`);
    if (name === 'query' || name === 'operationName') given[name] = text;
    else
      try {
        given[name] = JSON.parse(text);
      } catch {
        return malformed(`${name} must be a JSON object.`);
      }
  }
  return given;
}

const isAbsent = (value: unknown): value is null | undefined =>
  value === undefined || value === null;
const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typed({ query, operationName, variables, extensions }: Given): Parameters | Malformed {
  if (!isAbsent(query) && typeof query !== 'string') return malformed('query must be a string.');
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    return malformed('operationName must be a string.');
  if (!isAbsent(variables) && !isObject(variables))
    return malformed('variables must be an object.');
  if (!isAbsent(extensions) && !isObject(extensions))
    return malformed('extensions must be an object.');
  return {
    query: query ?? undefined,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
    extensions: extensions ?? undefined,
  };
}
