import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

/** What is used here of the driver's connection, a class that it does not export. */
interface Connection {
  readonly socket: Socket;
  readonly error: Error | null;
  onClose(): void;
  writeCommand(...given: never[]): unknown;
}
interface ConnectionClass {
  readonly prototype: Connection;
}

const MODULE = 'mongodb/lib/cmap/connection.js';
const mended = new WeakSet<Connection>();

/** The driver's class for one connection, of the very driver that mongoose uses. */
export function driverConnection(): ConnectionClass {
  const mongoose = createRequire(import.meta.url).resolve('mongoose');
  const { Connection } = createRequire(mongoose)(MODULE) as { Connection?: ConnectionClass };
  if (!Connection) throw changed('no class Connection');
  return Connection;
}

const changed = (what: string): Error =>
  new Error(
    `The MongoDB driver is not the one that store/driver.ts mends (${what} in ${MODULE}): install the packages of package-lock.json, or look whether a command on a lost connection still waits for ever`,
  );

/** @throws when what is mended is not there, or is not what it was when it was looked at */
function assertKnown(prototype: Connection): void {
  const [onClose, writeCommand] = ['onClose', 'writeCommand'].map((name): unknown =>
    Reflect.get(prototype, name),
  );
  if (typeof onClose !== 'function') throw changed('no method onClose');
  if (typeof writeCommand !== 'function') throw changed('no method writeCommand');
  const waits = /drain/i.test(String(writeCommand));
  if (!waits) throw changed('no wait for drain');
}

/**
 * Lets no command wait for ever on a connection that is lost. The driver (mongodb 7.8, `writeCommand`) waits
 * for `drain` where a write was not taken at once; a socket that has been destroyed, or whose peer ends
 * before it drains, emits neither that nor an error, so the command is neither sent nor refused. Here such a
 * wait ends with the error of the lost connection as soon as its socket has closed.
 */
export function mendDriver({ prototype }: ConnectionClass = driverConnection()): void {
  if (mended.has(prototype)) return;
  assertKnown(prototype);
  mended.add(prototype);
  const onClose = Reflect.get(prototype, 'onClose');
  prototype.onClose = function (this: Connection): void {
    onClose.call(this);
    // The connection listens for errors too, and has nothing more to do for one.
    if (this.error && this.socket.listenerCount('drain') > 0) this.socket.emit('error', this.error);
  };
}
