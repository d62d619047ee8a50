import type { IncomingMessage } from 'node:http';

/**
 * Whether a request has a header more than once, of those that say who asks and whom. Node keeps the
 * first and drops the others; a proxy in front may have gone by another, so none of them is believed.
 */
export function isRepeated(
  { rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>,
  name: 'authorization' | 'host',
): boolean {
  let seen = false;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    // The length first: it spares making a lower-case text of every name.
    const given = rawHeaders[at] ?? '';
    if (given.length !== name.length || given.toLowerCase() !== name) continue;
    if (seen) return true;
    seen = true;
  }
  return false;
}
