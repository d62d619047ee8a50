import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Identity, RequestContext } from '../../subgraphs/federation/subgraph.ts';
import type { Hub } from './context.ts';
import { publicError } from '../graphql/codes.ts';
import { readParameters } from '../graphql/http-request.ts';
import { errorHead, negotiated, OFFERED } from '../graphql/media-types.ts';
import type { Negotiated } from '../graphql/media-types.ts';
import type { Answer } from '../graphql/pipeline.ts';
import { refused } from '../graphql/service.ts';
import { clientsOf } from '../http/clients.ts';
import { etagOf } from '../http/conditional.ts';
import { described, JSON_TYPE, ok } from '../http/description.ts';
import { RETRY_BUSY_S } from '../http/errors.ts';
import { AuthenticationError, IdentityProviderUnavailable } from '../identity/index.ts';
import type { Lookup } from '../limits/asked.ts';
import { MAX_GRAPHQL_BODY_BYTES, publicMaxAge } from '../config/limits.ts';
import { Problem } from '../../lib/errors/problem.ts';

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
    // A token that is refused before the request is read, said as any other refusal here.
    const otherwise = scope.errorHandler.bind(scope);
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      if (!(error instanceof AuthenticationError)) {
        otherwise(error, request, reply);
        return reply;
      }
      const refusal = refused(unidentified(hub, request, reply, error));
      return send(reply, negotiated(request.headers.accept), refusal);
    });
    const handler = (request: FastifyRequest, reply: FastifyReply) => answer(hub, request, reply);
    const answers = ok('The answer; errors are in it.', ...OFFERED);
    scope.get(
      '/graphql',
      described({
        summary: 'A GraphQL query.',
        query: {
          query: { description: 'The document; unless extensions name a persisted one.' },
          operationName: { description: 'Which operation of the document.' },
          variables: { description: 'JSON object.' },
          extensions: { description: 'JSON object; persistedQuery names a document by its hash.' },
        },
        answers,
      }),
      handler,
    );
    scope.post(
      '/graphql',
      {
        bodyLimit: MAX_GRAPHQL_BODY_BYTES,
        ...described({ summary: 'A GraphQL query or mutation.', body: [JSON_TYPE], answers }),
      },
      handler,
    );
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE'],
      url: '/graphql',
      ...described('refusal'),
      handler: () => {
        throw new Problem('METHOD_NOT_ALLOWED', '', { headers: { allow: 'GET, POST' } });
      },
    });
    done();
  });
}

const VARY = 'Accept, Authorization, Origin';

async function answer(hub: Hub, request: FastifyRequest, reply: FastifyReply) {
  const accept = negotiated(request.headers.accept);
  reply.header('cache-control', 'no-store').header('vary', VARY);
  if (accept.type === undefined)
    return send(
      reply,
      accept,
      refused(publicError('BAD_REQUEST', `Accept one of ${OFFERED.join(', ')}.`), 406),
    );

  const parameters = readParameters(request);
  if ('error' in parameters)
    return send(reply, accept, refused(parameters.error, parameters.status));
  const { operationName, variables } = parameters;
  const resolved = hub.persisted.resolve(parameters);
  if ('error' in resolved) return send(reply, accept, refused(resolved.error));

  let identity: Identity | null;
  try {
    identity = await hub.identify(request.headers.authorization);
  } catch (error) {
    return send(reply, accept, refused(unidentified(hub, request, reply, error)));
  }
  const context: RequestContext = {
    identity,
    requestId: request.id,
    caller: request.caller?.key,
    clients: clientsOf(reply.raw),
    now: hub.now,
    cache: new Map(),
  };
  const isGet = request.method !== 'POST';
  const outages = hub.outages?.();
  const { query } = resolved;
  const result = await hub.graphql.answer(
    { query, operationName, variables, readOnly: isGet, meter: meterOf(reply) },
    context,
  );
  if (result.isAdmitted) resolved.keep?.();
  const isPublic = isGet && identity === null && !result.errors && outages === hub.outages?.();
  return isPublic ? sendPublic(hub, reply, accept, result) : send(reply, accept, result);
}

/** Writes an answer as GraphQL over HTTP has it: errors first, so that they are not overlooked. */
function send(reply: FastifyReply, accept: Negotiated, answer: Answer): FastifyReply {
  const { status, errors, data } = answer;
  const body = `${JSON.stringify({ errors, data })}\n`;
  if (status === 405) reply.header('allow', 'POST');
  if (errors?.some(isPassing) && !reply.hasHeader('retry-after'))
    reply.header('retry-after', RETRY_BUSY_S);
  if (data !== undefined) return reply.code(status).header('content-type', accept.type).send(body);
  const head = errorHead(status, errors?.[0]?.extensions?.['code'], accept.asked);
  return reply.code(head.status).header('content-type', head.contentType).send(body);
}

/** Whether the same request may succeed a moment later. */
const isPassing = ({ extensions }: GraphQLFormattedError): boolean =>
  extensions?.['code'] === 'UNAVAILABLE' || extensions?.['code'] === 'RATE_LIMITED';

/** Public answers may be kept for a moment; an unchanged one need not be sent again. */
function sendPublic(
  hub: Hub,
  reply: FastifyReply,
  accept: Negotiated,
  { data }: Answer,
): FastifyReply {
  const body = `${JSON.stringify({ data })}\n`;
  const etag = etagOf(body);
  reply.header('cache-control', `public, max-age=${publicMaxAge(hub.now())}`).header('etag', etag);
  return reply.header('content-type', accept.type).send(body);
}

/** Counts what is looked up and looked through; a refusal says when to come back. */
export const meterOf =
  (reply: FastifyReply) =>
  (objects: readonly Lookup[], work: number): GraphQLError | undefined => {
    const problem = reply.countWork(work) ?? reply.countLookups(objects);
    if (!problem) return undefined;
    reply.headers(problem.headers);
    return publicError('RATE_LIMITED', problem.message);
  };

/** Why nobody could be identified: a bad token, or nobody who could tell. */
function unidentified(
  hub: Hub,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): GraphQLError {
  if (error instanceof AuthenticationError) {
    hub.log.warn({ requestId: request.id, reason: error.reason, audit: true }, 'token refused');
    reply.header('www-authenticate', 'Bearer error="invalid_token"');
    return publicError('UNAUTHENTICATED');
  }
  if (!(error instanceof IdentityProviderUnavailable)) throw error;
  reply.header('retry-after', '5');
  return publicError('AUTH_UNAVAILABLE');
}
