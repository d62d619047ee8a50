import { expect, it } from '@jest/globals';
import { differencesOf } from './command.ts';

/** One world; `compare-command.ts` asks thousands of questions. */
it('symbolon ask gives the answers of the oracle', async () => {
  expect(await differencesOf(31, 60)).toEqual([]);
});
