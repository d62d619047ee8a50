import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { MalformedBson } from '../bson/decode.ts';
import type { Document } from '../bson/values.ts';
import { faultReply, run } from '../commands/index.ts';
import { unacknowledged } from '../commands/arguments.ts';
import { Framer, MalformedMessage, formatAnswer, parseMessage } from '../wire/message.ts';
import type { Request } from '../wire/message.ts';
import type { Engine } from '../engine/engine.ts';
import { WireFault } from '../faults.ts';

/** What a connection has received but not yet answered may not grow beyond this. */
const MOST_WAITING = 64;

/** Serves an engine on a unix socket. */
export class SocketServer {
  private readonly engine: Engine;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(engine: Engine) {
    this.engine = engine;
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      serve(engine, socket);
    });
  }

  /** Listens on a path that only this user may open; a stale socket there is replaced. */
  async listen(path: string): Promise<void> {
    rmSync(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(path, resolve);
    });
    chmodSync(path, 0o600);
  }

  /** Stops listening, ends every connection and closes the engine. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
    this.engine.close();
  }
}

/** Answers the requests of one connection, one after the other. */
function serve(engine: Engine, socket: Socket): void {
  const framer = new Framer();
  const waiting: Buffer[] = [];
  let busy = false;
  socket.setNoDelay(true);
  // A peer that goes away is no fault of the engine's.
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: Buffer) => {
    try {
      waiting.push(...framer.add(part));
    } catch {
      // A message longer than any may be: this connection ends, the others go on.
      socket.destroy();
      return;
    }
    if (waiting.length > MOST_WAITING) socket.pause();
    if (!busy) void work();
  });

  async function work(): Promise<void> {
    busy = true;
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      try {
        const answer = await answerTo(engine, parseMessage(message));
        if (answer !== undefined && !socket.write(answer)) await drained(socket);
      } catch {
        // Malformed bytes, or a fault nobody foresaw: this connection ends, the others go on.
        socket.destroy();
        return;
      }
    }
    busy = false;
    socket.resume();
  }
}

/** Resolves once the peer has taken what was written, or is gone. */
const drained = async (socket: Socket): Promise<void> => {
  if (socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
};

let answers = 0;

async function answerTo(engine: Engine, request: Request): Promise<Buffer | undefined> {
  const reply = await replyTo(engine, request);
  if (!request.answer) return undefined;
  return formatAnswer(request, reply, ++answers);
}

async function replyTo(engine: Engine, request: Request): Promise<Document> {
  const { body, sequences } = request;
  const name = body.keys().next().value ?? '';
  const db = request.database ?? body.get('$db');
  try {
    if (typeof db !== 'string')
      throw new WireFault('BadValue', 'the command names no database ($db)');
    const reply = await run({ engine, name, db, body, sequences });
    // No answer is sent before a crash could no longer undo it.
    if (request.answer && !unacknowledged(body)) await engine.transaction.settled();
    else void engine.transaction.settled().catch(() => undefined);
    return reply;
  } catch (error) {
    if (error instanceof WireFault) return faultReply(error);
    if (error instanceof MalformedBson || error instanceof MalformedMessage) throw error;
    const what = error instanceof Error ? error.message : String(error);
    return faultReply(new WireFault('InternalError', `the embedded store failed: ${what}`));
  }
}
