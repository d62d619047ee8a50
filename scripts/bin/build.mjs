/** Whether the build is newer than the sources, and how it is made: aside, then swapped in. */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { removeLeft, swapIn } from './install.mjs';
import { root, run, say } from './run.mjs';

const ROOMS = ['lib', 'store', 'facts', 'subgraphs', 'gateway', 'schema', 'scripts', 'test'];
const dist = join(root, 'dist');
const builtStamp = join(dist, '.symbolon-built');
/** Where the build is made before it is used; nothing else may start like this. */
const ASIDE = '.build-';

/** Time of the newest file under a folder; packages of others are none of the sources. */
function newest(folder) {
  let latest = 0;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // A file may go while it is looked for, an editor's for instance.
    if (entry.isFile())
      latest = Math.max(latest, fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    else if (entry.isDirectory() && entry.name !== 'node_modules')
      latest = Math.max(latest, newest(path));
  }
  return latest;
}

export function isBuilt() {
  const built = fs.statSync(builtStamp, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return false;
  const sources = ROOMS.map((room) => join(root, room)).filter((room) => fs.existsSync(room));
  return (
    built >= Math.max(fs.statSync(join(root, 'tsconfig.json')).mtimeMs, ...sources.map(newest))
  );
}

/** Compiles what has changed since the last build into a copy of it, which then takes its place. */
export async function build() {
  say('Compiling…');
  const began = new Date(); // what is saved from now on is newer than the build
  removeLeft(ASIDE);
  // At the depth of the folder whose place it takes: source maps and the compiler's notes are relative.
  const fresh = join(root, `${ASIDE}${process.pid}`);
  if (fs.existsSync(dist)) fs.cpSync(dist, fresh, { recursive: true });
  const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
  const compiled = await run(process.execPath, [compiler, '-p', '.', '--outDir', fresh, '--tsBuildInfoFile', join(fresh, '.tsbuildinfo')]); // prettier-ignore
  const [writer, checks] = ['scripts/generate/validators.js', 'facts/model/validators.cjs'].map((path) => join(fresh, path)); // prettier-ignore
  const status = compiled || (await run(process.execPath, [writer, checks]));
  if (status === 0) {
    const stamp = join(fresh, '.symbolon-built');
    fs.writeFileSync(stamp, '');
    fs.utimesSync(stamp, began, began);
    swapIn(fresh, dist, `${fresh}-former`);
  }
  removeLeft(ASIDE);
  if (status !== 0) process.exit(status);
}
