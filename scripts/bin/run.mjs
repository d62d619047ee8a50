/** The clone's folder, and programs run in it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Exit code when something has to be done first, which is said. */
export const EXIT_NOT_READY = 3;

export const say = (line) => process.stderr.write(`${line}\n`);

/** The exit code of a program; its output goes to stderr, so that stdout stays for the program's answer. */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  const [status] = await once(child, 'exit');
  return status ?? 1;
}
