import { createHash } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import type { HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { Identity, RequestContext } from '../../subgraphs/kit/subgraph.ts';
import type { Hub } from '../context.ts';
import { asRequestError, formatError } from '../graphql/apollo.ts';
import { publicError } from '../graphql/codes.ts';
import { asked, errorHead } from '../graphql/media-types.ts';
import type { Asked } from '../graphql/media-types.ts';
import { exceededByVariables } from '../graphql/variables.ts';
import { AuthenticationError, IdentityProviderUnavailable } from '../identity/index.ts';
import { MAX_GRAPHQL_BODY_BYTES, PUBLIC_MAX_AGE_S } from '../limits/index.ts';
import { Problem } from '../problems.ts';

/** Content types that a page of another site may send without asking: the way of CSRF. */
const SIMPLE = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
  '',
]);

/**
 * GraphQL over HTTP. Mutations come by POST with a JSON body, which no other site's page can send
 * unasked; GET only reads public data, and no credential of ours is sent by a browser on its own.
 */
export function graphqlRoutes(app: FastifyInstance, hub: Hub): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    const handler = (request: FastifyRequest, reply: FastifyReply) => answer(hub, request, reply);
    scope.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      bodyLimit: MAX_GRAPHQL_BODY_BYTES,
      handler,
    });
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE'],
      url: '/graphql',
      handler: () => {
        throw new Problem('METHOD_NOT_ALLOWED', '', { headers: { allow: 'GET, POST' } });
      },
    });
    done();
  });
}

/** Who asks, and how the answer is to be written. */
interface Exchange {
  readonly reply: FastifyReply;
  readonly accept: Asked;
}

async function answer(hub: Hub, request: FastifyRequest, reply: FastifyReply) {
  const exchange: Exchange = { reply, accept: asked(request.headers.accept) };
  reply.header('cache-control', 'no-store').header('vary', 'Accept, Authorization, Origin');

  const body = request.method === 'POST' ? readBody(request) : {};
  if (body.error) return refuse(exchange, body.error, body.status);
  const params = new URLSearchParams(request.raw.url?.split('?')[1] ?? '');
  const query = body.value ? body.value['query'] : params.get('query');
  const variables = body.value ? body.value['variables'] : parsed(params.get('variables'));

  if (typeof query === 'string' && query !== '') {
    const { error } = hub.graphql.admissions().admit(query);
    if (error) return refuse(exchange, error);
  }
  const excess = exceededByVariables(variables);
  if (excess) return refuse(exchange, excess);

  let identity: Identity | null;
  try {
    identity = await hub.identify(request.headers.authorization);
  } catch (error) {
    return refuseIdentity(hub, request, exchange, error);
  }

  const context: RequestContext = {
    identity,
    requestId: request.id,
    now: hub.now,
    cache: new Map(),
  };
  const result = await hub.graphql.server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: toApollo(request, body.value),
    context: () => Promise.resolve(context),
  });
  if (result.body.kind !== 'complete') throw new Error('Incremental delivery is not offered');
  const text = result.body.string;
  const status = result.status ?? 200;
  for (const [name, value] of result.headers)
    if (name !== 'content-length' && name !== 'cache-control') reply.header(name, value);
  if (status >= 400) {
    const head = errorHead(status, firstCode(text), exchange.accept);
    return reply.code(head.status).header('content-type', head.contentType).send(text);
  }
  if (request.method === 'GET' && !identity && !text.startsWith('{"errors"'))
    return cacheable(request, reply, text);
  return reply.code(status).send(text);
}

/** Public answers may be kept for a moment; an unchanged one need not be sent again. */
function cacheable(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  reply.header('cache-control', `public, max-age=${PUBLIC_MAX_AGE_S}`).header('etag', etag);
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim());
  return known?.includes(etag) ? reply.code(304).send() : reply.send(text);
}

interface Body {
  readonly value?: Readonly<Record<string, unknown>>;
  readonly error?: GraphQLError;
  readonly status?: number;
}

function readBody(request: FastifyRequest): Body {
  const [essence = '', ...parameters] = (request.headers['content-type'] ?? '').split(';');
  const type = essence.trim().toLowerCase();
  if (SIMPLE.has(type))
    return {
      error: publicError(
        'BAD_REQUEST',
        'Blocked as possible cross-site request forgery: send the operation as application/json.',
      ),
    };
  const charset = parameters
    .map((part) => part.trim().toLowerCase())
    .find((part) => part.startsWith('charset='));
  if (type !== 'application/json' || (charset && !/^charset="?utf-8"?$/.test(charset)))
    return { error: publicError('BAD_REQUEST', 'Send application/json in UTF-8.'), status: 415 };
  let value: unknown;
  try {
    value = JSON.parse(typeof request.body === 'string' ? request.body : '');
  } catch {
    return { error: publicError('BAD_REQUEST', 'The body is not JSON.') };
  }
  if (Array.isArray(value))
    return {
      error: publicError('BAD_REQUEST', 'Send one operation at a time: batches are refused.'),
    };
  if (typeof value !== 'object' || value === null)
    return { error: publicError('BAD_REQUEST', 'The body must be an object with a query.') };
  return { value: value as Record<string, unknown> };
}

/** Malformed text is left to Apollo Server to complain about. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only what GraphQL needs goes further: no header asks for traces or changes how it runs. */
function toApollo(request: FastifyRequest, body: unknown): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  const { accept } = request.headers;
  if (accept !== undefined) headers.set('accept', accept);
  const type = request.headers['content-type'];
  if (type !== undefined) headers.set('content-type', type);
  const url = request.raw.url ?? '';
  const start = url.indexOf('?');
  return {
    method: request.method === 'HEAD' ? 'GET' : request.method,
    headers,
    search: start < 0 ? '' : url.slice(start),
    body,
  };
}

function refuse({ reply, accept }: Exchange, error: GraphQLError, status?: number): FastifyReply {
  const { extensions } = asRequestError(error);
  const ownStatus = (extensions['http'] as { status: number }).status;
  const head = errorHead(status ?? ownStatus, error.extensions['code'], accept);
  return reply
    .code(head.status)
    .header('content-type', head.contentType)
    .send(`${JSON.stringify({ errors: [formatError(error.toJSON())] })}\n`);
}

function refuseIdentity(
  hub: Hub,
  request: FastifyRequest,
  exchange: Exchange,
  error: unknown,
): FastifyReply {
  if (error instanceof AuthenticationError) {
    hub.log.warn({ requestId: request.id, reason: error.reason, audit: true }, 'token refused');
    exchange.reply.header('www-authenticate', 'Bearer error="invalid_token"');
    return refuse(exchange, publicError('UNAUTHENTICATED'));
  }
  if (!(error instanceof IdentityProviderUnavailable)) throw error;
  exchange.reply.header('retry-after', '5');
  return refuse(exchange, publicError('UNAVAILABLE'), 503);
}

function firstCode(text: string): unknown {
  const { errors } = JSON.parse(text) as { errors?: { extensions?: { code?: unknown } }[] };
  return errors?.[0]?.extensions?.code;
}
