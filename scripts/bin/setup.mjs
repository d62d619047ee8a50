/**
 * Makes a clone ready to run: packages as the lockfile says, and a build newer than the sources. Plain
 * JavaScript, since it runs first. One process of a clone does so at a time.
 */
import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { install, notInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { EXIT_NOT_READY, root, say } from './run.mjs';

const waiting = () => say('Another process sets this folder up; waiting for it…');
const alone = (work) => withLock(join(root, '.setup.lock'), waiting, work);

/**
 * Makes sure of the packages.
 * @param may.install whether packages may be installed; else, when they must be, this process says what
 *   to do and ends, since others may be at work with those that are there
 * @param may.test whether the packages to test with are needed
 */
export async function ensurePackages({ install: mayInstall = false, test = false } = {}) {
  const reason = () => notInstalled(test || !isBuilt());
  if (mayInstall && reason() !== undefined)
    await alone(async () => {
      if (reason() !== undefined) await install();
    });
  const fault = reason();
  if (fault === undefined) return;
  say(`${fault}\nRun \`npm start\` or \`npm ci\` in ${root} first.`);
  process.exit(EXIT_NOT_READY);
}

/** Makes sure of packages and build, and does nothing, quickly, when all is current. */
export async function setUp(may) {
  await ensurePackages(may);
  if (isBuilt()) return;
  await alone(async () => {
    if (!isBuilt()) await build();
  });
}
