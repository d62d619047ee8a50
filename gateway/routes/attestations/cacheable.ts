import type { FastifyReply } from 'fastify';

export { etagOf } from '../../http/conditional.ts';

/** One representation of a resource, complete with the headers that describe it. */
export interface Representation {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a representation, which is not sent at last to one who has it; see `negotiatePublic`. */
export function sendCacheable(
  reply: FastifyReply,
  { body, headers }: Representation,
): FastifyReply {
  return reply.headers(headers).send(body);
}
