import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Bytes sent as they are, and everything the server answered until it closed. */
export async function sendRaw(url: string, bytes: string): Promise<string> {
  const socket = open(url);
  socket.write(bytes);
  return received(socket);
}

export function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port) });
}

/** Everything that arrives until the connection is closed. */
export async function received(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  await new Promise<void>((closed) => {
    socket.on('close', closed);
    socket.on('error', () => undefined);
  });
  return text;
}
