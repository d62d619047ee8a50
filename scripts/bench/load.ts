import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'undici';
import type { Server } from './servers.ts';
import type { Workload } from './workload.ts';

/** What one round of load showed. */
export interface Round {
  readonly requestsPerSecond: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of the server's CPU per request; null where the system does not tell. */
  readonly cpuPerRequest: number | null;
}

interface Counted {
  readonly requests: number;
  readonly seconds: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
}

type Client = (url: string, workload: Workload, ms: number) => Promise<Counted>;

const run = promisify(execFile);
const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** Reads bodies from a file in turn and prints the summary as JSON. */
const LUA = `
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.headers["accept"] = "application/json"
local requests, index = {}, 0
init = function(args)
  for line in io.lines(args[1]) do requests[#requests + 1] = wrk.format(nil, nil, nil, line) end
end
request = function()
  index = index % #requests + 1
  return requests[index]
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('RESULT {"requests":%d,"seconds":%.6f,"failed":%d,"p50":%.3f,"p99":%.3f}\\n',
    summary.requests, summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
`;

/** wrk, whose load costs little of the second core. */
function wrk(folder: string): Client {
  return async (url, workload, ms) => {
    const script = join(folder, 'wrk.lua');
    const bodies = join(folder, 'bodies.ndjson');
    await writeFile(script, LUA);
    await writeFile(bodies, `${workload.bodies.join('\n')}\n`);
    const seconds = String(Math.max(1, Math.round(ms / 1000)));
    const load = ['-t1', `-c${String(workload.connections)}`, `-d${seconds}s`, '--timeout', '30s'];
    const { stdout } = await run('wrk', [...load, '-s', script, url, bodies]);
    const result = /^RESULT (.*)$/m.exec(stdout)?.[1];
    if (result === undefined) throw new Error(`wrk printed no result:\n${stdout}`);
    return JSON.parse(result) as Counted;
  };
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Our own client, where wrk is missing. */
export const ownClient: Client = async (url, { bodies, connections }, ms) => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const times: number[] = [];
  const start = performance.now();
  let next = 0;
  let failed = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() - start < ms) {
      const begun = performance.now();
      const body = bodies[next++ % bodies.length] ?? '';
      const answer = await pool.request({ path: pathname, method: 'POST', headers: HEADERS, body });
      await answer.body.dump({ limit: Infinity });
      if (answer.statusCode !== 200) failed += 1;
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: connections }, caller));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => percentile(times, share);
  return { requests: times.length, seconds, failed, p50: at(0.5), p99: at(0.99) };
};

/** The load generator of this machine, by name. */
export async function loadGenerator(folder: string): Promise<{ name: string; client: Client }> {
  // wrk prints its version on any wrong call and exits with 1.
  const present = await run('wrk', ['--version']).then(
    () => true,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 1,
  );
  return present ? { name: 'wrk', client: wrk(folder) } : { name: 'undici', client: ownClient };
}

/** One round of load on a server. Throws when any request fails. */
export async function round(
  client: Client,
  server: Pick<Server, 'name' | 'url' | 'cpu'>,
  workload: Workload,
  ms: number,
): Promise<Round> {
  const before = await server.cpu();
  const { requests, seconds, failed, p50, p99 } = await client(server.url, workload, ms);
  const after = await server.cpu();
  if (failed > 0)
    throw new Error(`${server.name}: ${String(failed)} of ${String(requests)} failed`);
  return {
    requestsPerSecond: requests / seconds,
    seconds,
    p50,
    p99,
    cpuPerRequest: before === null || after === null ? null : (after - before) / requests,
  };
}

/** Asks every body once: warms the server up and proves that it answers without errors. */
export async function rehearse(
  server: Pick<Server, 'name' | 'url'>,
  workload: Workload,
): Promise<string> {
  let last = '';
  for (const body of workload.bodies) {
    const answer = await fetch(server.url, { method: 'POST', headers: HEADERS, body });
    last = await answer.text();
    if (answer.status !== 200 || last.includes('"errors"'))
      throw new Error(`${server.name} answers ${String(answer.status)}: ${last.slice(0, 300)}`);
  }
  return last;
}
