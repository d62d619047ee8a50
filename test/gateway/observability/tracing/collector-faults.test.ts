import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { MAX_SPANS } from '../../../../gateway/observability/tracing/bounded-spans.ts';
import { traced } from '../../../../gateway/executor/traced.ts';
import { createTracing } from '../../../../gateway/observability/tracing/tracing.ts';
import { freePort } from '../../support/ports.ts';

let collector: Server | undefined;
afterEach(() => {
  collector?.closeAllConnections();
  collector?.close();
});

async function tracingTo(listener: RequestListener | null) {
  let port = await freePort();
  if (listener) {
    collector = createServer(listener);
    await new Promise<void>((listening) => collector?.listen(0, '127.0.0.1', listening));
    port = (collector.address() as AddressInfo).port;
  }
  const dropped: Record<string, number> = {};
  const url = `http://127.0.0.1:${port}/v1/traces`;
  const tracing = createTracing({ url, ratio: 1 }, 'test', (reason, spans) => {
    dropped[reason] = (dropped[reason] ?? 0) + spans;
  });
  const operation = {
    text: '{ a }',
    document: parse('{ a }'),
    name: undefined,
    kind: 'query',
  } as const;
  const source = { prepare: () => () => ({ data: { a: 1 } }) };
  const call = traced('s', source, tracing).prepare(operation);
  return {
    dropped,
    tracing,
    trace: (spans: number): void => {
      for (let left = spans; left > 0; left -= 1)
        expect(call({}, null)).toEqual({ data: { a: 1 } });
    },
  };
}

const COLLECTORS: readonly (readonly [what: string, listener: RequestListener | null])[] = [
  ['hangs', () => undefined],
  ['dribbles', (_, response) => response.writeHead(200).write(' ')],
  ['refuses', (_, response) => response.writeHead(400).end()],
  ['is overloaded', (_, response) => response.writeHead(503, { 'retry-after': '60' }).end()],
  ['closes', (request) => request.socket.destroy()],
  ['is not there', null],
];

describe('OPS-005: a collector that', () => {
  it.each(COLLECTORS)(
    '%s delays no call, holds no more than it may, and no end',
    async (_, listener) => {
      const { tracing, trace, dropped } = await tracingTo(listener);
      trace(MAX_SPANS * 3);
      // The first batches may have been given up already, which makes room.
      expect(dropped['queue-full']).toBeGreaterThan(0);
      const begun = performance.now();
      await tracing.close();
      // A second is allowed; a busy machine needs longer for everything.
      expect(performance.now() - begun).toBeLessThan(8_000);
    },
  );

  it('works loses nothing', async () => {
    let bytes = 0;
    const { tracing, trace, dropped } = await tracingTo((request, response) => {
      request.on('data', (chunk: Buffer) => (bytes += chunk.length));
      request.on('end', () => response.writeHead(200).end('{}'));
    });
    trace(100);
    await tracing.close();
    expect(dropped).toEqual({});
    expect(bytes).toBeGreaterThan(0);
  });

  it('refuses has its losses counted', async () => {
    const { tracing, trace, dropped } = await tracingTo((_, response) =>
      response.writeHead(400).end(),
    );
    trace(100);
    await tracing.close();
    expect(dropped).toEqual({ 'not-sent': 100 });
  });
});
