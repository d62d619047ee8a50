import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import { isLoopback } from '../config/loopback.ts';
import { described, NOT_FOUND, ok } from '../http/description.ts';
import { listen } from '../http/listener.ts';
import { SECURITY_HEADERS } from '../http/security-headers.ts';
import type { Metrics } from '../observability/metrics.ts';
import { PROBLEM_JSON, Problem, problemDocument } from '../../lib/errors/problem.ts';

const PATH = '/metrics';

/** With one of these somebody else asks through a proxy on this machine. */
const FORWARDED = /^(?:forwarded|via|x-forwarded(?:-.+)?|x-real-ip|.+-(?:client|connecting)-ip)$/;

type Caller = Pick<IncomingMessage, 'headers'> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/** Whether a request comes from this machine, and for nobody beyond it. */
export const isFromHere = ({ headers, socket }: Caller): boolean =>
  isLoopback(socket.remoteAddress ?? '') &&
  !Object.keys(headers).some((name) => FORWARDED.test(name));

/**
 * What this process measures, in Prometheus' text format, on the port that everybody reaches: for
 * callers of this machine. Nowhere there when the metrics have a port of their own.
 */
export function metricsRoute(
  app: FastifyInstance,
  { registry }: Pick<Metrics, 'registry'>,
  { metricsPort }: Pick<Config, 'metricsPort'>,
): void {
  if (metricsPort !== undefined) return;
  app.get(
    PATH,
    described({
      summary:
        'Prometheus metrics, for callers of this machine; with METRICS_PORT they are there instead.',
      answers: { ...ok('Metrics.', 'text/plain'), ...NOT_FOUND },
    }),
    async (request, reply) => {
      if (!isFromHere(request.raw)) throw new Problem('NOT_FOUND');
      return reply
        .header('cache-control', 'no-store')
        .type(registry.contentType)
        .send(await registry.metrics());
    },
  );
}

/**
 * Serves the metrics on a port of their own, if the configuration names one; returns how to stop.
 * @throws ListenError saying what to do
 */
export async function listenForMetrics(
  { registry }: Pick<Metrics, 'registry'>,
  { host, metricsPort }: Pick<Config, 'host' | 'metricsPort'>,
): Promise<(() => void) | undefined> {
  if (metricsPort === undefined) return undefined;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isAsked = request.url === PATH && (request.method === 'GET' || request.method === 'HEAD');
    const body = isAsked
      ? await registry.metrics()
      : JSON.stringify(problemDocument(new Problem('NOT_FOUND')));
    response
      .writeHead(isAsked ? 200 : 404, {
        ...SECURITY_HEADERS,
        'cache-control': 'no-store',
        'content-type': isAsked ? registry.contentType : PROBLEM_JSON,
      })
      .end(request.method === 'HEAD' ? undefined : body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const listener = await listen(server, { host, port: metricsPort, name: 'METRICS_PORT' });
  return () => {
    listener.abort();
  };
}
