import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HubError } from '../../lib/errors/hub-error.ts';
import { AuthenticationError, IdentityProviderUnavailable } from '../identity/index.ts';
import type { Logger } from '../observability/log.ts';
import { watchMethods } from './methods.ts';
import { PROBLEM_JSON, Problem, problemDocument } from '../../lib/errors/problem.ts';
import type { ProblemCode } from '../../lib/errors/table.ts';

/** Fastify's own errors by status; their messages may quote the request, so they are not shown. */
const BY_STATUS: Readonly<Record<number, Problem>> = {
  400: new Problem('BAD_REQUEST'),
  404: new Problem('NOT_FOUND'),
  405: new Problem('METHOD_NOT_ALLOWED'),
  408: new Problem('REQUEST_TIMEOUT'),
  413: new Problem('PAYLOAD_TOO_LARGE', 'Send less at a time.'),
  414: new Problem('URI_TOO_LONG'),
  415: new Problem('UNSUPPORTED_MEDIA_TYPE', 'See /openapi.json for the media types accepted.'),
  503: new Problem('UNAVAILABLE'),
};

/** Seconds after which a client may ask a busy hub again. */
export const RETRY_BUSY_S = '2';

/** The problem for the caller that an error thrown in a route amounts to. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof AuthenticationError)
    return new Problem('UNAUTHENTICATED', '', {
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
  if (error instanceof IdentityProviderUnavailable)
    return new Problem('AUTH_UNAVAILABLE', 'Try again, or ask without a token.', {
      headers: { 'retry-after': '5' },
    });
  const passing: unknown = error instanceof HubError ? error.code : undefined;
  if (passing === 'UNAVAILABLE' || passing === 'RATE_LIMITED')
    return new Problem(passing, (error as Error).message, {
      headers: { 'retry-after': RETRY_BUSY_S },
    });
  const { code, statusCode } = (error ?? {}) as Partial<FastifyError>;
  if (typeof code === 'string' && code.startsWith('Z_'))
    return new Problem('BAD_REQUEST', 'The body is not what its Content-Encoding says.');
  const isFramework = typeof code === 'string' && code.startsWith('FST_ERR_');
  const known = isFramework ? BY_STATUS[statusCode ?? 500] : undefined;
  return known ?? new Problem('INTERNAL_SERVER_ERROR');
}

/** Answers with a problem document. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', ...problem.headers })
    .type(PROBLEM_JSON)
    .send(JSON.stringify(problemDocument(problem, reply.request.id)));
}

/** Makes every error of every route a problem document, and logs those that are ours. */
export function handleErrors(app: FastifyInstance, log: Logger): void {
  const allowed = watchMethods(app);
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const problem = toProblem(error);
    if (problem.code === 'INTERNAL_SERVER_ERROR')
      log.error({ requestId: request.id, route: request.routeOptions.url, err: error }, 'failed');
    if (error instanceof AuthenticationError)
      log.warn({ requestId: request.id, reason: error.reason, audit: true }, 'token refused');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    const allow = allowed(request).join(', ');
    return sendProblem(
      reply,
      allow === ''
        ? new Problem('NOT_FOUND')
        : new Problem('METHOD_NOT_ALLOWED', '', { headers: { allow } }),
    );
  });
}

/** A finding of Node's parser, as a problem. */
const BY_PARSER_CODE: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

/** The answer to bytes that are not HTTP, as text: there is no request to reply to. */
export function rawProblem({ code = '' }: NodeJS.ErrnoException): string {
  const problem = new Problem(BY_PARSER_CODE[code] ?? 'BAD_REQUEST');
  const body = JSON.stringify(problemDocument(problem));
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
