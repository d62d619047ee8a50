import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Bytes sent as they are, and everything the server answered until it closed. */
export async function sendRaw(
  url: string,
  bytes: string,
  encoding: BufferEncoding = 'utf8',
): Promise<string> {
  const socket = open(url);
  socket.write(bytes);
  return received(socket, encoding);
}

export function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port) });
}

/** Everything that arrives until the connection is closed. */
export async function received(socket: Socket, encoding: BufferEncoding = 'utf8'): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString(encoding)));
  await new Promise<void>((closed) => {
    socket.on('close', closed);
    socket.on('error', () => undefined);
  });
  return text;
}
