import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { issueToken, openTokenKey } from '../../../gateway/identity/index.ts';
import { start } from '../servers.ts';
import type { Server } from '../servers.ts';

const root = new URL('../../../../', import.meta.url);
const peers = fileURLToPath(new URL('scripts/bench/gateway/peers/', root));

/** One server under comparison, and the subgraph services that work for it. */
export interface Contestant {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly services: readonly number[];
}

/** Everything that runs during the bench. */
export interface Field {
  readonly contestants: readonly Contestant[];
  /** Process that holds the store of all of them. */
  readonly store: number;
}

/** Installs the peers from their own lockfile, once. */
function installPeers(tell: (text: string) => void): void {
  if (existsSync(join(peers, 'node_modules'))) return;
  tell('installing the peers…');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: peers,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The peers cannot be installed');
}

/** The supergraph with the addresses of the running services. */
export async function supergraphFor(urls: Record<string, string>, folder: string): Promise<string> {
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

/** Names of the servers, as they appear in the report. */
export const OURS = 'ours';
export const TWO_WORKERS = 'ours, 2 workers';
export const REMOTE = 'ours, remote subgraphs';
export const MERGED = 'merged schema';
export const MERGED_JIT = 'merged schema, graphql-jit';
export const STOCK_LOCAL = 'stock Apollo, in process';
export const STOCK_HTTP = 'stock Apollo, HTTP';
export const HIVE_JS = 'Hive, JS planner';
export const HIVE_RUST = 'Hive, Rust planner';

/**
 * Starts every server on one data directory. The store is held by a process of its own, so that no
 * server pays for the reads of another.
 * @param keep notes each server as soon as it runs, so that it can be stopped whatever happens
 * @param only names of the servers wanted; absent: all
 */
export async function startField(
  hubEnv: Readonly<Record<string, string>>,
  dataDir: string,
  folder: string,
  keep: (server: Server) => void,
  tell: (text: string) => void,
  only?: readonly string[],
): Promise<Field> {
  installPeers(tell);
  const common = { ...hubEnv, DATA_DIR: dataDir, LOG_LEVEL: 'error', SEED: 'none' };
  const run = async (
    name: string,
    script: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Server> => {
    tell(`starting ${name}…`);
    const server = await start(name, script, args, { ...common, ...env });
    keep(server);
    return server;
  };
  const store = await run('the store', './gateway/store.js', []);
  const services: Server[] = [];
  const urls: Record<string, string> = {};
  for (const name of SUBGRAPHS) {
    const service = await run(`subgraph ${name}`, '../symbolon.js', ['subgraph', name]);
    services.push(service);
    urls[name] = service.url;
  }
  const remote = services.map(({ pid }) => pid);
  const supergraph = await supergraphFor(urls, folder);
  const router = await routerEnvironment(hubEnv, dataDir);
  const hive = join(peers, 'hive.mjs');
  const local = { SUBGRAPH_URLS: '' };
  const SUBGRAPH_URLS = JSON.stringify(urls);
  const lines: readonly [string, string, string[], Record<string, string>, readonly number[]][] = [
    [OURS, './hub.js', [], local, []],
    [TWO_WORKERS, '../symbolon.js', ['serve', '--requests-per-minute', '0'], { WORKERS: '2' }, []],
    [MERGED, './gateway/merged-hub.js', ['interpreted'], local, []],
    [MERGED_JIT, './gateway/merged-hub.js', ['jit'], local, []],
    [STOCK_LOCAL, './hub.js', [], { GATEWAY_ENGINE: 'apollo' }, []],
    [REMOTE, './hub.js', [], { SUBGRAPH_URLS }, remote],
    [STOCK_HTTP, './gateway/stock-apollo.js', [supergraph], router, remote],
    [HIVE_JS, hive, ['js', supergraph], router, remote],
    [HIVE_RUST, hive, ['rust', supergraph], router, remote],
  ];
  const contestants: Contestant[] = [];
  for (const [name, script, args, env, work] of lines)
    if (!only || only.includes(name))
      contestants.push({ ...(await run(name, script, args, env)), services: work });
  return { contestants, store: store.pid };
}

/** What another vendor's router needs to be let in by our subgraph services. */
async function routerEnvironment(
  { PUBLIC_URL = '' }: Readonly<Record<string, string>>,
  dataDir: string,
): Promise<Record<string, string>> {
  const key = await openTokenKey(dataDir);
  const ROUTER_TOKEN = await issueToken(key, PUBLIC_URL, { role: 'subgraph:query' }, new Date());
  return { ROUTER_TOKEN, APOLLO_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production' };
}
