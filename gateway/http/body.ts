import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { BODY_TIMEOUT_MS } from '../config/limits.ts';
import { Problem } from '../../lib/errors/problem.ts';

/** Routes that take whole documents, which may arrive as slowly as the server permits. */
const UPLOADS: ReadonlySet<string> = new Set(['/facts', '/recognitions']);

/**
 * Reads bodies within bounds: they must arrive in time, and compressed ones are read as a stream, so
 * that the body limit counts what they decompress to and a small body that means a huge one is cut
 * off at the limit.
 */
export function boundBodies(app: FastifyInstance, timeoutMs = BODY_TIMEOUT_MS): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const { headers } = request;
    // Most requests have no body, and none of them needs a timer.
    const hasBody = 'content-length' in headers || 'transfer-encoding' in headers;
    if (hasBody && !UPLOADS.has(request.routeOptions.url ?? '')) expectWithin(payload, timeoutMs);
    const encoding = headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') done(null, payload);
    else if (encoding === 'gzip') done(null, decompressed(payload as Readable));
    else done(new Problem('UNSUPPORTED_MEDIA_TYPE', 'Only gzip is accepted as Content-Encoding.'));
  });
}

function expectWithin(payload: Readable, timeoutMs: number): void {
  const timer = setTimeout(() => {
    payload.destroy(new Problem('REQUEST_TIMEOUT'));
  }, timeoutMs).unref();
  const stop = (): void => {
    clearTimeout(timer);
  };
  payload.once('end', stop).once('close', stop);
}

function decompressed(payload: Readable): Readable {
  const plain = createGunzip();
  let received = 0;
  payload.on('data', (chunk: Buffer) => {
    received += chunk.byteLength;
  });
  payload.on('error', (error) => plain.destroy(error));
  plain.on('error', () => payload.resume());
  payload.pipe(plain);
  // Fastify compares this, not the decompressed size, with Content-Length.
  Object.defineProperty(plain, 'receivedEncodedLength', { get: () => received });
  return plain;
}

/** Parses JSON bodies; everything else is refused unless a route takes it. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new Problem('BAD_REQUEST', 'The body is not JSON.'));
    }
  });
}
