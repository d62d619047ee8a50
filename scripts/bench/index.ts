/**
 * `npm run bench`: the recognition query over HTTP on a running hub, side by side with the stock
 * gateway and with node:http alone, and the decision by itself. Rounds alternate between the
 * servers, so that a slow minute of the machine slows all of them; medians are reported.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledFacts } from '../seed/documents.ts';
import { loadGenerator, rehearse, round } from './load.ts';
import type { Round } from './load.ts';
import { pureDecisions } from './pure.ts';
import { startBare, startHub } from './servers.ts';
import type { Server } from './servers.ts';
import { table } from './table.ts';
import type { Line } from './table.ts';
import { workloads } from './workload.ts';
import type { Workload } from './workload.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const ms = Number(process.env['BENCH_MS'] ?? 3000);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function line(workload: Workload, server: Server, results: readonly Round[]): Line {
  const of = (name: 'requestsPerSecond' | 'p50' | 'p99'): number =>
    median(results.map((result) => result[name]));
  const cpu = results.flatMap(({ cpuPerRequest }) => cpuPerRequest ?? []);
  return {
    workload: workload.name,
    server: server.name,
    questionsPerSecond: of('requestsPerSecond') * workload.questionsPerRequest,
    p50: of('p50'),
    p99: of('p99'),
    cpuPerQuestion: cpu.length === 0 ? null : median(cpu) / workload.questionsPerRequest,
    ratio: 1,
  };
}

const folder = await mkdtemp(join(tmpdir(), 'symbolon-bench-'));
const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
const running: Server[] = [];
try {
  const facts = await bundledFacts();
  const { name: generator, client } = await loadGenerator(folder);
  tell('starting the hub, and the same hub with the stock gateway…');
  running.push(await startHub('hub', join(folder, 'hub'), 'compiled'));
  running.push(await startHub('hub, stock gateway', join(folder, 'apollo'), 'apollo'));
  const hubs = [...running];
  const lines: Line[] = [];
  for (const workload of workloads(facts.certificates ?? [])) {
    const answers = await Promise.all(hubs.map((server) => rehearse(server, workload)));
    const bytes = join(folder, 'answer.json');
    await writeFile(bytes, answers[0] ?? '');
    const bare = await startBare(bytes);
    const servers = [...hubs, bare];
    running.push(bare);
    const results = new Map<Server, Round[]>(servers.map((server) => [server, []]));
    for (let index = 1; index <= rounds; index += 1) {
      tell(`${workload.name}: round ${String(index)} of ${String(rounds)}`);
      for (const server of servers)
        results.get(server)?.push(await round(client, server, workload, ms));
    }
    await bare.stop();
    const measured = servers.map((server) => line(workload, server, results.get(server) ?? []));
    const hub = measured[0]?.questionsPerSecond ?? Number.NaN;
    lines.push(...measured.map((entry) => ({ ...entry, ratio: entry.questionsPerSecond / hub })));
  }
  const decisionsPerSecond = pureDecisions(facts, ms);
  const report = {
    node: process.version,
    cpu: `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}`,
    generator,
    rounds,
    msPerRound: ms,
    decisionsPerSecond,
    lines,
  };
  tell(table(lines, decisionsPerSecond));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await Promise.all(running.map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
}
