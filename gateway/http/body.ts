import type { FastifyInstance } from 'fastify';
import { createGunzip } from 'node:zlib';
import { Problem } from '../problems.ts';

/**
 * Reads compressed bodies as a stream, so that the body limit counts what they decompress to and a
 * small body that means a huge one is cut off at the limit.
 */
export function acceptCompressedBodies(app: FastifyInstance): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') {
      done(null, payload);
      return;
    }
    if (encoding !== 'gzip') {
      done(new Problem('UNSUPPORTED_MEDIA_TYPE', 'Only gzip is accepted as Content-Encoding.'));
      return;
    }
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
    done(null, plain);
  });
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
