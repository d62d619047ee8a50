import { parseArgs } from 'node:util';
import { issueRates, listRates, verifyRates } from './cycles.ts';
import { followRates } from './following.ts';
import type { Rate } from './rounds.ts';
import { serveRates } from './serving.ts';
import { openBenchStore } from './bench-store.ts';

/**
 * `npm run bench:attestations -- [--json] [--rounds N] [--count N] [--issued N] [--standing N]`: issuing,
 * verifying and serving attestations, each beside node's own cryptography or server on the same machine in
 * the same run, and how fast N valid attestations follow a recorded fact.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    count: { type: 'string', default: '4000' },
    issued: { type: 'string', default: '48000' },
    standing: { type: 'string', default: '10000' },
  },
});
const [rounds, count] = [Number(values.rounds), Number(values.count)];

/** One line of the answer: a rate, and how it stands to that of its peer. */
interface Line extends Rate {
  readonly peer?: string;
  readonly ratio?: number;
  /** By CPU time, which other work on the machine disturbs less. */
  readonly cpuRatio?: number;
}

/** Each rate after the first of a group beside the peer named, or beside the first. */
function beside(rates: readonly Rate[], peers: readonly string[]): readonly Line[] {
  const known = new Map(rates.map((rate) => [rate.name, rate]));
  return rates.flatMap((rate): Line[] => {
    if (peers.includes(rate.name)) return [rate];
    if (peers.length === 0) return [rate];
    return peers.flatMap((name): Line[] => {
      const peer = known.get(name);
      if (!peer) return [];
      const ratio = rate.perSecond / peer.perSecond;
      return [{ ...rate, peer: name, ratio, cpuRatio: peer.cpuMicros / rate.cpuMicros }];
    });
  });
}

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

function told({ name, perSecond, cpuMicros, peer, ratio, cpuRatio }: Line): string {
  const rate = `${name.padEnd(28)} ${number(perSecond, perSecond < 10 ? 2 : 0).padStart(9)}/s`;
  const cpu = `${number(cpuMicros, 1).padStart(11)} µs CPU`;
  if (ratio === undefined || cpuRatio === undefined) return `${rate} ${cpu}`;
  const share = (value: number): string => `${number(value * 100).padStart(4)} %`;
  return `${rate} ${cpu}  ${share(ratio)} of ${peer ?? ''} (by CPU ${share(cpuRatio).trim()})`;
}

const world = await openBenchStore();
const lines: Line[] = [];
try {
  const size = { rounds, count };
  lines.push(
    ...beside(await issueRates(world, { rounds, count: Number(values.issued) }), [
      'node:crypto sign',
      'node:crypto sign a JWS',
      'node:crypto sign and verify',
    ]),
    ...beside(await verifyRates(world, size), ['node:crypto verify', 'node:crypto verify a JWS']),
    ...beside(await listRates(world, rounds), []),
  );
} finally {
  await world.close();
}
lines.push(...beside(await followRates(Number(values.standing)), []));
lines.push(...beside(await serveRates(rounds, 2), ['node:http, same bytes']));
process.stdout.write(
  `${values.json ? JSON.stringify(lines, null, 2) : lines.map(told).join('\n')}\n`,
);
