import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readConfig } from '../../../gateway/config/config.ts';
import { startHub } from '../../../gateway/bootstrap/hub.ts';
import type { RunningHub } from '../../../gateway/bootstrap/hub.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { seed, seedPort } from '../../../scripts/seed/index.ts';
import { FairScheduler } from '../../../subgraphs/federation/turns.ts';
import { freePort } from '../support/ports.ts';

/** Callers are told apart by their addresses, for which this machine speaks as a proxy. */
const address = (caller: number): Record<string, string> => ({
  'x-forwarded-for': `192.0.2.${caller}`,
});

let folder: string;
let hub: RunningHub;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'symbolon-load-'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  hub = await startHub({
    config: readConfig({
      PORT: String(port),
      DATA_DIR: folder,
      TRUSTED_PROXIES: '127.0.0.1',
      LIMIT_WORK_PER_MINUTE: '100000',
    }),
    log: createLog({ logLevel: 'silent' }),
    drain: { noticeMs: 0, lingerMs: 0, graceMs: 3_000 },
    seed: async (facts) => {
      await seed(seedPort(facts));
    },
  });
  while (!(await hub.ready())) await new Promise((again) => setTimeout(again, 100));
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (caller: number, query: string) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...address(caller) },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const DIMENSIONS = '[STATUS, SCHEME, ISSUER, ISSUER_TERRITORY, LEVEL, YEAR]';
/** Countings, each of another day than any other. */
const countings = (count: number, caller: number, from: number): string =>
  `{ ${Array.from(
    { length: count },
    (_, index) =>
      `s${index}: statistics(asOf: "20${10 + from + index}-0${caller}-11", by: ${DIMENSIONS}) { certificates groups { count } }`,
  ).join(' ')} }`;

/** Half of it is asked about numbers that nobody asked about before. */
const question = (number: number): string =>
  `{ known: recognition(question: { certificate: "ANSSI-CC-2023/42", market: "US", asOf: "2024-01-10" }) { status certificate { number } }
     fresh: recognition(question: { certificate: "N-${number}", market: "US", asOf: "2024-01-10" }) { status reasons { code } } }`;

describe('while several callers count everything again and again', () => {
  it("another caller's answers stay right, and the hub stays ready", async () => {
    const expected = (await ask(1, question(0))).body;
    expect(JSON.stringify(expected)).not.toContain('UNAVAILABLE');
    const under = { way: true };
    const greedy = [2, 3, 4, 5, 6, 7].flatMap((caller) => [
      ask(caller, countings(50, caller, 0)),
      ...[0, 20, 40, 60].map((from) => ask(caller, countings(20, caller, from))),
    ]);
    const all = Promise.allSettled(greedy).finally(() => {
      under.way = false;
    });
    const readiness: number[] = [];
    let asked = 0;
    while (under.way || asked < 20) {
      asked += 1;
      const [answer, ready] = await Promise.all([
        ask(1, question(asked)),
        fetch(`${url}/health/ready`),
      ]);
      readiness.push(ready.status);
      expect(answer).toEqual({ status: 200, body: expected });
    }
    expect(new Set(readiness)).toEqual(new Set([200]));
    for (const outcome of await Promise.all(greedy)) {
      const { errors = [] } = outcome.body as { errors?: { extensions: { code: string } }[] };
      const codes = errors.map(({ extensions }) => extensions.code);
      expect(['', 'LIMIT_EXCEEDED', 'UNAVAILABLE']).toContain([...new Set(codes)].join());
    }
    await all;
  }, 60_000);
});

const CERTIFICATE = 'certificate(number: "ANSSI-CC-2023/42")';
const QUESTION =
  '(question: { certificate: "ANSSI-CC-2023/42", market: "US", asOf: "2024-01-10" })';

/** Everything that reads or decides much, by what it is called. */
const HEAVY: Readonly<Record<string, string>> = {
  statistics: '{ statistics(asOf: "2001-01-01", by: [STATUS]) { certificates } }',
  history: `{ recognitionHistory(certificate: "ANSSI-CC-2023/42", market: "US", from: "2023-01-01", to: "2024-01-01") { intervals { status } } }`,
  explanation: `{ recognition${QUESTION} { explanation { gates { outcome } } } }`,
  markets: `{ ${CERTIFICATE} { markets { code } } }`,
  'what a market accepts': '{ market(code: "FR") { acceptedFrom { totalCount } } }',
  'a filtered list':
    '{ certificates(filter: { issuerTerritory: "FR" }, first: 1) { nodes { number } } }',
  'the list of a body':
    '{ certificates(filter: { issuer: "ANSSI" }, first: 1) { nodes { number } } }',
  'a verification': '{ verifyAttestation(jws: "a.b.c") { verdict } }',
};

describe('heavy work takes the turn of its caller:', () => {
  const turns = jest.spyOn(FairScheduler.prototype, 'run');
  afterAll(() => {
    turns.mockRestore();
  });
  const callers = () => turns.mock.calls.map(([{ caller }]) => caller);

  it.each(Object.entries(HEAVY))('%s', async (_, query) => {
    turns.mockClear();
    const { status, body } = await ask(9, query);
    expect({ status, errors: body['errors'] }).toEqual({ status: 200, errors: undefined });
    expect(callers()).toContain('192.0.2.9');
  });

  it('a page of the feed', async () => {
    turns.mockClear();
    await fetch(`${url}/feed`, { headers: address(9) });
    expect(callers()).toEqual(['192.0.2.9']);
  });

  it('POST /verify', async () => {
    turns.mockClear();
    const headers = { 'content-type': 'application/jose', ...address(9) };
    await fetch(`${url}/verify`, { method: 'POST', headers, body: 'a.b.c' });
    expect(callers()).toEqual(['192.0.2.9']);
  });
});

describe('a caller who has more counted than is allowed in a minute', () => {
  it('is told when to come back, and nobody else is', async () => {
    const counting = countings(20, 8, 0);
    const responses = [];
    // A new minute may begin on the way; thirty countings are too many for two.
    for (let index = 0; index < 30; index += 1) responses.push(await ask(8, counting));
    const refused = responses.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({
      errors: [
        {
          message: expect.stringMatching(/^Too much was counted.* Try again in \d+ s\.$/),
          extensions: { code: 'RATE_LIMITED' },
        },
      ],
    });
    expect(await ask(9, counting)).toMatchObject({ status: 200 });
    expect(await ask(8, question(1))).toMatchObject({ status: 200 });
  });
});
