import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A strong validator (RFC 9110 §8.8.3): equal bytes, equal tag, on every process of the hub. */
export const etagOf = (body: string | Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url')}"`;

/** Whether the caller has the representation with this tag already (RFC 9110 §13.1.2). */
export function isKnown({ method, headers }: FastifyRequest, etag: unknown): boolean {
  const known = headers['if-none-match'];
  if (known === undefined || typeof etag !== 'string') return false;
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (known.trim() === '*') return true;
  return known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** Adds to the request fields that the answer depends on (RFC 9110 §12.5.5). */
export function varyOn(reply: FastifyReply, ...fields: readonly string[]): FastifyReply {
  const given = reply.getHeader('vary');
  const names = new Map<string, string>();
  for (const field of [...(given === undefined ? [] : String(given).split(',')), ...fields])
    names.set(field.trim().toLowerCase(), field.trim());
  return reply.header('vary', [...names.values()].join(', '));
}
