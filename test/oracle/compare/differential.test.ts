import { describe, expect, it } from '@jest/globals';
import { disagreements } from './disagreement.ts';
import { world } from '../worlds/world.ts';

/** Worlds of ten questions each; `compare.ts` goes further by hand. */
const BATCHES = 10;
const WORLDS_PER_BATCH = 20;

describe('the decision library and the oracle', () => {
  it.each(Array.from({ length: BATCHES }, (_, batch) => batch * WORLDS_PER_BATCH + 1))(
    'give the same answers on the worlds from seed %i',
    (from) => {
      const seeds = Array.from({ length: WORLDS_PER_BATCH }, (_, index) => from + index);
      const found = seeds.flatMap((seed) => {
        const { facts, questions } = world(seed);
        return disagreements(facts, questions).map(({ differs, question, oracle, library }) => ({
          seed,
          differs,
          question,
          oracle,
          library,
        }));
      });
      expect(found).toEqual([]);
    },
  );
});
