import { readdir, readFile } from 'node:fs/promises';

/** USER_HZ of Linux: the unit of /proc/<pid>/stat. */
const TICKS_PER_SECOND = 100;
const KILOBYTES_IN_MEGABYTE = 1024;

/** What processes have used so far. */
export interface Usage {
  /** Milliseconds of CPU. */
  readonly cpuMs: number;
  /** Megabytes of memory resident now. */
  readonly rssMb: number;
}

interface Process extends Usage {
  readonly pid: number;
  readonly parent: number;
}

async function look(pid: number): Promise<Process | undefined> {
  const [stat, status] = await Promise.all(
    ['stat', 'status'].map((name) =>
      readFile(`/proc/${String(pid)}/${name}`, 'utf8').catch(() => ''),
    ),
  );
  if (!stat || !status) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return {
    pid,
    parent: Number(fields[1]),
    cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND,
    rssMb: Number(rss ?? 0) / KILOBYTES_IN_MEGABYTE,
  };
}

/**
 * Usage of processes and of those they started, from /proc.
 * @throws where the system has no /proc: CPU per request is what this bench is about
 */
export async function usageOf(pids: readonly number[]): Promise<Usage> {
  const names = await readdir('/proc').catch(() => {
    throw new Error('This bench reads CPU times from /proc: run it on Linux.');
  });
  const all = await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .map(look),
  );
  const wanted = new Set(pids);
  let cpuMs = 0;
  let rssMb = 0;
  for (const one of all) {
    if (!one || !(wanted.has(one.pid) || wanted.has(one.parent))) continue;
    cpuMs += one.cpuMs;
    rssMb += one.rssMb;
  }
  return { cpuMs, rssMb };
}
