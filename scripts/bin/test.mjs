#!/usr/bin/env node
/** `npm test`: formatting, lint, types and generated files, then Jest. Arguments go to Jest. */
import { join } from 'node:path';
import { root, run, runAll, setUp } from './setup.mjs';

setUp();

const node = process.execPath;
const tool = (...path) => join(root, 'node_modules', ...path);
const quick = process.argv.includes('--only-jest');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--only-jest');

if (!quick) {
  process.stderr.write('Formatting, lint, generated files…\n');
  await runAll(node, [
    [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
    [
      '--max-old-space-size=4096',
      tool('eslint', 'bin', 'eslint.js'),
      '--config=scripts/lint/eslint.config.mjs',
      '--max-warnings=0',
      '.',
    ],
    ['dist/scripts/generate/index.js', '--check'],
  ]);
}
run(
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
