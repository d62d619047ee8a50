/**
 * `npm run test:fuzz`: 100,000 inputs for everything that reads what strangers send, guided by which code
 * they reach, and how time grows with size. Ends with 1 when something throws or grows too fast.
 * `--inputs N` and `--seed N` change the run, `--only TEXT` names targets.
 */
import { parseArgs } from 'node:util';
import { MOST, growthOf } from './growth.ts';
import { Guide } from './guide.ts';
import { drawFrom, mutated } from './mutate.ts';
import { openTargets } from './targets.ts';
import type { Target } from './targets.ts';

/** Inputs between two looks at the counters: looking takes as long as some of them. */
const TOGETHER = 50;
/** Inputs kept because they reached something new. */
const MAX_KEPT = 2_000;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});

/** Runs inputs until there is a throw; the input that caused it, or how many were kept. */
async function fuzz(
  target: Target,
  guide: Guide,
): Promise<{ readonly kept: number; readonly thrown?: string }> {
  const corpus = [...target.seeds];
  const draw = drawFrom(Number(values.seed));
  for (let done = 0; done < Number(values.inputs); done += TOGETHER) {
    const inputs = Array.from({ length: TOGETHER }, () =>
      mutated(corpus[draw(corpus.length)] ?? Buffer.alloc(0), corpus, draw),
    );
    for (const input of inputs)
      try {
        await target.run(input);
      } catch (error) {
        const why = error instanceof Error ? error.stack : String(error);
        return { kept: corpus.length, thrown: `${why ?? ''}\n  input ${input.toString('base64')}` };
      }
    if ((await guide.news()) > 0 && corpus.length < MAX_KEPT) corpus.push(...inputs);
  }
  return { kept: corpus.length };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const guide = new Guide();
await guide.start();
let faults = 0;
const targets = (await openTargets()).filter(({ name }) => name.includes(values.only));
for (const target of targets) {
  const start = performance.now();
  const { kept, thrown } = await fuzz(target, guide);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  faults += thrown === undefined ? 0 : 1;
  say(`${thrown ?? 'no throw'}: ${target.name}, ${kept} inputs kept, ${seconds} s`);
}
guide.stop();
say(`\nTime at 4n in times of that at n; at most ${MOST}.`);
for (const target of targets) {
  const growths = await growthOf(target);
  const [worst] = [...growths].sort((one, other) => other.ratio - one.ratio);
  for (const { pattern, count, ratio } of growths.filter(({ ratio }) => ratio > MOST)) {
    faults += 1;
    say(`TOO FAST  ${target.name}: ${pattern} x ${count}: ${ratio.toFixed(1)}`);
  }
  say(
    worst
      ? `${worst.ratio.toFixed(1).padStart(5)}  ${target.name}: ${worst.pattern} x ${worst.count}`
      : `    -  ${target.name}: too quick to measure at any size`,
  );
}
process.exitCode = faults > 0 ? 1 : 0;
