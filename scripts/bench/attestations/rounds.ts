/** A way of doing something `count` times. */
export type Case = (count: number) => unknown;

/** Medians of the rounds of one case. */
export interface Rate {
  readonly name: string;
  readonly perSecond: number;
  /** Microseconds of this process's CPU for each. */
  readonly cpuMicros: number;
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/**
 * Measures cases side by side: they take turns, so that a slow minute of the machine is everyone's.
 * The first round warms up and does not count.
 */
export async function alternate(
  cases: Readonly<Record<string, Case>>,
  { rounds, count }: { readonly rounds: number; readonly count: number },
): Promise<readonly Rate[]> {
  const measured = new Map<string, { seconds: number[]; cpu: number[] }>();
  for (let round = 0; round <= rounds; round++)
    for (const [name, body] of Object.entries(cases)) {
      const cpu = process.cpuUsage();
      const start = performance.now();
      await body(count);
      const ms = performance.now() - start;
      const { user, system } = process.cpuUsage(cpu);
      if (round === 0) continue;
      const of = measured.get(name) ?? { seconds: [], cpu: [] };
      measured.set(name, of);
      of.seconds.push(ms / 1000 / count);
      of.cpu.push((user + system) / count);
    }
  return [...measured].map(([name, { seconds, cpu }]) => ({
    name,
    perSecond: 1 / median(seconds),
    cpuMicros: median(cpu),
  }));
}
