/**
 * `npm run bench:literals`: a client that writes a new literal into each document beside one that sends
 * the same values as variables, in alternating rounds on one hub, and the memory of the hub meanwhile.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHub } from './servers.ts';
import type { Server } from './servers.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 3_000);
const AT_ONCE = 8;
/** Most that literals may cost, as a multiple of variables. */
const WANTED = 1.5;

const FIELDS = '{ level recognition(market: "US", asOf: "2024-01-10") { status } }';
const clients = {
  variables: (number: string) => ({
    query: `query ($number: String!) { certificate(number: $number) ${FIELDS} }`,
    variables: { number },
  }),
  literals: (number: string) => ({
    query: `{ certificate(number: ${JSON.stringify(number)}) ${FIELDS} }`,
  }),
} as const;
type Client = keyof typeof clients;

/** Sends requests one after another on some connections; CPU of the hub for each, milliseconds. */
async function measure(hub: Server, client: Client, round: number): Promise<number> {
  const before = (await hub.cpu()) ?? Number.NaN;
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < REQUESTS) {
      const number = `N-${round}.${client.length}${next++}`;
      const response = await fetch(hub.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(clients[client](number)),
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return (((await hub.cpu()) ?? Number.NaN) - before) / REQUESTS;
}

/** Mebibytes of the hub in memory; not a number where the system does not tell. */
async function memory({ pid }: Server): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'symbolon-bench-'));
const hub = await startHub('hub', folder, 'compiled');
try {
  const found: Record<Client, number[]> = { variables: [], literals: [] };
  const resident = [await memory(hub)];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const client of ['variables', 'literals'] as const) {
      const cpu = await measure(hub, client, round);
      if (round > 0) found[client].push(cpu); // the first one warms up
    }
    resident.push(await memory(hub));
  }
  const [variables, literals] = [median(found.variables), median(found.literals)];
  print(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`);
  print(`variables  ${variables.toFixed(3)} ms CPU a request`);
  print(`literals   ${literals.toFixed(3)} ms CPU a request`);
  print(`ratio      ${(literals / variables).toFixed(2)}  (wanted: at most ${WANTED})`);
  print(`memory     ${resident.map((mb) => mb.toFixed(0)).join(' ')} MB after each round`);
} finally {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
}
