import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ownClient, rehearse, round } from '../../../scripts/bench/load.ts';
import type { Server } from '../../../scripts/bench/servers.ts';
import { table } from '../../../scripts/bench/table.ts';
import { workloads } from '../../../scripts/bench/workload.ts';

let http: HttpServer;
let server: Server;
let received: string[];
let answer: { status: number; body: string };

beforeEach(async () => {
  received = [];
  answer = { status: 200, body: '{"data":{}}' };
  http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push(body);
      response.writeHead(answer.status).end(answer.body);
    });
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  let cpu = 0;
  server = {
    name: 'test server',
    url: `http://127.0.0.1:${String(port)}/graphql`,
    pid: process.pid,
    cpu: () => Promise.resolve((cpu += 50)),
    stop: () => Promise.resolve(),
  };
});

afterEach(async () => {
  http.close();
  await once(http, 'close');
});

const WORKLOAD = {
  name: 'two',
  bodies: ['{"a":1}', '{"b":2}'],
  questionsPerRequest: 1,
  connections: 2,
};

describe('a round of load', () => {
  it('sends the bodies in turn and counts what was answered', async () => {
    const result = await round(ownClient, server, WORKLOAD, 300);
    expect(new Set(received)).toEqual(new Set(WORKLOAD.bodies));
    expect(result.requestsPerSecond).toBeGreaterThan(0);
    expect(result.p99).toBeGreaterThanOrEqual(result.p50);
    expect(result.cpuPerRequest).toBeCloseTo(50 / received.length);
  });

  it('is void when a request fails', async () => {
    answer = { status: 429, body: '' };
    await expect(round(ownClient, server, WORKLOAD, 50)).rejects.toThrow(
      /^test server: \d+ of \d+ failed$/,
    );
  });
});

describe('the rehearsal', () => {
  it('asks every body once', async () => {
    await rehearse(server, WORKLOAD);
    expect(received).toEqual(WORKLOAD.bodies);
  });

  it('refuses to measure answers that are errors', async () => {
    answer = { status: 200, body: '{"errors":[{"message":"no"}]}' };
    await expect(rehearse(server, WORKLOAD)).rejects.toThrow('test server answers 200');
  });
});

describe('the workloads', () => {
  const certificate = { issuer: 'B', issuerTerritory: 'FR', scheme: 'S', issued: '2020-01-01' };

  it('ask each certificate alone, and a thousand questions at once', () => {
    const [one, many] = workloads([
      { ...certificate, number: 'A' },
      { ...certificate, number: 'B' },
    ]);
    expect(one?.bodies).toHaveLength(2);
    const batch = JSON.parse(many?.bodies[0] ?? '') as { variables: { questions: unknown[] } };
    expect(batch.variables.questions).toHaveLength(many?.questionsPerRequest ?? 0);
  });
});

describe('the table', () => {
  it('shows questions per second beside the hub', () => {
    const text = table(
      [
        {
          workload: 'one',
          server: 'hub',
          questionsPerSecond: 12345.6,
          p50: 1.234,
          p99: 5,
          cpuPerQuestion: 0.08,
          ratio: 1,
        },
      ],
      250_000,
    );
    expect(text).toContain('one       hub          12,346       1.00×    1.23    5.00   0.080');
    expect(text).toContain('decision alone: 250,000 per second on one core');
  });
});
