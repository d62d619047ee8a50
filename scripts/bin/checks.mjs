/** The checks that need no test runner: formatting, lint, generated files. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { root, say } from './run.mjs';

const tool = (...path) => join(root, 'node_modules', ...path);

/** What reads the sources only, and so need not wait for the build. */
export const OF_SOURCES = {
  Formatting: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
  Lint: [
    '--max-old-space-size=4096',
    tool('eslint', 'bin', 'eslint.js'),
    '--config=scripts/lint/eslint.config.mjs',
    '--max-warnings=0',
    '.',
  ],
};

/** What is told by the build. */
export const OF_BUILD = { 'Generated files': ['dist/scripts/generate/index.js', '--check'] };

/** Children that run now; none outlives this process. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill()));

/**
 * Runs checks one after another, behind the tests where there is not enough of the machine for both. Says
 * at once what one finds, whole, and of the others nothing.
 * @returns how many failed
 */
export async function check(checks) {
  let failed = 0;
  for (const [name, args] of Object.entries(checks)) {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    try {
      setPriority(child.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It has ended, or this system knows no priorities: it runs as it is.
    }
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    const [status] = await once(child, 'close');
    running.delete(child);
    if (status === 0) continue;
    failed += 1;
    say(`${name}: failed\n${Buffer.concat(said)}`);
  }
  return failed;
}
