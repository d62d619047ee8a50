import { describe, it } from '@jest/globals';
import { drawFrom, mutated } from './mutate.ts';
import { openTargets } from './targets.ts';

/** A short form of `npm run test:fuzz`: the same inputs each time, so that it never fails by chance. */
const INPUTS = 2_000;
const targets = await openTargets();

describe.each(targets.map((target) => [target.name, target] as const))('%s', (_, target) => {
  it(`may be anything: ${INPUTS} inputs and no throw`, async () => {
    for (let seed = 0; seed < INPUTS; seed++) {
      const draw = drawFrom(seed);
      const { seeds } = target;
      const input = mutated(seeds[draw(seeds.length)] ?? Buffer.alloc(0), seeds, draw);
      await target.run(input).catch((error: unknown) => {
        throw new Error(`input ${seed}: ${input.toString('base64')}`, { cause: error });
      });
    }
  });
});
