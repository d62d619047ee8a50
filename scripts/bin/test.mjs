#!/usr/bin/env node
/** `npm test`: formatting, lint, types and generated files, then Jest. Arguments go to Jest. */
import { join } from 'node:path';
import { root, run, say } from './run.mjs';
import { setUp } from './setup.mjs';
import { provideTools, untested } from './tools.mjs';

await setUp({ install: true, test: true });
await provideTools();

const node = process.execPath;
const tool = (...path) => join(root, 'node_modules', ...path);
const quick = process.argv.includes('--only-jest');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--only-jest');

if (!quick) {
  say('Formatting, lint, generated files…');
  const checks = [
    [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
    [
      '--max-old-space-size=4096',
      tool('eslint', 'bin', 'eslint.js'),
      '--config=scripts/lint/eslint.config.mjs',
      '--max-warnings=0',
      '.',
    ],
    ['dist/scripts/generate/index.js', '--check'],
  ];
  const ends = await Promise.all(checks.map((check) => run(node, check)));
  const failed = ends.find((status) => status !== 0);
  if (failed !== undefined) process.exit(failed);
}

const skipped = untested();
skipped.forEach(say);
const status = await run(
  node,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    tool('jest', 'bin', 'jest.js'),
    '--config=test/jest.config.mjs',
    ...jestArguments,
  ],
  { stdio: 'inherit' },
);
skipped.forEach(say);
// Where everything is to be tested, a group that was left out is a failure, not a detail.
process.exit(status === 0 && skipped.length > 0 && process.env['CI'] ? 1 : status);
