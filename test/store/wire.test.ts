import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { BSON } from 'bson';
import fc from 'fast-check';
import { crc32c } from '../../store/wire/message.ts';
import { describeEmbedded, openStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

type Fields = Record<string, unknown>;

/** A flag of OP_MSG: the sender does not wait for an answer. */
const MORE_TO_COME = 2;

let store: TestStore;
const sockets: Socket[] = [];

beforeAll(async () => {
  store = await openStore();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(async () => {
  await store.remove();
});

/** A bare connection: sends bytes, reads answers. */
class Wire {
  readonly socket = connectSocket(join(store.dataDir, 'store.sock'));
  readonly closed: Promise<'closed'>;
  private buffer = Buffer.alloc(0);
  private waiting: (() => void) | undefined;

  constructor() {
    sockets.push(this.socket);
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.once('close', () => {
        resolve('closed');
      });
    });
    this.socket.on('data', (part: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, part]);
      this.waiting?.();
    });
  }

  send(bytes: Buffer): this {
    this.socket.write(bytes);
    return this;
  }

  async answer(): Promise<{ to: number; operation: number; body: Fields }> {
    while (this.buffer.length < 4 || this.buffer.length < this.buffer.readInt32LE(0))
      await new Promise<void>((resolve) => (this.waiting = resolve));
    const message = this.buffer.subarray(0, this.buffer.readInt32LE(0));
    this.buffer = this.buffer.subarray(message.length);
    const operation = message.readInt32LE(12);
    const body = BSON.deserialize(message.subarray(operation === 1 ? 36 : 21));
    return { to: message.readInt32LE(8), operation, body };
  }
}

function framed(operation: number, id: number, rest: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + rest.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(operation, 12);
  return Buffer.concat([head, rest]);
}

const flags = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const body = (command: Fields): Buffer =>
  Buffer.concat([Buffer.from([0]), Buffer.from(BSON.serialize({ ...command, $db: 'wire' }))]);

function sequence(name: string, documents: readonly Fields[]): Buffer {
  const content = Buffer.concat([
    Buffer.from(`${name}\0`),
    ...documents.map((document) => Buffer.from(BSON.serialize(document))),
  ]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

const message = (id: number, command: Fields, flag = 0): Buffer =>
  framed(2013, id, Buffer.concat([flags(flag), body(command)]));

describeEmbedded('the wire protocol', () => {
  it('answers the handshake of OP_QUERY with OP_REPLY', async () => {
    const query = Buffer.concat([
      flags(0),
      Buffer.from('admin.$cmd\0'),
      Buffer.alloc(8),
      Buffer.from(BSON.serialize({ ismaster: 1, helloOk: true })),
    ]);
    const { to, operation, body: reply } = await new Wire().send(framed(2004, 7, query)).answer();
    expect([to, operation]).toEqual([7, 1]);
    expect(reply).toMatchObject({ ismaster: true, helloOk: true, ok: 1 });
  });

  it('answers messages sent all at once in their order, each to its own request', async () => {
    const ids = [11, 12, 13, 14, 15];
    const wire = new Wire().send(Buffer.concat(ids.map((id) => message(id, { ping: 1 }))));
    for (const id of ids) expect((await wire.answer()).to).toBe(id);
  });

  it('puts together a message that comes byte by byte', async () => {
    const wire = new Wire();
    for (const byte of message(3, { ping: 1 })) {
      wire.send(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await wire.answer()).toMatchObject({ to: 3, body: { ok: 1 } });
  });

  it('takes documents from a sequence, before or after the body', async () => {
    const documents = sequence('documents', [{ _id: 1 }, { _id: 2 }]);
    const insert = body({ insert: 'sequences' });
    for (const [at, parts] of [
      [flags(0), insert, documents],
      [flags(0), documents, insert],
    ].entries()) {
      const wire = new Wire().send(framed(2013, 1, Buffer.concat(parts)));
      expect((await wire.answer()).body['n']).toBe(at === 0 ? 2 : 0);
    }
  });

  it('does not answer what moreToCome says needs no answer, but does it', async () => {
    const wire = new Wire()
      .send(message(1, { insert: 'silent', documents: [{ _id: 1 }], writeConcern: { w: 0 } }, 2))
      .send(message(2, { count: 'silent' }));
    expect(await wire.answer()).toMatchObject({ to: 2, body: { n: 1 } });
  });

  it('accepts a right checksum and ends the connection at a wrong one', async () => {
    const unsigned = message(1, { ping: 1 }, 1);
    unsigned.writeInt32LE(unsigned.length + 4, 0);
    const sum = flags(crc32c(unsigned));
    expect((await new Wire().send(Buffer.concat([unsigned, sum])).answer()).body['ok']).toBe(1);
    const wrong = Buffer.from(sum);
    wrong[0] = (wrong[0] ?? 0) ^ 1;
    expect(await new Wire().send(Buffer.concat([unsigned, wrong])).closed).toBe('closed');
  });

  it('knows CRC-32C by its check value', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });

  it.each([
    ['a length below the header', Buffer.alloc(16)],
    ['a length beyond the limit', Buffer.from('ffffff7f00000000000000000000000000', 'hex')],
    ['an unknown operation', framed(2012, 1, Buffer.alloc(20))],
    ['a message without a body', framed(2013, 1, flags(0))],
    ['an unknown required flag', message(1, { ping: 1 }, 4)],
    [
      'two bodies',
      framed(2013, 1, Buffer.concat([flags(0), body({ ping: 1 }), body({ ping: 1 })])),
    ],
    [
      'an unknown section',
      framed(2013, 1, Buffer.concat([flags(0), Buffer.from([9, 5, 0, 0, 0, 0])])),
    ],
    [
      'a sequence too long',
      framed(2013, 1, Buffer.concat([flags(0), Buffer.from([1, 255, 0, 0, 0, 97, 0])])),
    ],
    ['text of another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ])('ends the connection at %s, and no other', async (_, bytes) => {
    const other = new Wire();
    expect(await new Wire().send(bytes).closed).toBe('closed');
    expect((await other.send(message(1, { ping: 1 })).answer()).body['ok']).toBe(1);
  });

  it('lives through any damaged message', async () => {
    const whole = message(1, { find: 'c', filter: { a: [1, 'x'], b: { c: 2.5 } }, limit: 1 });
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat({ max: 255 }), async (at, byte) => {
        const damaged = Buffer.from(whole);
        damaged[4 + (at % (whole.length - 4))] = byte;
        fc.pre(damaged.readUInt32LE(16) !== MORE_TO_COME); // it asks for no answer, and gets none
        const wire = new Wire().send(damaged);
        await Promise.race([wire.closed, wire.answer()]);
        wire.socket.destroy();
      }),
      { numRuns: 100 },
    );
    expect((await new Wire().send(message(1, { ping: 1 })).answer()).body['ok']).toBe(1);
  });
});
