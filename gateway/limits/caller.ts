import { isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Identify } from '../identity/index.ts';

/** Whom a request is counted under. */
export interface Caller {
  readonly key: string;
  /** It has shown a token that is accepted. */
  readonly isKnown: boolean;
}

/** The subject of the request's token, else the peer. A token that is not accepted gives no name. */
export async function callerOf(
  request: Pick<FastifyRequest, 'ip' | 'headers'>,
  identify: Identify,
): Promise<Caller> {
  const stranger = { key: peerOf(request), isKnown: false };
  const { authorization } = request.headers;
  if (authorization === undefined) return stranger;
  try {
    const identity = await identify(authorization);
    return identity ? { key: `subject ${identity.subject}`, isKnown: true } : stranger;
  } catch {
    return stranger;
  }
}

/** The true peer: its IPv4 address, or the /64 that one IPv6 site has to itself. */
export function peerOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  const address = ip.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  return isIPv6(address) ? `${network64(address)}::/64` : address;
}

/** The first four groups of an IPv6 address, written out. */
function network64(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...new Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
