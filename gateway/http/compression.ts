import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chooseCoding } from './accept.ts';
import { isKnown, varyOn } from './conditional.ts';

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
/** The better first. */
const CODINGS: readonly Coding[] = ['br', 'gzip'];

/**
 * Compresses what nobody's secret is in: answers to requests without credentials. One that was asked
 * with a token is sent as it is, since the length of a compressed text tells of what is in it (BREACH).
 * A compressed answer is another representation, so its strong ETag differs. Who has the very
 * representation that would be sent is told so (304), with the same headers as that would have.
 */
export function negotiatePublic(app: FastifyInstance): void {
  // Not async: most answers are small or bytes, and need not wait for a turn of the event loop.
  app.addHook('onSend', (request, reply, payload, done) => {
    const coding = chosenCoding(request, reply, payload);
    const etag = reply.getHeader('etag');
    if (coding && typeof etag === 'string') reply.header('etag', taggedAs(etag, coding));
    if (reply.statusCode === 200 && isKnown(request, reply.getHeader('etag'))) {
      reply.code(304).removeHeader('content-length');
      done(null, '');
      return;
    }
    if (!coding) {
      done(null, payload);
      return;
    }
    reply.header('content-encoding', coding).removeHeader('content-length');
    ENCODERS[coding](payload as string).then((encoded) => {
      done(null, encoded);
    }, done);
  });
}

/** How an answer is to be compressed, if at all. Says also that it depends on what the caller accepts. */
function chosenCoding(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Coding | undefined {
  const isText = typeof payload === 'string' && payload.length >= THRESHOLD_BYTES;
  if (!isText || !isCompressible(request, reply)) return undefined;
  varyOn(reply, 'Accept-Encoding');
  return chooseCoding(request.headers['accept-encoding'], CODINGS);
}

const isCompressible = (request: FastifyRequest, reply: FastifyReply): boolean =>
  request.headers.authorization === undefined &&
  request.headers.cookie === undefined &&
  !reply.hasHeader('content-encoding') &&
  COMPRESSIBLE.test(String(reply.getHeader('content-type') ?? ''));

/** The strong tag of the same text in a coding: other bytes, another tag. */
export const taggedAs = (etag: string, coding: Coding): string => etag.replace(/"$/, `-${coding}"`);
