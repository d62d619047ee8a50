import type { FastifyInstance, FastifyRequest } from 'fastify';
import { varyOn } from './conditional.ts';

/** Public documents that any page may read: they carry no caller's data and take no token. */
const PUBLIC = ['/.well-known/', '/attestations/', '/status/', '/log/', '/openapi.json'];

/** Seconds a browser may remember what it was allowed. */
const MAX_AGE_S = '600';
/** Response headers that a page may read besides those that it always may. */
const EXPOSED = 'ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';

/** Cross-origin reading: exact origins from a list, and everyone for public documents. */
export function allowOrigins(app: FastifyInstance, origins: ReadonlySet<string>): void {
  Object.assign(app.fastLane.headers, headersFor('*')); // only public documents take it
  app.addHook('onRequest', (request, reply, done) => {
    const allowed = allowedOrigin(request, origins);
    if (allowed !== undefined) reply.headers(headersFor(allowed));
    if (allowed !== '*') varyOn(reply, 'Origin');
    done();
  });
  app.options('/*', (request, reply) => {
    if (allowedOrigin(request, origins) !== undefined)
      reply.headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match',
        'access-control-max-age': MAX_AGE_S,
      });
    return reply.code(204).send();
  });
}

const headersFor = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-expose-headers': EXPOSED,
});

function allowedOrigin(request: FastifyRequest, origins: ReadonlySet<string>): string | undefined {
  if (PUBLIC.some((prefix) => request.url.startsWith(prefix))) return '*';
  const { origin } = request.headers;
  return origin !== undefined && origins.has(origin) ? origin : undefined;
}
