import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Socket } from 'node:net';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { errorClass } from '../../lib/errors/hub-error.ts';

/**
 * Milliseconds between "not ready" and the end of accepting connections: a balancer that asks every
 * second has moved its traffic by then. Connections are kept meanwhile: a client made to connect
 * again would be turned away halfway when the listener closes.
 */
export const NOTICE_MS = 1_500;
/**
 * Milliseconds that connections are still listened to after that, for a request already on its way.
 * Each answer now closes its connection.
 */
export const LINGER_MS = 1_000;
/** Milliseconds after which what is still unanswered is cut off: ten seconds in all, with margin. */
export const GRACE_MS = 9_000;
const POLL_MS = 25;
/** Connections the system may hold for us until we accept them. */
const BACKLOG = 1024;

/** Where a server listens, and how it stops. */
export interface Listener {
  /** Stops without losing an answer; resolves when the last connection is closed. */
  drain(): Promise<void>;
  readonly isDraining: () => boolean;
  /** Stops at once: nothing has been answered yet. */
  abort(): void;
}

/** Where to listen, and which variable says so. */
export interface ListenAt {
  readonly host: string;
  readonly port: number;
  readonly name?: string;
}

/** The port is taken, or the address is not ours. */
export class ListenError extends errorClass('LISTEN_FAILED') {}

/** How long each step of draining takes; see the constants. */
export interface DrainTimes {
  readonly noticeMs?: number;
  readonly lingerMs?: number;
  readonly graceMs?: number;
}

/**
 * Starts to accept connections.
 * @throws {@link ListenError} saying what to do
 */
export async function listen(
  server: Server,
  at: ListenAt,
  times: DrainTimes = {},
): Promise<Listener> {
  let draining = false;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.prependListener('request', (_, response: ServerResponse) => {
    if (!server.listening) response.setHeader('connection', 'close');
  });
  server.listen({ ...at, backlog: BACKLOG });
  await once(server, 'listening').catch((error: unknown) => {
    throw new ListenError(explain(error as NodeJS.ErrnoException, at));
  });
  let drained: Promise<void> | undefined;
  return {
    isDraining: () => draining,
    abort: () => {
      server.close();
      server.closeAllConnections();
    },
    drain: () => {
      draining = true;
      return (drained ??= drainServer(server, sockets, times));
    },
  };
}

async function drainServer(
  server: Server,
  sockets: ReadonlySet<Socket>,
  times: DrainTimes,
): Promise<void> {
  const { noticeMs = NOTICE_MS, lingerMs = LINGER_MS, graceMs = GRACE_MS } = times;
  const end = performance.now() + graceMs;
  await delay(noticeMs);
  // Node has just accepted the waiting connections: none is cut halfway.
  await setImmediate();
  // http.Server.close would also cut idle connections, on which a request may be arriving.
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => {
      resolve();
    });
  });
  await Promise.race([closed, delay(lingerMs)]);
  const timeIsUp = delay(Math.max(0, end - performance.now()), 'cut off', { ref: false });
  for (;;) {
    server.closeIdleConnections();
    // To Node, a connection that has not said anything yet is not idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    const state = await Promise.race([closed, timeIsUp, delay(POLL_MS, 'open')]);
    if (state !== 'open') break;
  }
  server.closeAllConnections();
}

function explain(error: NodeJS.ErrnoException, { host, port, name = 'PORT' }: ListenAt): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} of ${host} is in use; stop what uses it or set ${name}.`;
  if (error.code === 'EACCES') return `Port ${port} needs more rights; set ${name} above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `HOST ${host} is not an address of this machine.`;
  return `Cannot listen on ${host}:${port} (${error.code ?? error.message}).`;
}
