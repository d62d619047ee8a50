/**
 * `npm run test:hostile -- --minutes 30`: an honest client beside eight hostile ones, by turns with the same
 * client beside eight well-behaved ones that ask as often. The hub has one core, the clients the other one.
 * `--json` prints the report as JSON. Ends with 1 when something is not as it must be.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Company } from './company.ts';
import { ProcessWatch, useCore } from './cores.ts';
import { reportOf, written } from './report.ts';
import type { Round } from './report.ts';
import { openTargetHub } from './target-hub.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const TOTAL_MS = Number(values.minutes) * 60_000;
/** A round is a minute, of a short run less; as many in good as in bad company. */
const ROUND_MS = Math.min(60_000, TOTAL_MS / 2);
/** Milliseconds in good company that are not counted: code is compiled, expected answers are learned. */
const WARM_MS = Math.min(10_000, ROUND_MS);

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = await mkdtemp(join(tmpdir(), 'symbolon-hostile-'));
const isPinned = useCore(0);
const { hub, ...known } = await openTargetHub(folder);
if (isPinned) useCore(1);
const company = new Company(known);
const watch = new ProcessWatch(hub.pid);
let holds = false;
try {
  await company.act('good', WARM_MS);
  await watch.look();
  const rounds: Round[] = [];
  while (rounds.length * ROUND_MS < TOTAL_MS)
    for (const kind of ['good', 'bad'] as const)
      rounds.push({ company: kind, outcomes: await company.act(kind, ROUND_MS) });
  await watch.look();
  const report = reportOf(rounds, watch.ended.size);
  const text = written(report);
  ({ holds } = text);
  const place = isPinned ? 'the hub on one core, the clients on another' : 'cores not pinned';
  print(
    values.json
      ? JSON.stringify(report)
      : `${cpus().length} cores, ${place}, load ${loadavg()[0]?.toFixed(1)}, ${values.minutes} minutes in rounds of ${ROUND_MS / 1_000} s, Node ${process.version}\n${text.lines.join('\n')}`,
  );
} finally {
  watch.stop();
  company.end();
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(holds ? 0 : 1);
