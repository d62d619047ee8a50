import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** One representation of a resource, complete with the headers that describe it. */
export interface Representation {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** A strong validator (RFC 9110 §8.8.3): equal bytes, equal tag, on every process of the hub. */
export const etagOf = (body: string | Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url')}"`;

/** Sends a representation, or 304 to one who has it (RFC 9110 §13.1.2). */
export function sendCacheable(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, headers }: Representation,
): FastifyReply {
  void reply.headers(headers);
  const { etag = '' } = headers;
  const known = request.headers['if-none-match'];
  if (known === '*' || known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
    return reply.code(304).send();
  return reply.send(body);
}
