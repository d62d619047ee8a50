import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const quietly = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

/** Names this machine since its start, and the space of its process numbers. */
const MACHINE = [
  hostname(),
  quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  quietly(() => readlinkSync('/proc/self/ns/pid')),
].join(' ');

function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A name for this process as the owner of something that one process has at a time. */
export const newOwner = (): string => `${MACHINE}#${process.pid}#${randomUUID()}`;

/** An owner on this machine that no longer runs need not be waited for. */
export function isDead(owner: string): boolean {
  const [machine, pid] = owner.split('#');
  return machine === MACHINE && pid !== undefined && !processIsAlive(Number(pid));
}
