import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { remoteSource } from '../../../gateway/executor/remote-source.ts';
import type { RemoteSource } from '../../../gateway/executor/remote-source.ts';
import type { SubgraphOperation } from '../../../gateway/executor/source.ts';

const READ = '{ a }';
const WRITE = 'mutation { a }';
const ANSWER = '{"data":{"a":1}}';
const DEADLINE_MS = 300;

let server: Server | undefined;
let source: RemoteSource<null> | undefined;
let requests = 0;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await source?.close();
});

/** A service that answers as told, and a source that asks it. */
async function open(
  listener: RequestListener,
  options: { readonly pauseMs?: number } = {},
): Promise<RemoteSource<null>> {
  requests = 0;
  server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  source = remoteSource<null>({ url, deadlineMs: DEADLINE_MS, ...options });
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

  it('is never sent a mutation twice', async () => {
    const asked = await open(recovering(1));
    await expect(call(asked, WRITE)).rejects.toThrow();
    expect(requests).toBe(1);
  });

  it('is not asked again after the deadline: the caller has waited once', async () => {
    const asked = await open(() => undefined);
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
    });
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
    const asked = await open(recovering(10), { pauseMs: 100 });
    for (let tries = 0; tries < 10; tries += 1) await expect(call(asked, WRITE)).rejects.toThrow();
    await expect(call(asked, WRITE)).rejects.toThrow('left alone');
    expect(requests).toBe(10);
    await new Promise((paused) => setTimeout(paused, 150));
    expect(await call(asked, WRITE)).toEqual({ data: { a: 1 } });
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
