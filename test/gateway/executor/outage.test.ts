import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { testGraph } from '../../subgraphs/graph.ts';
import type { TestGraph } from '../../subgraphs/graph.ts';
import { gatewayOver } from '../../subgraphs/engines.ts';

const SECRET = 'http://bodies.internal:4002 password=hunter2';
/** Milliseconds after which a subgraph counts as down: one that is silent, and one that a busy machine holds up. */
const DEADLINE_MS = { silent: 1_000, answering: 30_000 };

const stacked = { message: SECRET, extensions: { stacktrace: [SECRET], code: 'ECONNREFUSED' } };
const json = (text: string, status = 200): RequestListener => {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };
};

/** Ways in which a subgraph service fails, by fault id. */
const WEATHER: readonly (readonly [id: string, what: string, listener: RequestListener])[] = [
  [
    'INF-002',
    '503 with a page that names an internal host',
    (_request, response) => {
      response.writeHead(503, { 'content-type': 'text/html' }).end(`<h1>${SECRET}</h1>`);
    },
  ],
  [
    'INF-003',
    'an error with a stack trace and a connection string',
    json(JSON.stringify({ errors: [stacked], data: null })),
  ],
  ['FED-003', 'half JSON', json('{"data":{"_ent')],
  ['FED-003', 'an empty body', json('')],
  ['FED-003', 'no entities', json('{"data":{}}')],
  ['FED-003', 'too few entities', json('{"data":{"_entities":[]}}')],
  [
    'FED-003',
    'a reset connection',
    (request) => {
      request.socket.destroy();
    },
  ],
  [
    'FED-003',
    '204',
    (_request, response) => {
      response.writeHead(204).end();
    },
  ],
  [
    'FED-003',
    'a redirect',
    (_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    },
  ],
  ['deadline', 'silence', () => undefined],
];

const RECOGNITION = `{
  recognition(question: { certificate: "X-1", market: "NZ", asOf: "2024-05-01" }) {
    status
    reasons { code }
  }
}`;
const BODY = '{ body(id: "nobody") { id name } agreement(id: "none") { id } }';

let graph: TestGraph;
let service: Server | undefined;
beforeAll(async () => {
  graph = await testGraph();
});
afterEach(() => {
  service?.closeAllConnections();
  service?.close();
});
afterAll(() => graph.close());

/** A gateway whose bodies are at a service that behaves like this. */
async function gateway(
  engine: 'compiled' | 'apollo',
  listener: RequestListener,
  deadlineMs: number,
) {
  service = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((listening) => service?.once('listening', listening));
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/graphql`;
  const made = await gatewayOver(graph, engine, { bodies: url }, deadlineMs);
  return {
    ask: async (query: string) => JSON.stringify(await made.ask(query)),
    stop: () => made.stop(),
  };
}

describe.each(['compiled', 'apollo'] as const)(
  'with the %s engine, a subgraph answering with',
  (engine) => {
    it.each(WEATHER)('%s %s', async (_id, what, listener) => {
      const deadlineMs = DEADLINE_MS[what === 'silence' ? 'silent' : 'answering'];
      const { ask, stop } = await gateway(engine, listener, deadlineMs);
      const recognition = await ask(RECOGNITION);
      const body = await ask(BODY);
      await stop();

      // The decision answers without its evidence; it is not an error.
      expect(JSON.parse(recognition)).toEqual({
        data: {
          recognition: {
            status: 'INDETERMINATE',
            reasons: expect.arrayContaining([{ code: 'SUBGRAPH_UNAVAILABLE' }]),
          },
        },
      });
      // Everything else is one masked error, and what others know is answered.
      const { data, errors } = JSON.parse(body) as {
        data: unknown;
        errors: { extensions: unknown }[];
      };
      expect(data).toEqual({ body: null, agreement: null });
      if (!what.includes('entities')) {
        expect(errors).toHaveLength(1);
        expect(['SUBGRAPH_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']).toContain(
          (errors[0]?.extensions as { code: string }).code,
        );
      }
      expect(recognition + body).not.toMatch(/internal:|hunter2|169\.254|127\.0\.0\.1|stack/);
    });
  },
);

describe.each(['compiled', 'apollo'] as const)(
  'with the %s engine, a subgraph that is busy',
  (engine) => {
    it('is no reason for INDETERMINATE: the caller is told to come back', async () => {
      const busy = json(
        '{"data":null,"errors":[{"message":"","extensions":{"code":"UNAVAILABLE"}}]}',
      );
      const { ask, stop } = await gateway(engine, busy, DEADLINE_MS.answering);
      const answer = await ask(RECOGNITION).catch((error: unknown) => JSON.stringify(error));
      await stop();
      expect(answer).not.toContain('INDETERMINATE');
      expect(answer).toContain('"UNAVAILABLE"');
    });
  },
);
