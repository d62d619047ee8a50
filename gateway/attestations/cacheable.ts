import type { FastifyReply, FastifyRequest } from 'fastify';
import { isKnown } from '../http/conditional.ts';

export { etagOf } from '../http/conditional.ts';

/** One representation of a resource, complete with the headers that describe it. */
export interface Representation {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
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
