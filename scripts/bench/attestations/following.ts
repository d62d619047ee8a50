import { setTimeout as delay } from 'node:timers/promises';
import type { Rate } from './rounds.ts';
import { openBenchStore } from './bench-store.ts';

const LOOK_MS = 20;

/**
 * One recorded document that touches every attestation of a hub: the statuses changed in a second, from
 * the moment it is recorded until the last attestation is suspended, each logged.
 */
export async function followRates(attestations: number): Promise<readonly Rate[]> {
  const world = await openBenchStore();
  try {
    await world.issue(attestations);
    const faults: unknown[] = [];
    const stop = world.service.watch({
      failing: (error) => faults.push(error),
      recovered: () => undefined,
    });
    const cpu = process.cpuUsage();
    await world.restrain();
    const start = performance.now();
    while (!(await world.isFollowed()) && faults.length === 0) await delay(LOOK_MS);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    await stop();
    if (faults.length > 0) throw faults[0];
    if ((await world.suspended()) !== attestations) throw new Error('not all were suspended');
    const name = `suspend ${attestations.toLocaleString('en')} by a fact`;
    const cpuMicros = (user + system) / attestations;
    return [{ name, perSecond: attestations / seconds, cpuMicros }];
  } finally {
    await world.close();
  }
}
