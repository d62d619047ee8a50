import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A strong validator (RFC 9110 §8.8.3): equal bytes, equal tag, on every process of the hub. */
export const etagOf = (body: string | Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url')}"`;

/** Content codings that {@link compressPublic} may add to a tag. */
const CODING = /-(?:br|gzip)"$/;

/** Whether the caller has this representation already (RFC 9110 §13.1.2), in whatever coding. */
export function isKnown(request: FastifyRequest, etag: string): boolean {
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  if (known.trim() === '*') return true;
  return known
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '').replace(CODING, '"') === etag);
}

/** Adds to the request fields that the answer depends on (RFC 9110 §12.5.5). */
export function varyOn(reply: FastifyReply, ...fields: readonly string[]): FastifyReply {
  const given = reply.getHeader('vary');
  const names = new Map<string, string>();
  for (const field of [...(given === undefined ? [] : String(given).split(',')), ...fields])
    names.set(field.trim().toLowerCase(), field.trim());
  return reply.header('vary', [...names.values()].join(', '));
}
