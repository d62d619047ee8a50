import { afterEach, describe, expect, it } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { parse } from 'graphql';
import { remoteSource } from '../../../gateway/executor/remote-source.ts';
import type { RemoteSource } from '../../../gateway/executor/remote-source.ts';
import type { SubgraphOperation } from '../../../gateway/executor/source.ts';
import { freePort } from '../support/ports.ts';

const READ = '{ a }';
const WRITE = 'mutation { a }';
const ANSWER = '{"data":{"a":1}}';
/** Far away for what answers, also on a busy machine; near for what never does. */
const DEADLINE_MS = 30_000;
const NEAR_DEADLINE_MS = 300;
const PAUSE_MS = 100;

let server: Server | undefined;
let source: RemoteSource<null> | undefined;
let requests = 0;
let now = 0;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await source?.close();
});

/** A service that answers as told, and a source that asks it. */
async function open(
  listener: RequestListener,
  deadlineMs = DEADLINE_MS,
): Promise<RemoteSource<null>> {
  requests = 0;
  server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  source = remoteSource<null>({ url, deadlineMs, pauseMs: PAUSE_MS, now: () => now });
  return source;
}

const operation = (text: string): SubgraphOperation => ({
  text,
  document: parse(text),
  name: undefined,
  kind: text === WRITE ? 'mutation' : 'query',
});
const call = async (asked: RemoteSource<null>, text: string) =>
  asked.prepare(operation(text))({}, null);

/** Drops the first connections, then answers. */
const recovering =
  (failures: number): RequestListener =>
  (request, response) => {
    if (requests <= failures) request.socket.destroy();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER);
  };

