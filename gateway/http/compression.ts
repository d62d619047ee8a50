import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { varyOn } from './conditional.ts';

/** Bytes below which an answer fits one packet anyway. */
const THRESHOLD_BYTES = 1_024;
/** Of 11: near the size of gzip's best at a third of its time. */
const BROTLI_QUALITY = 4;

const COMPRESSIBLE = /^(?:text\/|application\/(?:[\w.-]+\+)?json|application\/n3|image\/svg)/;

const ENCODERS = {
  br: (text: string) =>
    promisify(brotliCompress)(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  gzip: (text: string) => promisify(gzip)(text),
} as const;

type Coding = keyof typeof ENCODERS;

/**
 * Compresses what nobody's secret is in: answers to requests without credentials. One that was asked
 * with a token is sent as it is, since the length of a compressed text tells of what is in it (BREACH).
 * A compressed answer is another representation, so its strong ETag differs.
 */
export function compressPublic(app: FastifyInstance): void {
  // Not async: most answers are small or bytes, and need not wait for a turn of the event loop.
  app.addHook('onSend', (request, reply, payload, done) => {
    const isText = typeof payload === 'string' && payload.length >= THRESHOLD_BYTES;
    if (!isText || !isCompressible(request, reply)) {
      done(null, payload);
      return;
    }
    varyOn(reply, 'Accept-Encoding');
    const coding = codingOf(request.headers['accept-encoding']);
    if (!coding) {
      done(null, payload);
      return;
    }
    const etag = reply.getHeader('etag');
    if (typeof etag === 'string') reply.header('etag', etag.replace(/"$/, `-${coding}"`));
    reply.header('content-encoding', coding).removeHeader('content-length');
    ENCODERS[coding](payload).then((encoded) => {
      done(null, encoded);
    }, done);
  });
}

const isCompressible = (request: FastifyRequest, reply: FastifyReply): boolean =>
  request.headers.authorization === undefined &&
  request.headers.cookie === undefined &&
  !reply.hasHeader('content-encoding') &&
  COMPRESSIBLE.test(String(reply.getHeader('content-type') ?? ''));

/** The coding preferred among ours: the highest weight, ours first when equal (RFC 9110 §12.5.3). */
export function codingOf(accepted: string | undefined): Coding | undefined {
  if (accepted === undefined) return undefined;
  const weights = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name, q === undefined ? 1 : Number(q) || 0);
  }
  const weightOf = (coding: Coding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const best = weightOf('br') >= weightOf('gzip') ? 'br' : 'gzip';
  return weightOf(best) > 0 ? best : undefined;
}
