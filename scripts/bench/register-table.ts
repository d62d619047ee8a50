/** One measured question. */
export interface Measured {
  readonly question: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Longest time for which nothing else had its turn. */
  readonly longestTurnMs: number;
  readonly peakMb: number;
  readonly found: Readonly<Record<string, number>>;
}

/** The measurements as a table for people. */
export function table(results: readonly Measured[]): string {
  const head = ['question', 's', 'CPU s', 'longest turn ms', 'peak MB', 'found'];
  const rows = results.map((one) => [
    one.question,
    one.seconds.toFixed(2),
    one.cpuSeconds.toFixed(2),
    one.longestTurnMs.toFixed(0),
    one.peakMb.toFixed(0),
    Object.entries(one.found)
      .map(([name, count]) => `${name} ${count.toLocaleString('en')}`)
      .join(', '),
  ]);
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 || at === 5 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
