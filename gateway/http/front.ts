import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import {
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_TIMEOUT_MS,
  MAX_HEADER_BYTES,
  TIMEOUT_CHECK_INTERVAL_MS,
  UPLOAD_TIMEOUT_MS,
} from '../config/limits.ts';
import { PROBLEM_JSON, Problem, problemDocument } from '../../lib/errors/problem.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** The HTTP server, which can listen before there is anything to answer with. */
export interface ListeningServer {
  readonly server: Server;
  /** From now on requests are answered by this. */
  open(handler: RequestListener): void;
}

/**
 * Makes the server. Until it is opened it says that it lives and is not ready, so that a hub whose
 * store is not up yet is neither killed nor sent requests. Ambiguous framing (both lengths, two
 * lengths, bare line feeds) is refused by Node's strict parser.
 */
export function createFront(): ListeningServer {
  let current: RequestListener = starting;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: UPLOAD_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
      insecureHTTPParser: false,
    },
    (request, response) => {
      current(request, response);
    },
  );
  return {
    server,
    open: (handler) => {
      current = handler;
    },
  };
}

const starting: RequestListener = (request, response) => {
  const isLive = request.url === '/health/live';
  const isReady = request.url === '/health/ready';
  const body = isLive
    ? { live: true }
    : isReady
      ? { ready: false, checks: { started: false } }
      : problemDocument(new Problem('UNAVAILABLE', 'The hub is starting.'));
  response.writeHead(isLive ? 200 : 503, {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': isLive || isReady ? 'application/json; charset=utf-8' : PROBLEM_JSON,
    ...(isLive || isReady ? {} : { 'retry-after': '2' }),
  });
  response.end(JSON.stringify(body));
};
