import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/**
 * Puts this process, and what it starts from now on, on one core. Where there is only one, or no
 * `taskset` (util-linux), all share what there is.
 */
export function useCore(core: number): boolean {
  if (cpus().length < 2) return false;
  return spawnSync('taskset', ['-acp', String(core), String(process.pid)]).status === 0;
}

/** Parents by process, from /proc; empty where there is no such thing. */
async function parents(): Promise<ReadonlyMap<number, number>> {
  const names = await readdir('/proc').catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name))
      .map(async (name): Promise<[number, number]> => {
        const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
        return [Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])];
      }),
  );
  return new Map(found);
}

/** A process and all that it and its children started. */
export async function familyOf(pid: number): Promise<readonly number[]> {
  const known = await parents();
  const isOfFamily = (one: number): boolean => {
    for (let at: number | undefined = one; at !== undefined; at = known.get(at))
      if (at === pid) return true;
    return false;
  };
  return [...known.keys()].filter(isOfFamily);
}

/** Notes every process of a family that ends while it is watched. */
export class ProcessWatch {
  readonly #pid: number;
  readonly #seen = new Set<number>();
  readonly ended = new Set<number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number, everyMs = 500) {
    this.#pid = pid;
    this.#timer = setInterval(() => void this.look(), everyMs);
  }

  get size(): number {
    return this.#seen.size;
  }

  async look(): Promise<void> {
    const now = new Set(await familyOf(this.#pid));
    for (const pid of this.#seen) if (!now.has(pid)) this.ended.add(pid);
    for (const pid of now) this.#seen.add(pid);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
