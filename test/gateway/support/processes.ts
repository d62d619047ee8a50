import { readdir, readFile } from 'node:fs/promises';

/** Processes that a process started, by /proc; none where the system has no such thing. */
export async function childrenOf(pid: number): Promise<number[]> {
  const parents = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map(async (name) => {
        const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
        return { name, parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) };
      }),
  );
  return parents.filter(({ parent }) => parent === pid).map(({ name }) => Number(name));
}
