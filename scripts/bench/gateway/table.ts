/** Medians of one server on one operation. */
export interface GatewayLine {
  readonly workload: string;
  readonly server: string;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Milliseconds of CPU of the gateway's process per request. */
  readonly cpuMs: number;
}

const HEAD = ['operation', 'server', 'req/s', 'p99 ms', 'CPU ms/req', 'CPU ÷ ours'];

/** The medians as a table for people, each with its CPU relative to the first server's. */
export function gatewayTable(lines: readonly GatewayLine[]): string {
  const ours = new Map<string, number>();
  const rows = lines.map((line) => {
    if (!ours.has(line.workload)) ours.set(line.workload, line.cpuMs);
    const ratio = line.cpuMs / (ours.get(line.workload) ?? Number.NaN);
    return [
      line.workload,
      line.server,
      line.requestsPerSecond.toFixed(0),
      line.p99.toFixed(1),
      line.cpuMs.toFixed(3),
      `${ratio.toFixed(2)}×`,
    ];
  });
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}
