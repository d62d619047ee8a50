import type { Round } from '../load.ts';

/** One round of load; CPU is in milliseconds per request. */
export interface Measured extends Round {
  /** Of the gateway's processes. */
  readonly gateway: number;
  /** Of the subgraph services that work for it. */
  readonly services: number;
  /** Of the process that holds the store, which is common to all. */
  readonly store: number;
  /** Megabytes of the gateway's processes. */
  readonly rssMb: number;
}

/** Medians of one server on one operation. */
export interface GatewayLine {
  readonly workload: string;
  readonly server: string;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Milliseconds of CPU per request: of the gateway alone, and with its subgraph services. */
  readonly gatewayMs: number;
  readonly allMs: number;
  readonly storeMs: number;
  readonly rssMb: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The medians of a server's rounds. */
export function summary(
  workload: string,
  server: string,
  rounds: readonly Measured[],
): GatewayLine {
  const of = (pick: (one: Measured) => number): number => median(rounds.map(pick));
  return {
    workload,
    server,
    requestsPerSecond: of((one) => one.requestsPerSecond),
    p99: of((one) => one.p99),
    gatewayMs: of((one) => one.gateway),
    allMs: of((one) => one.gateway + one.services),
    storeMs: of((one) => one.store),
    rssMb: of((one) => one.rssMb),
  };
}

const HEAD = ['server', 'req/s', 'p99 ms', 'gateway', '+ subgraphs', 'store', 'RSS MB', '÷ ours'];

/** The medians as tables for people, one for each operation. */
export function gatewayTable(lines: readonly GatewayLine[]): string {
  const workloads = [...new Set(lines.map(({ workload }) => workload))];
  return workloads
    .map((workload) => {
      const own = lines.filter((line) => line.workload === workload);
      const ours = own[0]?.allMs ?? Number.NaN;
      const rows = own.map((line) => [
        line.server,
        line.requestsPerSecond.toFixed(0),
        line.p99.toFixed(1),
        line.gatewayMs.toFixed(3),
        line.allMs.toFixed(3),
        line.storeMs.toFixed(3),
        line.rssMb.toFixed(0),
        `${(line.allMs / ours).toFixed(2)}×`,
      ]);
      return `${workload} (CPU in ms per request)\n${columns([HEAD, ...rows])}`;
    })
    .join('\n\n');
}

/** Rows as aligned text; the first column to the left, numbers to the right. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