describe('a subgraph reached over HTTP', () => {
  it('is read once more when the connection fails', async () => {
    const asked = await open(recovering(1));
    expect(await call(asked, READ)).toEqual({ data: { a: 1 } });
    expect(requests).toBe(2);
  });

  it('is not read a third time', async () => {
    const asked = await open(recovering(2));
    await expect(call(asked, READ)).rejects.toThrow();
    expect(requests).toBe(2);
  });

  it('is read once more on another connection, when the service has just closed those kept', async () => {
    const closing: Socket[] = [];
    const asked = await open((request, response) => {
      // Answers on the connections that are new, resets the ones that were kept.
      if (closing.includes(request.socket)) request.socket.resetAndDestroy();
      else response.writeHead(200).end(ANSWER);
      closing.push(request.socket);
    });
    const reads = Array.from({ length: 8 }, () => call(asked, READ));
    expect(await Promise.all(reads)).toHaveLength(8);
    for (let again = 0; again < 4; again += 1)
      expect(await call(asked, READ)).toEqual({ data: { a: 1 } });
  });

  it('is written to on connections that nobody is just closing', async () => {
    const sockets = new Set<Socket>();
    const asked = await open((request, response) => {
      sockets.add(request.socket);
      response.writeHead(200).end(ANSWER);
    });
    for (let write = 0; write < 3; write += 1) await call(asked, WRITE);
    expect(sockets.size).toBe(3);
  });

  it('is not read again when it has answered, whatever it was', async () => {
    const asked = await open((_request, response) => response.writeHead(503).end('busy'));
    await expect(call(asked, READ)).rejects.toThrow();
    expect(requests).toBe(1);
  });

  it('is never sent a mutation twice', async () => {
    const asked = await open(recovering(1));
    await expect(call(asked, WRITE)).rejects.toThrow();
    expect(requests).toBe(1);
  });

  it('is not asked again after the deadline: the caller has waited once', async () => {
    const asked = await open(() => undefined, NEAR_DEADLINE_MS);
    await expect(call(asked, READ)).rejects.toThrow();
    expect(requests).toBe(1);
  });

  it('is cut off when it dribbles its answer beyond the deadline', async () => {
    const asked = await open((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(drip);
      });
    }, NEAR_DEADLINE_MS);
    await expect(call(asked, READ)).rejects.toThrow();
  });

  it('is cut off when its answer is larger than any real one', async () => {
    const megabyte = ' '.repeat(1024 * 1024);
    let sent = 0;
    const asked = await open((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const send = (): void => {
        while (sent < 64 && !response.destroyed) {
          sent += 1;
          if (!response.write(megabyte)) {
            response.once('drain', send);
            return;
          }
        }
        response.end(ANSWER);
      };
      send();
    });
    await expect(call(asked, WRITE)).rejects.toThrow();
    expect(sent).toBeLessThan(64);
  });

  it.each<[string, string, string]>([
    ['a page', 'text/html', '<h1>gateway timeout</h1>'],
    ['JSON that is no GraphQL response', 'application/json', '{"ok":true}'],
    ['a list', 'application/json', '[{"data":{"a":1}}]'],
  ])('is not believed when it answers with %s', async (_, type, body) => {
    const asked = await open((_request, response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    await expect(call(asked, WRITE)).rejects.toThrow();
  });

  it('does not follow redirects', async () => {
    const asked = await open((_request, response) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await expect(call(asked, WRITE)).rejects.toThrow();
    expect(requests).toBe(1);
  });

  it('is left alone after ten failures in a row, and tried again after a pause', async () => {
    const asked = await open(recovering(10));
    for (let tries = 0; tries < 10; tries += 1) await expect(call(asked, WRITE)).rejects.toThrow();
    await expect(call(asked, WRITE)).rejects.toThrow('is not asked for a while');
    expect(requests).toBe(10);
    now += PAUSE_MS;
    expect(await call(asked, WRITE)).toEqual({ data: { a: 1 } });
  });

  const all =
    (body: string, status = 200): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    };
  const failed = (code: string, data = 'null'): string =>
    `{"data":${data},"errors":[{"message":"x","extensions":{"code":"${code}"}}]}`;

  it.each<[string, RequestListener]>([
    ['503 with a page', all('<h1>busy</h1>', 503)],
    ['500 with a GraphQL response', all(ANSWER, 500)],
    ['errors without data', all(failed('INTERNAL_SERVER_ERROR'))],
    ['errors and nothing in the data', all(failed('X', '{"a":null,"b":[null,null]}'))],
    ['errors without a code', all('{"errors":[{"message":"x"}]}')],
    ['garbage', all('{"data":{')],
    ['nothing', all('')],
    ['a redirect', all('', 302)],
    ['a closed connection', (request) => request.socket.destroy()],
  ])('FED-008: that answers always with %s is left alone, then asked once', async (_, listener) => {
    const asked = await open(listener);
    for (let tries = 0; tries < 10; tries += 1) await call(asked, READ).catch(() => undefined);
    const before = requests;
    expect(before).toBeLessThanOrEqual(20);
    await expect(call(asked, READ)).rejects.toThrow('is not asked for a while');
    expect(requests).toBe(before);
    now += PAUSE_MS;
    const waiting = Array.from({ length: 20 }, () => call(asked, WRITE).catch(() => undefined));
    await Promise.all(waiting);
    expect(requests).toBe(before + 1);
  });

  it.each(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'NOT_FOUND'])(
    'is not left alone for what callers do wrong: %s',
    async (code) => {
      const asked = await open(all(failed(code)));
      for (let tries = 0; tries < 15; tries += 1)
        expect(await call(asked, WRITE)).toMatchObject({ errors: [{ extensions: { code } }] });
    },
  );

  it('is asked again by a few readers at most while every connection fails', async () => {
    const asked = await open((request) => request.socket.destroy());
    for (let tries = 0; tries < 40; tries += 1) {
      await call(asked, READ).catch(() => undefined);
      now += PAUSE_MS;
    }
    expect(requests).toBeLessThanOrEqual(40 + 10 + 4);
  });

  it('that was never reached is tried once more, a write too', async () => {
    const url = `http://127.0.0.1:${await freePort()}/graphql`;
    source = remoteSource<null>({ url, deadlineMs: 2_000 });
    let tries = 0;
    const count = (): void => void (tries += 1);
    subscribe('undici:client:connectError', count);
    for (const text of [READ, WRITE]) await expect(call(source, text)).rejects.toThrow();
    unsubscribe('undici:client:connectError', count);
    expect(tries).toBe(4);
  });

  it.each<[string, (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('is understood when something on the way compresses with %s', async (coding, encode) => {
    const asked = await open((_request, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(encode(ANSWER));
    });
    expect(await call(asked, READ)).toEqual({ data: { a: 1 } });
  });

  it('is not believed when a small answer means a huge one', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    const asked = await open((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    await expect(call(asked, READ)).rejects.toThrow();
  });

  it('has its messages withheld: path and code of an error are all that passes', async () => {
    const error = {
      message: 'at db.internal:27017',
      path: ['a'],
      extensions: { code: 'X', stack: '…' },
    };
    const asked = await open((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ data: { a: null }, errors: [error] }));
    });
    const { errors } = await call(asked, READ);
    expect(errors).toEqual([
      { message: expect.not.stringContaining('internal'), path: ['a'], extensions: { code: 'X' } },
    ]);
  });
});
