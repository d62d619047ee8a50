import { randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import { acceptJson, boundBodies } from './body.ts';
import { isRepeated } from './repeated.ts';
import { handleErrors, rawProblem, sendProblem, toProblem } from './errors.ts';
import { closedLane, withFastLane } from './fast-lane.ts';
import { createFront } from './front.ts';
import type { ListeningServer } from './front.ts';
import { SECURITY_HEADERS, STRICT_TRANSPORT } from './security-headers.ts';
import { AuthenticationError } from '../identity/index.ts';
import { MAX_BODY_BYTES } from '../config/limits.ts';
import type { Logger } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Problem } from '../../lib/errors/problem.ts';

/**
 * The HTTP server without its routes: strict parsing, limits, security headers, request ids, one
 * log line a request, problem documents for errors. Headers by which a proxy speaks for a client
 * (`X-Forwarded-*`) count only from the proxies that the configuration names.
 */
export function createServer(
  config: Pick<Config, 'publicUrl'> & Partial<Pick<Config, 'trustedProxies'>>,
  log: Logger,
  metrics: Metrics,
  front: ListeningServer = createFront(),
): FastifyInstance {
  const { publicUrl, trustedProxies = [] } = config;
  const headers = publicUrl.startsWith('https:')
    ? { ...SECURITY_HEADERS, 'strict-transport-security': STRICT_TRANSPORT }
    : SECURITY_HEADERS;
  const lane = closedLane(headers);
  const told = (requestId: string, method: string, route: string, status: number, ms: number) => {
    metrics.requests.observe(ms / 1000, route, method, String(status));
    if (log.isLevelEnabled('info'))
      log.info({ requestId, method, route, status, ms: Math.round(ms * 100) / 100 }, 'request');
  };
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: MAX_BODY_BYTES,
    return503OnClosing: false, // a request that arrives while draining is still answered
    serverFactory: (handler) => {
      front.open(
        withFastLane(lane, handler, ({ requestId, route, ms }) => {
          told(requestId, 'GET', route, 200, ms);
        }),
      );
      return front.server;
    },
    clientErrorHandler(error, socket) {
      if (socket.writable) socket.end(rawProblem(error));
      else socket.destroy();
    },
    frameworkErrors(error, _request, reply) {
      void sendProblem(reply, toProblem(error));
    },
  });
  handleErrors(app, log);
  acceptJson(app);
  boundBodies(app);

  app.decorate('fastLane', lane);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({ ...headers, 'x-request-id': request.id });
    if (isRepeated(request.raw, 'host'))
      done(new Problem('BAD_REQUEST', 'Send one Host header, not several.'));
    else if (isRepeated(request.raw, 'authorization'))
      done(new AuthenticationError('several Authorization headers'));
    else done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'; // the pattern: addresses may name people
    told(request.id, request.method, route, reply.statusCode, reply.elapsedTime);
    done();
  });
  return app;
}
