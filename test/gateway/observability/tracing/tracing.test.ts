import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../../gateway/config/config.ts';
import { startHub } from '../../../../gateway/bootstrap/hub.ts';
import { createLog } from '../../../../gateway/observability/log.ts';
import { startSubgraphService } from '../../../../gateway/services/start.ts';
import { openTracing } from '../../../../gateway/observability/tracing/index.ts';
import { freePort } from '../../support/ports.ts';
import { databaseOf } from '../../../database.ts';

/** A span as the OTLP/JSON protocol writes it. */
interface SentSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Batch {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<SentSpan, 'attributes'> & {
        readonly attributes: readonly Attribute[];
      })[];
    }[];
  }[];
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const plain = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const QUERY =
  'query ($n: String!) { certificate(number: $n) { number } agreement(id: "none") { id } }';
const SECRET = 'SECRET-NUMBER-1';
const STRANGER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let collector: Server;
let received = '';
const spans: SentSpan[] = [];
let dataDir = '';

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      received += text;
      for (const { resource, scopeSpans } of (JSON.parse(text) as Batch).resourceSpans)
        for (const span of scopeSpans.flatMap((scope) => scope.spans))
          spans.push({
            ...span,
            service: String(plain(resource.attributes)['service.name']),
            attributes: plain(span.attributes),
          });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((listening) => collector.listen(0, '127.0.0.1', listening));
  dataDir = await mkdtemp(join(tmpdir(), 'symbolon-tracing-'));
  await traceOneRequest();
});

afterAll(async () => {
  collector.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** One question to a hub whose certificates are a service; both are stopped, so all is sent. */
async function traceOneRequest(): Promise<void> {
  const env = async () => ({
    DATA_DIR: dataDir,
    ...databaseOf(dataDir),
    PORT: String(await freePort()),
    SEED: 'none',
    HUB_ID: 'did:web:hub.example',
    LOG_LEVEL: 'silent',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  });
  const first = await startHub({ config: readConfig(await env()) }); // holds the store
  const service = await startSubgraphService('certificates', readConfig(await env()));
  const hub = await startHub({
    config: readConfig({
      ...(await env()),
      SUBGRAPH_URLS: JSON.stringify({ certificates: service.url }),
    }),
    log: createLog({ logLevel: 'silent' }),
  });
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: STRANGER },
    body: JSON.stringify({ query: QUERY, variables: { n: SECRET } }),
  });
  expect(await response.json()).toEqual({ data: { certificate: null, agreement: null } });
  await hub.stop();
  await service.stop();
  await first.stop();
}

const named = (name: string) => spans.filter((span) => span.name === name);

describe('traces', () => {
  it('have one span for the request and one for each fetch made for it', () => {
    const [request] = named('POST /graphql').filter(({ service }) => service === 'symbolon');
    expect(request?.attributes).toMatchObject({
      'http.route': '/graphql',
      'http.response.status_code': 200,
    });
    for (const subgraph of ['certificates', 'agreements']) {
      const [fetched, ...others] = named(`fetch ${subgraph}`);
      expect(others).toEqual([]);
      expect(fetched).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId });
    }
  });

  it('go on in the service that a fetch went to', () => {
    const [fetched] = named('fetch certificates');
    const [served] = spans.filter(({ service }) => service === 'symbolon-certificates');
    expect(served).toMatchObject({
      name: 'POST /graphql',
      traceId: fetched?.traceId,
      parentSpanId: fetched?.spanId,
    });
  });

  it('are not joined to the trace that a stranger names', () => {
    expect(spans.map(({ traceId }) => traceId)).not.toContain(STRANGER.slice(3, 35));
  });

  it('carry neither queries nor values', () => {
    expect(received).not.toContain(SECRET);
    expect(received).not.toContain('certificate(number');
  });

  it('are off unless a collector is named: nothing is made that could cost', async () => {
    expect(await openTracing(readConfig({}), 'symbolon')).toBeUndefined();
  });
});
