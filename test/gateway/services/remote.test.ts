import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../gateway/config/config.ts';
import { startHub } from '../../../gateway/bootstrap/hub.ts';
import type { RunningHub } from '../../../gateway/bootstrap/hub.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { startSubgraphService } from '../../../gateway/services/start.ts';
import type { RunningService } from '../../../gateway/services/start.ts';
import { SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { freePort } from '../support/ports.ts';
import { databaseOf } from '../../database.ts';

const ASK = `query ($number: String!, $market: TerritoryCode!) {
  certificate(number: $number) {
    number level issuer { id territory }
    recognition(market: $market, asOf: "2024-01-10") {
      status reasons { code message } route { id } annex { id } changesOn alternatives { status }
    }
  }
}`;
const CSEC = `{ recognition(question: { certificate: "CSEC2018013", market: "JP", asOf: "2024-01-10" }) {
  status reasons { code } } }`;
const QUESTIONS = [
  { number: 'BSI-DSZ-CC-0683-2014', market: 'US' },
  { number: 'BSI-DSZ-CC-0683-2014', market: 'FR' },
  { number: 'CSEC2018013', market: 'JP' },
  { number: 'none', market: 'US' },
];

const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};

/** Facts of a worked case, for a hub whose subgraphs are apart. */
async function importCase(hub: RunningHub, name: string): Promise<void> {
  const file = new URL(`../../fixtures/cases/${name}.json`, import.meta.url);
  const { facts } = JSON.parse(await readFile(file, 'utf8')) as { facts: object };
  const { openTokenKey, issueToken } = await import('../../../gateway/identity/index.ts');
  const key = await openTokenKey(dataDir);
  const token = await issueToken(key, hub.url, { role: 'hub:admin' }, new Date());
  const { status } = await post(`${hub.url}/facts`, facts, { authorization: `Bearer ${token}` });
  expect(status).toBeLessThan(300);
}

let dataDir = '';
const services: Partial<Record<(typeof SUBGRAPHS)[number], RunningService>> = {};
const hubs: RunningHub[] = [];
const log = createLog({ logLevel: 'silent' });

async function openHub(subgraphUrls: Record<string, string>): Promise<RunningHub> {
  const port = String(await freePort());
  const config = readConfig({
    DATA_DIR: dataDir,
    ...databaseOf(dataDir),
    PORT: port,
    SEED: 'none',
    HUB_ID: 'did:web:hub.example',
    ...(Object.keys(subgraphUrls).length > 0 && { SUBGRAPH_URLS: JSON.stringify(subgraphUrls) }),
  });
  const hub = await startHub({ config, log });
  hubs.push(hub);
  return hub;
}

let whole: RunningHub;
let apart: RunningHub;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'symbolon-services-'));
  whole = await openHub({});
  await importCase(whole, 'CC-01');
  const urls: Record<string, string> = {};
  for (const name of SUBGRAPHS) {
    const config = readConfig({
      DATA_DIR: dataDir,
      ...databaseOf(dataDir),
      PORT: String(await freePort()),
      HUB_ID: 'did:web:hub.example',
      LOG_LEVEL: 'silent',
    });
    const service = await startSubgraphService(name, config);
    services[name] = service;
    urls[name] = service.url;
  }
  apart = await openHub(urls);
});

afterAll(async () => {
  for (const hub of hubs.reverse()) await hub.stop();
  for (const service of Object.values(services)) await service.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a gateway with its subgraphs as services', () => {
  it.each(QUESTIONS)(
    'answers $number in $market as the hub in one process does',
    async (variables) => {
      const here = await post(`${whole.url}/graphql`, { query: ASK, variables });
      expect(here.status).toBe(200);
      expect(await post(`${apart.url}/graphql`, { query: ASK, variables })).toEqual(here);
    },
  );

  it('times each decision in the service that takes it', async () => {
    const taken = async (url: string): Promise<number> => {
      const text = await (await fetch(new URL('/metrics', url))).text();
      return Number(/^symbolon_decision_seconds_count (\d+)$/m.exec(text)?.[1]);
    };
    const url = services.agreements?.url ?? '';
    const before = await taken(url);
    await post(`${apart.url}/graphql`, { query: ASK, variables: QUESTIONS[0] });
    expect(await taken(url)).toBe(before + 1);
    expect(await taken(apart.url)).toBe(0);
  });

  it('lets an answer be kept while all of them answer', async () => {
    const url = `${apart.url}/graphql?query=${encodeURIComponent(CSEC)}`;
    const { headers } = await fetch(url);
    expect(headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
  });

  it('refuses a stranger who brings a forged entity straight to a subgraph', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }`;
    const variables = { r: [{ __typename: 'Recognition', id: 'x', certificateEvidence: {} }] };
    const url = services.agreements?.url ?? '';
    expect(await post(url, { query, variables })).toMatchObject({
      status: 401,
      json: { code: 'UNAUTHENTICATED' },
    });
  });

  it('answers INDETERMINATE when the service of certificates is down: no error page, and nothing to be kept', async () => {
    await services.certificates?.stop();
    const { status, json } = await post(`${apart.url}/graphql`, { query: CSEC });
    expect(status).toBe(200);
    const cannotSay = {
      data: {
        recognition: { status: 'INDETERMINATE', reasons: [{ code: 'SUBGRAPH_UNAVAILABLE' }] },
      },
    };
    expect(json).toEqual(cannotSay);

    const got = await fetch(`${apart.url}/graphql?query=${encodeURIComponent(CSEC)}`);
    expect(await got.json()).toEqual(cannotSay);
    expect(got.headers.get('cache-control')).toBe('no-store');
    expect(got.headers.get('etag')).toBeNull();
  });
});
