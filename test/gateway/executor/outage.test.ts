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
  const seen = { outages: 0, unreadable: 0 };
  const made = await gatewayOver(graph, engine, { bodies: url }, deadlineMs, {
    onOutage: () => (seen.outages += 1),
    onUnreadable: () => (seen.unreadable += 1),
  });
  return {
    seen,
    ask: async (query: string) => JSON.stringify(await made.ask(query)),
    stop: () => made.stop(),
  };
}

describe.each(['compiled', 'apollo'] as const)(
  'with the %s engine, a subgraph answering with',
  (engine) => {
    it.each(WEATHER)('%s %s', async (_id, what, listener) => {
      const deadlineMs = DEADLINE_MS[what === 'silence' ? 'silent' : 'answering'];
      const { ask, seen, stop } = await gateway(engine, listener, deadlineMs);
      const recognition = await ask(RECOGNITION);
      // Whoever keeps answers is told.
      expect(seen.outages).toBeGreaterThan(0);
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

const problem = (code: string) => json(JSON.stringify({ title: SECRET, code }), 500);
const failing = (extensions: object | undefined, data: unknown) =>
  json(
    JSON.stringify({
      errors: [{ message: `TypeError: ${SECRET}`, path: ['_entities', 0], extensions }],
      data,
    }),
  );

/** Ways in which the program of a service shows that it is wrong; it does answer. */
const MISTAKES: readonly (readonly [what: string, listener: RequestListener])[] = [
  ['an error without a code', failing(undefined, { _entities: [null] })],
  ['an internal error', failing({ code: 'INTERNAL_SERVER_ERROR' }, { _entities: [null] })],
  ['an internal error without data', failing({ code: 'INTERNAL_SERVER_ERROR' }, null)],
  ['a document that it refuses', failing({ code: 'GRAPHQL_VALIDATION_FAILED' }, null)],
  ['a code nobody knows', failing({ code: 'E_INTERNAL' }, { _entities: [null] })],
  ['a problem document of its own', problem('INTERNAL_SERVER_ERROR')],
];
const UNREADABLE = { certificates: [], bodies: [], unavailable: ['bodies'] };

describe.each(['compiled', 'apollo'] as const)('with the %s engine', (engine) => {
  it.each(MISTAKES)('%s is an error, not only missing evidence', async (_, listener) => {
    const { ask, stop } = await gateway(engine, listener, DEADLINE_MS.answering);
    const recognition = await ask(RECOGNITION);
    await stop();
    const { errors } = JSON.parse(recognition) as { errors?: { extensions: unknown }[] };
    expect(errors?.length).toBeGreaterThan(0);
    expect(recognition).not.toMatch(/"RECOGNISED|hunter2|TypeError/);
  });

  it('a service that says that facts could not be read is heard', async () => {
    const text = JSON.stringify({
      data: { _entities: [{ __typename: 'Recognition', bodyEvidence: UNREADABLE }] },
      extensions: { unreadable: true },
    });
    const { ask, seen, stop } = await gateway(engine, json(text), DEADLINE_MS.answering);
    await ask(RECOGNITION);
    await stop();
    expect(seen).toMatchObject({ unreadable: 1 });
  });
});
