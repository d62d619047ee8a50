import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Pool } from 'undici';
import { startBare, startHub } from '../servers.ts';
import type { Server } from '../servers.ts';
import type { Rate } from './rounds.ts';

const run = promisify(execFile);
const CONNECTIONS = 16;

/** Requests answered in a while. */
type Client = (url: string, seconds: number) => Promise<number>;

const wrk: Client = async (url, seconds) => {
  const load = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, url];
  const { stdout } = await run('wrk', load);
  if (stdout.includes('Non-2xx')) throw new Error(`the server refused:\n${stdout}`);
  return Number(/(\d+) requests in/.exec(stdout)?.[1]);
};

const ownClient: Client = async (url, seconds) => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const end = performance.now() + seconds * 1000;
  let answered = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      const { body, statusCode } = await pool.request({ path: pathname, method: 'GET' });
      await body.dump({ limit: Infinity });
      if (statusCode !== 200) throw new Error(`the server answers ${statusCode}`);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, caller));
  await pool.close();
  return answered;
};

const clientHere = (): Promise<Client> =>
  // wrk prints its version on any wrong call and exits with 1.
  run('wrk', ['--version']).then(
    () => wrk,
    (error: unknown) =>
      error instanceof Error && 'code' in error && error.code === 1 ? wrk : ownClient,
  );

/** `GET /attestations/{id}` of a hub, beside node:http sending the same bytes. */
export async function serveRates(rounds: number, seconds: number): Promise<readonly Rate[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'symbolon-bench-'));
  const servers: Server[] = [];
  try {
    const hub = await startHub('hub', dataDir, 'compiled');
    servers.push(hub);
    const address = await attested(hub, dataDir);
    const file = join(dataDir, 'body');
    await writeFile(file, await (await fetch(address)).text());
    const bare = await startBare(file);
    servers.push(bare);
    const client = await clientHere();
    const names = { 'node:http, same bytes': bare, 'GET /attestations/{id}': hub } as const;
    const addresses = { 'node:http, same bytes': bare.url, 'GET /attestations/{id}': address };
    const found = new Map<string, { rates: number[]; cpu: number[] }>();
    for (let round = 0; round <= rounds; round++)
      for (const name of Object.keys(names) as (keyof typeof names)[]) {
        const before = (await names[name].cpu()) ?? 0;
        const start = performance.now();
        const answered = await client(addresses[name], seconds);
        const took = (performance.now() - start) / 1000;
        const cpu = ((await names[name].cpu()) ?? 0) - before;
        if (round === 0) continue;
        const of = found.get(name) ?? { rates: [], cpu: [] };
        found.set(name, of);
        of.rates.push(answered / took);
        of.cpu.push((cpu * 1000) / answered);
      }
    const median = (values: readonly number[]): number =>
      values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
    return [...found].map(([name, { rates, cpu }]) => ({
      name,
      perSecond: median(rates),
      cpuMicros: median(cpu),
    }));
  } finally {
    for (const server of servers) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The address of an attestation that the hub has just issued. */
async function attested(hub: Server, dataDir: string): Promise<string> {
  const origin = hub.url.replace(/\/graphql$/, '');
  const program = fileURLToPath(new URL('../../symbolon.js', import.meta.url));
  const env = { ...process.env, DATA_DIR: dataDir, PUBLIC_URL: origin, LOG_LEVEL: 'silent' };
  const symbolon = async (...args: string[]): Promise<string> =>
    (await run(process.execPath, [program, ...args], { env })).stdout.trim();
  const token = await symbolon('token', '--role', 'attestation:issue');
  const asked = ['--certificate', 'ANSSI-CC-2023/42', '--market', 'US'];
  const to = ['--audience', 'https://authority.example', '--hub', origin, '--token', token];
  const printed = await symbolon('attest', ...asked, ...to, '--json');
  return (JSON.parse(printed) as { url: string }).url;
}
