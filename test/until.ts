import { setTimeout as delay } from 'node:timers/promises';

/** How long a test waits for what must come: no claim of speed, but a machine with much else to do. */
export const PATIENCE_MS = 150_000;

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, everyMs = 50): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It never came about.');
    await delay(everyMs);
  }
}

/** Milliseconds of processor time that this process spends on something: the same on a busy machine. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
