import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { limitConnections } from '../../../gateway/limits/connections.ts';
import { until } from '../../until.ts';

describe('connections of one address', () => {
  const sockets: Socket[] = [];
  let server: Server;

  const start = async (trustedProxies: readonly string[]): Promise<void> => {
    server = createServer();
    limitConnections(server, { perAddress: 2, trustedProxies });
    server.on('connection', (socket: Socket) => {
      if (!socket.destroyed) socket.write('welcome');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  };

  /** Whether the server keeps a connection from this address. */
  const isKept = async (localAddress: string): Promise<boolean> => {
    const { port } = server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    sockets.push(socket);
    socket.on('error', () => undefined);
    const outcome = await Promise.race([
      once(socket, 'data').then(() => true),
      once(socket, 'close').then(() => false),
    ]);
    return outcome;
  };

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  it('are closed beyond the limit, and those of others are not', async () => {
    await start([]);
    const kept = [];
    for (let tries = 0; tries < 4; tries += 1) kept.push(await isKept('127.0.0.2'));
    expect(kept.filter(Boolean)).toHaveLength(2);
    expect(await isKept('127.0.0.3')).toBe(true);
  });

  it('count no longer once they are closed', async () => {
    await start([]);
    await isKept('127.0.0.2');
    await isKept('127.0.0.2');
    for (const socket of sockets.splice(0)) socket.destroy();
    await until(() => isKept('127.0.0.2'));
  });

  it.each(['127.0.0.2', '127.0.0.0/8'])(
    'of a trusted proxy (%s) are not counted',
    async (proxy) => {
      await start([proxy]);
      const kept = [];
      for (let tries = 0; tries < 4; tries += 1) kept.push(await isKept('127.0.0.2'));
      expect(kept).toEqual([true, true, true, true]);
    },
  );
});
