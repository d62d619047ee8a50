/** Medians of the rounds of one server on one workload. */
export interface Line {
  readonly workload: string;
  readonly server: string;
  readonly questionsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of CPU per question. */
  readonly cpuPerQuestion: number | null;
  /** Questions per second relative to the hub. */
  readonly ratio: number;
}

const HEAD = [
  ...['workload', 'server', 'questions/s', 'of the hub', 'p50 ms', 'p99 ms'],
  ...['CPU ms', 'questions/CPU s'],
];

const digits = (value: number, places: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });

/** The medians as a table for people. */
export function table(lines: readonly Line[], decisionsPerSecond: number): string {
  const rows = lines.map(
    ({ workload, server, questionsPerSecond, ratio, p50, p99, cpuPerQuestion }) => [
      workload,
      server,
      digits(questionsPerSecond, 0),
      `${digits(ratio, 2)}×`,
      digits(p50, 2),
      digits(p99, 2),
      cpuPerQuestion === null ? '-' : digits(cpuPerQuestion, 3),
      cpuPerQuestion === null ? '-' : digits(1000 / cpuPerQuestion, 0),
    ],
  );
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const text = all.map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return [...text, `decision alone: ${digits(decisionsPerSecond, 0)} per second on one core`].join(
    '\n',
  );
}
