import { createServer, connect, Socket } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { driverConnection, mendDriver } from '../../store/driver.ts';

type Command = (namespace: object, command: object, options: object) => Promise<unknown>;
type Constructor = new (socket: Socket, options: object) => { command: Command };

mendDriver();
const Connection = driverConnection() as unknown as Constructor;

let server: Server;
let peer: Socket | undefined;

beforeEach(async () => {
  server = createServer((socket) => {
    peer = socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    peer?.destroy();
  });
});

async function open(): Promise<{ socket: Socket; command: (body: object) => Promise<unknown> }> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const connection = new Connection(socket, { id: 1, generation: 0, hostAddress: 'a host' });
  return { socket, command: async (body) => connection.command({ db: 'test' }, body, {}) };
}

const LOST = { name: 'MongoNetworkError' };

it('refuses a command that meets a socket just destroyed', async () => {
  const { socket, command } = await open();
  const asked = command({ ping: 1 });
  socket.destroy();
  await expect(asked).rejects.toMatchObject(LOST);
});

it('refuses a command that its peer does not take before it ends', async () => {
  const { socket, command } = await open();
  peer?.pause();
  const asked = command({ insert: 'c', text: 'a'.repeat(30_000_000) });
  await new Promise((resolve) => setImmediate(resolve));
  expect(socket.listenerCount('drain')).toBe(1);
  socket.destroy();
  await expect(asked).rejects.toMatchObject(LOST);
});

class Known {
  socket = new Socket();
  error = null;
  onClose(): void {
    this.socket.destroy();
  }
  writeCommand(): unknown {
    return this.socket.once('drain', () => undefined);
  }
}
const without = (method: 'onClose' | 'writeCommand', other?: () => unknown) => {
  class Changed extends Known {}
  Object.defineProperty(Changed.prototype, method, { value: other });
  return Changed;
};

it.each([
  ['onClose', without('onClose')],
  ['writeCommand', without('writeCommand')],
  ['drain', without('writeCommand', () => undefined)],
])('refuses to begin with a driver that has no %s any more', (what, changed) => {
  expect(() => {
    mendDriver(changed);
  }).toThrow(new RegExp(`store/driver.ts.*${what}`));
});

it('begins with one that has them', () => {
  expect(() => {
    mendDriver(Known);
  }).not.toThrow();
});
