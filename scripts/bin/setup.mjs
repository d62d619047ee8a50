/**
 * Makes a clone ready to run: installs from the lockfile when it is missing or has changed, and
 * compiles when a source is newer than the last build. Plain JavaScript, since it runs first.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const ROOMS = ['gateway', 'subgraphs', 'schema', 'store', 'scripts', 'test'];
const installedStamp = join(root, 'node_modules', '.symbolon-lock');
const builtStamp = join(root, 'dist', '.symbolon-built');

/** Runs a command with its output on stderr, so that stdout stays for the program's answer. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    ...options,
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs one command with several lists of arguments at the same time; ends here when one fails. */
export async function runAll(command, lists) {
  const ends = lists.map(async (args) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
    const [status] = await once(child, 'exit');
    return status ?? 1;
  });
  const failed = (await Promise.all(ends)).find((status) => status !== 0);
  if (failed !== undefined) process.exit(failed);
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function install() {
  const wanted = `${digest(join(root, 'package-lock.json'))} ${process.versions.modules}`;
  if (read(installedStamp) === wanted) return;
  process.stderr.write('Installing packages from the lockfile…\n');
  // The compiler's types are among the development packages, which NODE_ENV=production leaves out.
  run('npm', [
    'ci',
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  writeFileSync(installedStamp, wanted);
}

/** Time of the newest file under a folder; packages of others are none of the sources. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile()) latest = Math.max(latest, statSync(path).mtimeMs);
    else if (entry.isDirectory() && entry.name !== 'node_modules')
      latest = Math.max(latest, newest(path));
  }
  return latest;
}

function build() {
  const sources = Math.max(
    statSync(join(root, 'tsconfig.json')).mtimeMs,
    ...ROOMS.map((room) => newest(join(root, room))),
  );
  if (existsSync(builtStamp) && statSync(builtStamp).mtimeMs >= sources) return;
  process.stderr.write('Compiling…\n');
  run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.']);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(builtStamp, '');
}

/** Installs and compiles what is missing; does nothing, quickly, when all is current. */
export function setUp() {
  install();
  build();
}
