/** Whether the packages of the lockfile are installed, and how they are: aside, then swapped in. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { EXIT_NOT_READY, root, run, say } from './run.mjs';

const modules = join(root, 'node_modules');
const lockfile = join(root, 'package-lock.json');
/** npm's own record of what it has installed. */
const record = join(modules, '.package-lock.json');
const stamp = join(modules, '.symbolon-installed');
/** Where packages are installed before they are used; nothing else may start like this. */
const ASIDE = '.install-';

/** Without these nothing runs; each has a binary for the machine and the Node it is installed for. */
const NATIVE = ['libsql'];

const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
const packagesOf = (file) => JSON.parse(read(file) || '{}').packages ?? {};

/** What a look at all of it would find the same again. */
function fingerprint() {
  const { mtimeMs, size } = fs.statSync(record, { throwIfNoEntry: false }) ?? {};
  const locked = createHash('sha256').update(read(lockfile)).digest('hex');
  return `${locked} ${mtimeMs} ${size} ${process.platform} ${process.arch} ${process.versions.modules}`;
}

/** The first package that is not there as the lockfile says; those for other machines need not be. */
function missing(wanted, withDevelopment) {
  const there = packagesOf(record);
  const isThere = (path, { version, integrity }) =>
    there[path]?.version === version && there[path]?.integrity === integrity;
  const needed = ({ optional, dev, devOptional, link }) =>
    !optional && !devOptional && !link && (withDevelopment || !dev);
  return Object.entries(wanted).find(
    ([path, entry]) => path !== '' && needed(entry) && !isThere(path, entry),
  )?.[0];
}

function failsToLoad(wanted) {
  const names = NATIVE.filter((name) => wanted[`node_modules/${name}`] !== undefined);
  const script = names.map((name) => `await import(${JSON.stringify(name)});`).join('');
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? undefined : (/^.*Error.*$/m.exec(stderr)?.[0] ?? 'it ended');
}

/**
 * Why the packages cannot be used, or undefined. Whoever installed them: `npm ci` by hand counts.
 * @param withDevelopment whether those to compile and test with are needed too
 */
export function notInstalled(withDevelopment) {
  const found = `${fingerprint()} ${withDevelopment ? 'all' : 'some'}`;
  if ([found, found.replace(/some$/, 'all')].includes(read(stamp))) return undefined;
  if (!fs.existsSync(record)) return 'The packages are not installed.';
  const wanted = packagesOf(lockfile);
  const first = missing(wanted, withDevelopment);
  if (first !== undefined)
    return `The packages installed are not those of package-lock.json (${first}).`;
  const failure = failsToLoad(wanted);
  if (failure !== undefined)
    return `The packages installed do not load under Node ${process.version} (${failure.trim()}).`;
  try {
    fs.writeFileSync(stamp, found);
  } catch {
    // A folder that may only be read: looked through again next time.
  }
  return undefined;
}

/** Puts a folder in another's place; what was there goes aside. Two renames, with nothing in between. */
export function swapIn(fresh, place, aside) {
  if (fs.existsSync(place)) fs.renameSync(place, aside);
  try {
    fs.renameSync(fresh, place);
  } catch (error) {
    if (fs.existsSync(aside)) fs.renameSync(aside, place);
    throw error;
  }
}

/** Removes what processes that ended too early have left; the lock is held. */
export function removeLeft(start) {
  for (const name of fs.readdirSync(root))
    if (name.startsWith(start)) fs.rmSync(join(root, name), { recursive: true, force: true });
}

/**
 * Installs the lockfile's packages in a folder of their own, then swaps them in: processes that run
 * meanwhile have whole packages at every moment, and a failure leaves what was there.
 */
export async function install() {
  say('Installing packages from the lockfile…');
  removeLeft(ASIDE);
  const folder = join(root, `${ASIDE}${process.pid}`);
  fs.mkdirSync(folder);
  for (const name of ['package.json', 'package-lock.json', '.npmrc'])
    if (fs.existsSync(join(root, name))) fs.copyFileSync(join(root, name), join(folder, name));
  // The compiler's types are among the development packages, which NODE_ENV=production leaves out.
  const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const status = await run('npm', ['ci', ...options, '--loglevel=error'], { cwd: folder });
  if (status === 0) {
    fs.mkdirSync(join(folder, 'node_modules'), { recursive: true });
    try {
      swapIn(join(folder, 'node_modules'), modules, join(folder, 'former'));
    } catch (error) {
      say(`node_modules cannot be replaced (${error.code}): run \`npm ci\` in ${root} yourself.`);
      fs.rmSync(folder, { recursive: true, force: true });
      process.exit(EXIT_NOT_READY);
    }
  }
  fs.rmSync(folder, { recursive: true, force: true });
  if (status !== 0) process.exit(status);
}
