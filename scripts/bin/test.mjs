#!/usr/bin/env node
/**
 * `npm test`: formatting, lint, types, generated files and Jest, beside each other. Arguments go to Jest;
 * `--only-jest` leaves the rest out.
 */
import { join } from 'node:path';
import { OF_BUILD, OF_SOURCES, check } from './checks.mjs';
import { tokenEnvironment } from './pkcs11.mjs';
import { root, run, say } from './run.mjs';
import { ensurePackages, setUp } from './setup.mjs';
import { missing, provideTools, untested } from './tools.mjs';

const quick = process.argv.includes('--only-jest');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--only-jest');

await ensurePackages({ install: true, test: true });
const ofSources = quick ? 0 : check(OF_SOURCES);
await provideTools();
await setUp({ install: true, test: true });

const skipped = untested();
skipped.forEach(say);
const [status, ...failed] = await Promise.all([
  run(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
      '--config=test/jest.config.mjs',
      ...jestArguments,
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, ...(missing('token').length === 0 ? tokenEnvironment() : {}) },
    },
  ),
  ofSources,
  quick ? 0 : check(OF_BUILD),
]);
skipped.forEach(say);
const faults = failed[0] + failed[1];
if (faults > 0) say(`${faults} of the checks beside the tests failed; see above.`);
// Where everything is to be tested, a group that was left out is a failure, not a detail.
const leftOut = skipped.length > 0 && process.env['CI'] ? 1 : 0;
process.exit(status || (faults > 0 ? 1 : leftOut));
