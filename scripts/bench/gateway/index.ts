/**
 * `npm run bench:gateway`: our gateway side by side with stock Apollo and Hive Gateway, on the same
 * store and the same subgraphs. Rounds alternate between the servers; medians are reported, and CPU
 * is that of the gateway's own process. BENCH_ROUNDS, BENCH_MS and BENCH_ONLY (a letter) shorten it.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { issueToken, openTokenKey } from '../../../gateway/identity/index.ts';
import { SUBGRAPHS } from '../../../gateway/config.ts';
import { loadGenerator, rehearse, round } from '../load.ts';
import type { Round } from '../load.ts';
import { start, startBare } from '../servers.ts';
import type { Server } from '../servers.ts';
import { OPERATIONS, syntheticFacts } from './operations.ts';
import { gatewayTable } from './table.ts';
import type { GatewayLine } from './table.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const MS = Number(process.env['BENCH_MS'] ?? 3000);
const ONLY = process.env['BENCH_ONLY'];
const HUB = { PUBLIC_URL: 'http://bench.localhost', HUB_ID: 'did:web:bench.localhost' };

const root = new URL('../../../../', import.meta.url);
const peers = fileURLToPath(new URL('scripts/bench/gateway/peers/', root));
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Installs the peers from their own lockfile, once. */
function installPeers(): void {
  if (existsSync(join(peers, 'node_modules'))) return;
  tell('installing the peers…');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: peers,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The peers cannot be installed');
}

async function fillStore(dataDir: string, folder: string): Promise<void> {
  const hub = await start('seeding hub', './hub.js', [], { ...HUB, DATA_DIR: dataDir });
  await hub.stop();
  const file = join(folder, 'synthetic.ndjson');
  await pipeline(syntheticFacts(), createWriteStream(file));
  tell('importing 100,000 certificates…');
  const cli = fileURLToPath(new URL('dist/scripts/symbolon.js', root));
  const { status } = spawnSync(process.execPath, [cli, 'import', file], {
    env: { ...process.env, ...HUB, DATA_DIR: dataDir },
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The synthetic certificates cannot be imported');
}

/** The supergraph with the addresses of the running services. */
async function supergraphFor(urls: Record<string, string>, folder: string): Promise<string> {
  let text = await readFile(new URL('schema/supergraph.graphql', root), 'utf8');
  for (const [name, url] of Object.entries(urls))
    text = text.replace(
      new RegExp(`(@join__graph\\(name: "${name}", url: )"[^"]*"`),
      `$1${JSON.stringify(url)}`,
    );
  const file = join(folder, 'supergraph.graphql');
  await writeFile(file, text);
  return file;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const summary = (workload: string, server: string, rounds: readonly Round[]): GatewayLine => ({
  workload,
  server,
  requestsPerSecond: median(rounds.map((one) => one.requestsPerSecond)),
  p99: median(rounds.map((one) => one.p99)),
  cpuMs: median(rounds.map((one) => one.cpuPerRequest ?? Number.NaN)),
});

installPeers();
const folder = await mkdtemp(join(tmpdir(), 'symbolon-bench-'));
const dataDir = join(folder, 'data');
const running: Server[] = [];
try {
  await fillStore(dataDir, folder);
  const common = { ...HUB, DATA_DIR: dataDir, LOG_LEVEL: 'error', SEED: 'none' };
  const keep = async (server: Promise<Server>): Promise<Server> => {
    const started = await server;
    running.push(started);
    return started;
  };
  const hub = (name: string, env: Record<string, string>) =>
    keep(start(name, './hub.js', [], { ...common, ...env }));
  const ours = await hub('ours', {});
  const urls: Record<string, string> = {};
  for (const name of SUBGRAPHS) {
    const service = await keep(start(name, '../symbolon.js', ['subgraph', name], common));
    urls[name] = service.url;
  }
  const supergraph = await supergraphFor(urls, folder);
  const key = await openTokenKey(dataDir);
  const ROUTER_TOKEN = await issueToken(
    key,
    HUB.PUBLIC_URL,
    { role: 'subgraph:query' },
    new Date(),
  );
  const router = { ROUTER_TOKEN, APOLLO_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production' };
  const hive = (planner: string) =>
    keep(start(`Hive, ${planner} planner`, join(peers, 'hive.mjs'), [planner, supergraph], router));
  const servers = [
    ours,
    await hub('ours, remote subgraphs', { SUBGRAPH_URLS: JSON.stringify(urls) }),
    await hub('stock Apollo, in process', { GATEWAY_ENGINE: 'apollo' }),
    await keep(start('stock Apollo, HTTP', './gateway/stock-apollo.js', [supergraph], router)),
    await hive('js'),
    await hive('rust'),
  ];
  const { name: generator, client } = await loadGenerator(folder);
  const lines: GatewayLine[] = [];
  for (const workload of OPERATIONS.filter(({ name }) => !ONLY || name.startsWith(ONLY))) {
    const answers = [];
    for (const server of servers) answers.push(await rehearse(server, workload));
    const bytes = join(folder, 'answer.json');
    await writeFile(bytes, answers[0] ?? '');
    const bare = await startBare(bytes);
    const results = new Map([...servers, bare].map((server) => [server, [] as Round[]]));
    for (let index = 1; index <= ROUNDS; index += 1) {
      tell(`${workload.name}: round ${String(index)} of ${String(ROUNDS)}`);
      for (const [server, rounds] of results)
        rounds.push(await round(client, server, workload, MS));
    }
    await bare.stop();
    for (const [server, rounds] of results) lines.push(summary(workload.name, server.name, rounds));
  }
  tell(gatewayTable(lines));
  const cpu = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}`;
  const report = { node: process.version, cpu, generator, rounds: ROUNDS, msPerRound: MS, lines };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  for (const server of running.reverse()) await server.stop();
  await rm(folder, { recursive: true, force: true });
}
