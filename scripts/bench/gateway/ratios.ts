import { HIVE_RUST, MERGED, OURS, REMOTE, STOCK_HTTP, TWO_WORKERS } from './contestants.ts';
import { columns } from './table.ts';
import type { GatewayLine } from './table.ts';

/** A claim about two servers, in CPU per request. */
interface Claim {
  readonly what: string;
  readonly operation: string;
  readonly ours: string;
  readonly peer: string;
  readonly atLeast: number;
}

/** How a claim came out: with all processes but the store counted, and with the gateway's alone. */
export interface Ratio {
  readonly what: string;
  readonly atLeast: number;
  readonly all: number;
  readonly gateway: number;
}

const CLAIMS: readonly Claim[] = [
  {
    what: 'A: stock Apollo over HTTP ÷ ours',
    operation: 'A',
    ours: OURS,
    peer: STOCK_HTTP,
    atLeast: 12,
  },
  { what: 'A: Hive (Rust) ÷ ours', operation: 'A', ours: OURS, peer: HIVE_RUST, atLeast: 8 },
  {
    what: 'B: stock Apollo over HTTP ÷ ours',
    operation: 'B',
    ours: OURS,
    peer: STOCK_HTTP,
    atLeast: 5,
  },
  { what: 'B: Hive (Rust) ÷ ours', operation: 'B', ours: OURS, peer: HIVE_RUST, atLeast: 5 },
  { what: 'A: merged schema ÷ ours', operation: 'A', ours: OURS, peer: MERGED, atLeast: 0.7 },
  {
    what: 'A: stock Apollo ÷ ours, both remote',
    operation: 'A',
    ours: REMOTE,
    peer: STOCK_HTTP,
    atLeast: 2,
  },
  // CPU per request of one process and of two: the capacity of two is twice this.
  {
    what: 'C: one process ÷ two workers',
    operation: 'C',
    ours: TWO_WORKERS,
    peer: OURS,
    atLeast: 0.85,
  },
];

/** The claims that the lines allow to check. */
export function ratios(lines: readonly GatewayLine[]): Ratio[] {
  const find = (operation: string, server: string) =>
    lines.find((line) => line.workload.startsWith(operation) && line.server === server);
  return CLAIMS.flatMap(({ what, operation, ours, peer, atLeast }) => {
    const [own, other] = [find(operation, ours), find(operation, peer)];
    if (!own || !other) return [];
    return {
      what,
      atLeast,
      all: other.allMs / own.allMs,
      gateway: other.gatewayMs / own.gatewayMs,
    };
  });
}

/** The ratios as a table for people. */
export const ratioTable = (held: readonly Ratio[]): string =>
  columns([
    ['ratio of CPU per request', 'at least', 'all processes', 'gateways alone'],
    ...held.map(({ what, atLeast, all, gateway }) => [
      what,
      atLeast.toFixed(2),
      all.toFixed(2),
      gateway.toFixed(2),
    ]),
  ]);
