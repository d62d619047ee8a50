import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../gateway/config/config.ts';
import { startHub } from '../../../gateway/bootstrap/hub.ts';
import type { RunningHub } from '../../../gateway/bootstrap/hub.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { connect } from '../../../store/index.ts';
import { freePort } from '../support/ports.ts';
import { databaseOf } from '../../database.ts';
import { until } from '../../until.ts';

let folder: string;
let hub: RunningHub;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'symbolon-hub-'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  hub = await startHub({
    config: readConfig({
      PORT: String(port),
      DATA_DIR: folder,
      SEED: 'none',
      ...databaseOf(folder),
    }),
    log: createLog({ logLevel: 'silent' }),
    drain: { noticeMs: 0, lingerMs: 0, graceMs: 3_000 },
  });
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Jest itself blocks the event loop while it loads modules, which makes the hub not ready. */
async function untilReady(): Promise<void> {
  await until(() => hub.ready());
}

/** What a route answers a stranger who gives no more than its address. */
const STRANGER: Readonly<Record<string, number>> = {
  'get /graphql': 400,
  'post /graphql': 400,
  'get /ask': 400,
  'get /.well-known/trust-bundle.jws': 404,
  'get /attestations/{id}': 404,
  'get /status/{list}': 404,
  'get /log/proof/{id}': 404,
  'get /log/consistency': 400,
  'get /log/tile/{path}': 404,
  'get /verify/{version}/{path}': 404,
  'post /log/cosignatures': 400,
  'post /verify': 400,
  'post /facts': 401,
};

interface Operation {
  readonly parameters?: readonly object[];
  readonly requestBody?: { readonly content: object };
  readonly responses: Readonly<Record<string, { readonly content: object }>>;
}

const description = async () =>
  (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };

/** A path with something in the place of its parameters. */
const addressOf = (path: string): string =>
  path
    .replace('{id}', 'AAAAAAAAAAAAAAAAAAAAAA')
    .replace('{list}', '1')
    .replace(/\{\w+\}/g, 'x');

/** Every route outside GraphQL that the contract or a page needs. */
const SERVED = [
  'get /openapi.json',
  'get /graphql',
  'post /graphql',
  'get /graphiql',
  'get /health/live',
  'get /health/ready',
  'get /metrics',
  'get /feed',
  'get /feed/stream',
  'get /',
  'get /portal.css',
  'get /ask',
  'get /verify',
  'get /verify/{version}/{path}',
  'post /verify',
  'post /facts',
  'get /attestations/{id}',
  'get /.well-known/jwks.json',
  'get /.well-known/did.json',
  'get /.well-known/historical-keys.json',
  'get /.well-known/log-keys.json',
  'get /.well-known/trust-bundle.jws',
  'get /status',
  'get /status/{list}',
  'get /log/checkpoint',
  'post /log/cosignatures',
  'get /log/proof/{id}',
  'get /log/consistency',
  'get /log/tile/{path}',
  'post /recognitions',
] as const;

