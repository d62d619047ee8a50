/**
 * `npm run bench:gateway`: our gateway side by side with stock Apollo, Hive Gateway, the merged schema
 * without federation and node:http alone, on one store. Rounds alternate between the servers; the first
 * one warms up and does not count, and medians of the others are reported. BENCH_ROUNDS, BENCH_MS and
 * BENCH_ONLY (letters of operations) shorten it, and after BENCH_MINUTES it gives up. The filled store
 * is kept between runs.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadGenerator, rehearse, round } from '../load.ts';
import { startBare } from '../servers.ts';
import type { Server } from '../servers.ts';
import type { Workload } from '../workload.ts';
import { startField } from './contestants.ts';
import type { Contestant } from './contestants.ts';
import { openDataset } from './dataset.ts';
import { OPERATIONS } from './operations.ts';
import { ratioTable, ratios } from './ratios.ts';
import { gatewayTable, summary } from './table.ts';
import type { GatewayLine, Measured } from './table.ts';
import { usageOf } from './usage.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const MS = Number(process.env['BENCH_MS'] ?? 3000);
const ONLY = process.env['BENCH_ONLY'] ?? '';
const MINUTES = Number(process.env['BENCH_MINUTES'] ?? 40);
const HUB = { PUBLIC_URL: 'http://bench.localhost', HUB_ID: 'did:web:bench.localhost' };

const tell = (text: string): void => void process.stderr.write(`${text}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
setTimeout(() => {
  tell(`not done after ${String(MINUTES)} minutes: given up`);
  process.exit(1);
}, MINUTES * 60_000).unref();

const folder = await mkdtemp(join(tmpdir(), 'symbolon-bench-'));
const running: Server[] = [];
try {
  const dataDir = await openDataset(HUB, tell);
  const keep = (server: Server): void => void running.push(server);
  const { contestants, store } = await startField(HUB, dataDir, folder, keep, tell);
  const { name: generator, client } = await loadGenerator(folder);

  /** One round, with what each kind of process used for it, per request. */
  const measure = async (contestant: Contestant, workload: Workload): Promise<Measured> => {
    const look = () => Promise.all([[contestant.pid], contestant.services, [store]].map(usageOf));
    const before = await look();
    const result = await round(
      client,
      { ...contestant, cpu: () => Promise.resolve(null) },
      workload,
      MS,
    );
    const after = await look();
    const requests = result.requestsPerSecond * result.seconds;
    const [gateway = 0, services = 0, reads = 0] = after.map(
      ({ cpuMs }, index) => (cpuMs - (before[index]?.cpuMs ?? 0)) / requests,
    );
    return { ...result, gateway, services, store: reads, rssMb: after[0]?.rssMb ?? 0 };
  };

  const lines: GatewayLine[] = [];
  for (const workload of OPERATIONS.filter(({ name }) => !ONLY || ONLY.includes(name[0] ?? ''))) {
    const answers: unknown[] = [];
    for (const contestant of contestants)
      answers.push(JSON.parse(await rehearse(contestant, workload)));
    contestants.forEach(({ name }, index) => {
      if (!isDeepStrictEqual(answers[index], answers[0]))
        throw new Error(`${name} answers ${workload.name} differently from ours`);
    });
    const bytes = join(folder, 'answer.json');
    await writeFile(bytes, JSON.stringify(answers[0]));
    const bare = await startBare(bytes);
    keep(bare);
    const all: Contestant[] = [...contestants, { ...bare, services: [] }];
    const results = new Map(all.map((contestant) => [contestant, [] as Measured[]]));
    for (let index = 0; index <= ROUNDS; index += 1) {
      tell(`${workload.name}: round ${String(index)} of ${String(ROUNDS)}`);
      for (const [contestant, rounds] of results) {
        const measured = await measure(contestant, workload);
        if (index > 0) rounds.push(measured);
      }
    }
    await bare.stop();
    for (const [{ name }, rounds] of results) lines.push(summary(workload.name, name, rounds));
  }
  tell(gatewayTable(lines));
  const held = ratios(lines);
  tell(ratioTable(held));
  const cpu = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}`;
  const conditions = { node: process.version, cpu, load: loadavg()[0], generator };
  const report = { ...conditions, rounds: ROUNDS, msPerRound: MS, ratios: held, lines };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await Promise.allSettled(running.reverse().map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
}
process.exit();
