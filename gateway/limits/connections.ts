import { BlockList, isIP } from 'node:net';
import type { Server, Socket } from 'node:net';
import { peerOf } from './caller.ts';

export interface ConnectionLimit {
  /** Connections that one peer may have open at once, in this process. */
  readonly perAddress: number;
  /** Addresses and networks of proxies: each holds the connections of many, so none is counted. */
  readonly trustedProxies: readonly string[];
}

/**
 * Closes connections of a peer that has too many open: each costs memory and a descriptor before a
 * request, and so any other limit, is seen.
 */
export function limitConnections(server: Server, limit: ConnectionLimit): void {
  const proxies = networksOf(limit.trustedProxies);
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress = '', remoteFamily = '' } = socket;
    if (proxies.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4')) return;
    const peer = peerOf({ ip: remoteAddress });
    const count = (open.get(peer) ?? 0) + 1;
    if (count > limit.perAddress) {
      socket.destroy();
      return;
    }
    open.set(peer, count);
    socket.once('close', () => {
      const left = (open.get(peer) ?? 1) - 1;
      if (left === 0) open.delete(peer);
      else open.set(peer, left);
    });
  });
}

function networksOf(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', prefix] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