describe('a hub', () => {
  it('is ready when it has started', async () => {
    await untilReady();
    expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({
      ready: true,
      checks: { accepting: true, store: true, indexes: true, facts: true, responsive: true },
    });
  });

  it('describes every route it has, and has every route it describes', async () => {
    const { paths } = await description();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual([...SERVED].sort());
    for (const [path, methods] of Object.entries(paths)) {
      if (path === '/graphql') continue; // has its own words for what it refuses
      const { headers } = await fetch(url + addressOf(path), { method: 'DELETE' });
      const served = headers.get('allow')?.toLowerCase().split(', ') ?? [];
      const own = served.filter((method) => method !== 'head' && method !== 'options');
      expect([path, own]).toEqual([path, Object.keys(methods).sort()]);
    }
  });

  it('describes what its routes take and give', async () => {
    const { paths } = await description();
    const facts = paths['/facts']?.['post'];
    expect(Object.keys(facts?.requestBody?.content ?? {})).toEqual([
      'application/json',
      'application/x-ndjson',
      'application/ndjson',
      'application/jsonl',
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    expect(facts?.parameters).toMatchObject(
      ['stamp', 'dates', 'encoding', 'map'].map((name) => ({ name, in: 'query', required: false })),
    );
    const attestation = paths['/attestations/{id}']?.['get']?.responses['200']?.content;
    expect(Object.keys(attestation ?? {})).toContain('image/png');
    const manifest = paths['/recognitions']?.['post'];
    expect(Object.keys(manifest?.requestBody?.content ?? {})).toContain('text/csv');
    expect(Object.keys(manifest?.responses['200']?.content ?? {})).toEqual([
      'application/x-ndjson',
      'text/csv',
    ]);
  });

  it.each(SERVED.map((operation) => operation.split(' ') as [string, string]))(
    'answers %s %s as described',
    async (method, path) => {
      if (path === '/health/ready') await untilReady();
      const response = await fetch(url + addressOf(path), { method });
      expect(response.status).toBe(STRANGER[`${method} ${path}`] ?? 200);
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      await response.body?.cancel();
      const { paths } = await description();
      const responses = paths[path]?.[method]?.responses ?? {};
      const content = (responses[response.status] ?? responses['default'])?.content ?? {};
      // Of itself GraphQL answers in its own media types, and so do pages.
      if (response.status < 400 || (path !== '/graphql' && path !== '/ask'))
        expect(Object.keys(content)).toContain(
          response.headers.get('content-type')?.split(';', 1)[0],
        );
    },
  );

  it('answers a question about a certificate it does not know', async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query:
          '{ recognition(question: { certificate: "X", market: "NZ" }) { status reasons { code } } }',
      }),
    });
    expect(await response.json()).toMatchObject({
      data: { recognition: { status: 'INDETERMINATE', reasons: [{ code: 'CERT_NOT_FOUND' }, {}] } },
    });
  });

  it('times decisions, and the commands to the store', async () => {
    const measured = async (): Promise<{ decisions: number; finds: number; text: string }> => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const of = (name: string): number =>
        Number(
          text
            .split('\n')
            .find((line) => line.startsWith(`${name} `))
            ?.split(' ')[1],
        );
      return {
        decisions: of('symbolon_decision_seconds_count'),
        finds: of('symbolon_store_seconds_count{command="find"}'),
        text,
      };
    };
    const before = await measured();
    const question = (market: string) => `{ certificate: "TIMED", market: "${market}" }`;
    const query = `{ recognitions(questions: [${question('NZ')}, ${question('CN')}]) { status routeKind } }`;
    const { status } = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`);
    expect(status).toBe(200);
    const after = await measured();
    expect(after.decisions).toBe(before.decisions + 2);
    expect(after.finds).toBeGreaterThan(before.finds);
    expect(after.text).toMatch(/^symbolon_decision_seconds_sum \d[\d.e-]*$/m);
    expect(after.text).not.toContain('TIMED');
  });

  it.each([
    ['en', 'Cannot be determined', 'no register', 'Not in this register', 'holds 0 certificates'],
    ['zh', '无法确定', '登记簿', '本登记库中没有此证书', '收录 0 份证书'],
  ])('answers it as a page in %s, without JavaScript', async (lang, status, reason, ...notHere) => {
    const certificate = encodeURIComponent('<script>alert(1)</script>');
    const response = await fetch(`${url}/ask?certificate=${certificate}&market=nz&lang=${lang}`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain(status);
    expect(page.toLowerCase()).toContain(reason);
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).not.toContain('<script');
    // UI-003: which is not to say that it is invalid, and of which data it is said.
    for (const text of notHere) expect(page).toContain(text);
    expect(page).toMatch(/<time>\d{4}-\d\d-\d\dT/);
  });

  it('resumes the feed from a number and refuses nonsense', async () => {
    expect(await (await fetch(`${url}/feed?after=7`)).json()).toEqual({ entries: [], next: 7 });
    const refused = await fetch(`${url}/feed?after=-1`);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('offers an explorer whose page names no other host to load from', async () => {
    const response = await fetch(`${url}/graphiql`);
    const page = await response.text();
    expect(page).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="https?:/);
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
  });
});

const PROGRAM = fileURLToPath(new URL('../../../dist/scripts/symbolon.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function serve(env: Record<string, string>): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', SEED: 'none', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return {
    child,
    ended: once(child, 'exit').then(([code]) => ({ code: code as number, stdout, stderr })),
  };
}

// The program is compiled by `npm test` before Jest begins.
(existsSync(PROGRAM) ? describe : describe.skip)('symbolon serve', () => {
  it('lists every fault of the environment and exits with 78', async () => {
    const { ended } = serve({ PORT: 'x', SEED: 'all', WORKERS: '-1' });
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(78);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toEqual([
      'The environment has 3 faults.',
      expect.stringContaining('PORT'),
      expect.stringContaining('SEED'),
      expect.stringContaining('WORKERS'),
    ]);
  });

  it('says in one line that the port is in use, and exits with 3', async () => {
    const { port } = new URL(url);
    const { code, stderr } = await serve({ PORT: port, DATA_DIR: folder }).ended;
    expect(code).toBe(3);
    expect(stderr).toBe(
      `LISTEN_FAILED: Port ${port} of 127.0.0.1 is in use; stop what uses it or set PORT.\n`,
    );
  });

  it('says what to do with a store of another build, and exits with 3', async () => {
    const data = await mkdtemp(join(tmpdir(), 'symbolon-old-'));
    const store = await connect({ uri: databaseOf(data).MONGODB_URI, dataDir: data });
    const { connection } = store.mongoose;
    await connection.collection('log_leaves').insertOne({ entry: 'of a log that must not fork' });
    await store.close();
    const { code, stderr } = await serve({
      ...{ PORT: String(await freePort()), DATA_DIR: data, SEED: 'none' },
      ...databaseOf(data),
    }).ended;
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^STORE_OTHER_BUILD: [^\n]+\n$/)]);
    await rm(data, { recursive: true });
  });

  it('prints one line when ready, and ends with 0 within 10 s of SIGTERM', async () => {
    const data = await mkdtemp(join(tmpdir(), 'symbolon-serve-'));
    const port = await freePort();
    const { child, ended } = serve({ PORT: String(port), DATA_DIR: data, ...databaseOf(data) });
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    expect(line.toString()).toBe(`symbolon ready http://localhost:${port}\n`);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    const told = performance.now(); // twice as long is allowed, since the machine may be busy
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(performance.now() - told).toBeLessThan(20_000);
    expect(stdout).toBe(`symbolon ready http://localhost:${port}\n`);
    await rm(data, { recursive: true, force: true });
  });
});
