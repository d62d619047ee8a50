import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
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
    return stranger; // the route asks who it is once more, and says why that cannot be told
  }
}

/** The true peer: its IPv4 address, or the /64 that one IPv6 site has to itself. */
export function peerOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  const [address = ''] = ip.split('%');
  if (!ipaddr.isValid(address)) return address;
  const peer = ipaddr.process(address);
  return peer instanceof ipaddr.IPv6
    ? `${peer.parts.slice(0, 4).map(hex).join(':')}::/64`
    : peer.toString();
}

const hex = (group: number): string => group.toString(16);
