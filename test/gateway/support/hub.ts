import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../../../gateway/bootstrap/app.ts';
import type { AppOptions } from '../../../gateway/bootstrap/app.ts';
import { readConfig } from '../../../gateway/config/config.ts';
import type { Check, Hub } from '../../../gateway/routes/context.ts';
import { createEngine } from '../../../gateway/executor/index.ts';
import { PersistedOperations } from '../../../gateway/graphql/persisted.ts';
import { startGraphql } from '../../../gateway/graphql/service.ts';
import { listen } from '../../../gateway/http/listener.ts';
import type { DrainTimes, Listener } from '../../../gateway/http/listener.ts';
import { createIdentify, issueToken, openTokenKey } from '../../../gateway/identity/index.ts';
import type { TokenKey, TokenRequest } from '../../../gateway/identity/index.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { createMetrics } from '../../../gateway/observability/metrics.ts';
import { library } from './library.ts';
import type { Weather } from './library.ts';

/** A hub over the small library, listening on a port of its own. */
export interface TestHub {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly hub: Hub;
  readonly listener: Listener;
  readonly weather: Weather;
  readonly key: TokenKey;
  /** Log lines so far, parsed. */
  readonly logged: () => Record<string, unknown>[];
  readonly token: (request: TokenRequest) => Promise<string>;
  readonly ask: (query: string, options?: AskOptions) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

export interface AskOptions {
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly token?: string;
  readonly accept?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly errors: { message: string; path?: unknown[]; extensions: { code: string } }[];
}

export interface TestHubOptions extends AppOptions {
  readonly engine?: 'compiled' | 'apollo';
  readonly deadlineMs?: number;
  readonly checks?: Record<string, Check>;
  readonly drain?: DrainTimes;
  readonly now?: () => Date;
  readonly env?: Record<string, string>;
}

export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const dataDir = await mkdtemp(join(tmpdir(), 'symbolon-gateway-'));
  const lines: string[] = [];
  const config = readConfig({
    DATA_DIR: dataDir,
    GATEWAY_ENGINE: options.engine ?? 'compiled',
    PUBLIC_URL: 'https://hub.example',
    ...options.env,
  });
  const now = options.now ?? (() => new Date());
  const log = createLog({ logLevel: 'info' }, { write: (line) => void lines.push(line) });
  const metrics = createMetrics();
  const { supergraphSdl, schemas, weather } = library();
  let outages = 0;
  const engine = await createEngine({
    config,
    supergraphSdl,
    schemas,
    log,
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    observe: (event) => {
      metrics.engine.inc({ event });
    },
    onFetch: (subgraph, ms) => {
      metrics.fetches.observe(ms / 1000, subgraph);
    },
    onOutage: (subgraph) => {
      outages += 1;
      metrics.outages.inc({ subgraph });
    },
  });
  const graphql = await startGraphql({
    engine: engine.gateway,
    log,
    feedUrl: `${config.publicUrl}/feed/stream`,
    pipeline: config.engine,
    observe: (kind, code) => {
      metrics.operations.inc({ kind, code });
    },
  });
  const key = await openTokenKey(dataDir);
  const listening: { at?: Listener } = {};
  const hub: Hub = {
    config,
    log,
    metrics,
    now,
    identify: createIdentify(config, key, now),
    graphql,
    persisted: new PersistedOperations(config.operations.manifest, config.operations.allowed),
    outages: () => outages,
    checks: { accepting: () => listening.at?.isDraining() === false, ...options.checks },
  };
  const app = createApp(hub, options);
  await app.ready();
  const listener = await listen(app.server, { host: '127.0.0.1', port: 0 }, options.drain ?? FAST);
  listening.at = listener;
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    app,
    hub,
    listener,
    weather,
    key,
    logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    token: (request) => issueToken(key, config.publicUrl, request, now()),
    ask: (query, ask) => post(url, query, ask),
    stop: async () => {
      await listener.drain();
      await app.close();
      await graphql.stop();
      await engine.close();
      metrics.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Between tests nobody needs to be told that the hub goes away. */
const FAST: DrainTimes = { noticeMs: 0, lingerMs: 0, graceMs: 2_000 };

async function post(url: string, query: string, options: AskOptions = {}): Promise<Answer> {
  const { variables, operationName, token, accept } = options;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(accept === undefined ? {} : { accept }),
    },
    body: JSON.stringify({ query, variables, operationName }),
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as Pick<Answer, 'data'> & Partial<Answer>;
  return { status: response.status, headers: response.headers, text, data, errors };
}
