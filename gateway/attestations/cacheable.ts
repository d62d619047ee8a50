import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isKnown } from '../http/conditional.ts';

export { etagOf } from '../http/conditional.ts';

/** One representation of a resource, complete with the headers that describe it. */
export interface Representation {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends what is in memory already. A text, which must be ASCII and of a kind that is not compressed, is
 * written in one piece, past what the pipeline does to bodies; the headers given so far go with it.
 */
export function sendReady(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, headers }: Representation,
): FastifyReply {
  const isPlain = request.method === 'GET' && typeof body === 'string';
  if (!isPlain || isKnown(request, headers['etag'] ?? ''))
    return sendCacheable(request, reply, { body, headers });
  reply.hijack();
  const given = reply.getHeaders() as OutgoingHttpHeaders;
  reply.raw.writeHead(200, Object.assign(given, headers, { 'content-length': body.length }));
  reply.raw.end(body, 'latin1');
  return reply;
}

/** Sends a representation, or 304 to one who has it (RFC 9110 §13.1.2). */
export function sendCacheable(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, headers }: Representation,
): FastifyReply {
  void reply.headers(headers);
  return isKnown(request, headers['etag'] ?? '') ? reply.code(304).send() : reply.send(body);
}
