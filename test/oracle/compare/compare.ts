import { parseArgs } from 'node:util';
import type { Disagreement } from './disagreement.ts';
import { disagreements, minimised } from './disagreement.ts';
import { world } from '../worlds/world.ts';

/**
 * By hand: node dist/test/oracle/compare/compare.js --seeds 1000 --from 1 [--show 1]
 * Compares the decision library with the oracle on random worlds and prints the first
 * disagreements, each on as few facts as possible. Exit code 1 if there was any.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    show: { type: 'string', default: '1' },
  },
});

const PROGRESS_EVERY = 500;
const [seeds, from, show] = [Number(values.seeds), Number(values.from), Number(values.show)];
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

let asked = 0;
const found: { seed: number; disagreement: Disagreement }[] = [];
for (let seed = from; seed < from + seeds; seed += 1) {
  const { facts, questions } = world(seed);
  asked += questions.length;
  for (const disagreement of disagreements(facts, questions)) {
    found.push({ seed, disagreement });
    if (found.length <= show) say(JSON.stringify({ seed, ...minimised(disagreement) }, null, 1));
  }
  if ((seed - from + 1) % PROGRESS_EVERY === 0)
    say(`seed ${seed}: ${asked} questions, ${found.length} disagreements`);
}
say(`${asked} questions on ${seeds} worlds: ${found.length} disagreements`);
if (found.length > 0) {
  say(`seeds: ${[...new Set(found.map(({ seed }) => seed))].slice(0, 50).join(' ')}`);
  process.exitCode = 1;
}
