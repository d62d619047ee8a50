/** One process at a time, by a file that outlives nobody: a dead holder's is taken over. */
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** How often a holder shows that it lives, and after which silence it is taken for dead. */
const BEAT_MS = 2_000;
const SILENCE_MS = 60_000;
const LOOK_AGAIN_MS = 100;
/** Long enough for another process that found the same abandoned lock to have tried. */
const SETTLE_MS = 300;

const mine = () => `${process.pid}@${hostname()} ${Math.random()}`;

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(holder) {
  const [, pid, host] = /^(\d+)@(\S*) /.exec(holder) ?? [];
  if (host !== hostname()) return true; // only its silence can tell
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isAbandoned(file, holder) {
  if (!isAlive(holder)) return true;
  const beat = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return beat !== undefined && Date.now() - beat > SILENCE_MS;
}

/** Puts our name over an abandoned one; of several that do so at once, the last has it. */
async function takeOver(file, holder, token) {
  const ours = `${file}.${process.pid}`;
  writeFileSync(ours, token);
  if (read(file) === holder) renameSync(ours, file);
  rmSync(ours, { force: true });
  await delay(SETTLE_MS);
  return read(file) === token;
}

async function tryOnce(file, token) {
  try {
    writeFileSync(file, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = read(file);
  return holder !== undefined && isAbandoned(file, holder) && takeOver(file, holder, token);
}

/** Runs `work` while no other process does; `onWait` is told once when it has to wait. */
export async function withLock(file, onWait, work) {
  const token = mine();
  for (let waited = false; !(await tryOnce(file, token)); waited = true) {
    if (!waited) onWait();
    await delay(LOOK_AGAIN_MS);
  }
  const beat = setInterval(() => {
    if (read(file) === token) utimesSync(file, new Date(), new Date());
  }, BEAT_MS);
  beat.unref();
  const release = () => {
    clearInterval(beat);
    if (read(file) === token) rmSync(file, { force: true });
  };
  process.once('exit', release); // work may end the process
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
