import { parseArgs } from 'node:util';
import { differencesOf } from './command.ts';

/**
 * `npm run test:oracle`, second part: node dist/test/oracle/compare/compare-command.js --worlds 100
 * --questions 50 --from 1. Compares `symbolon ask --facts --questions`, run as a user runs it, with
 * the oracle on random worlds. Exit code 1 if any answer differs.
 */
const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '100' },
    questions: { type: 'string', default: '50' },
    from: { type: 'string', default: '1' },
  },
});
const [worlds, questions, from] = [values.worlds, values.questions, values.from].map(Number);
if (worlds === undefined || questions === undefined || from === undefined)
  throw new Error('unreachable: every option has a default');

const found = [];
for (let seed = from; seed < from + worlds; seed += 1)
  found.push(...(await differencesOf(seed, questions)));
for (const difference of found.slice(0, 20))
  process.stdout.write(`${JSON.stringify(difference)}\n`);
process.stdout.write(
  `${String(worlds * questions)} questions through symbolon ask on ${String(worlds)} worlds: ` +
    `${String(found.length)} disagreements\n`,
);
if (found.length > 0) process.exitCode = 1;
