import type { Outcome } from './client.ts';

/** Highest allowed p99 of the honest client in bad company, as a multiple of that in good. */
export const WANTED = 5;

/** One minute or so of the run. */
export interface Round {
  readonly company: 'good' | 'bad';
  readonly outcomes: readonly Outcome[];
}

/** What a run showed. */
export interface Report {
  readonly honest: Readonly<Record<'good' | 'bad', HonestReport>>;
  readonly ratio: number;
  /** Processes of the hub that ended on the way. */
  readonly ended: number;
  readonly attacks: readonly {
    readonly name: string;
    readonly sent: number;
    readonly faults: number;
    readonly shown: readonly string[];
  }[];
}

interface HonestReport {
  readonly sent: number;
  readonly wrong: number;
  readonly indeterminate: number;
  readonly refused: number;
  /** Milliseconds: median of the rounds' 99th percentiles. */
  readonly p99: number;
  readonly shown: readonly string[];
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** The value that so large a part of the others does not exceed. */
const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};

function honestIn(rounds: readonly Round[], company: Round['company']): HonestReport {
  const own = rounds
    .filter((round) => round.company === company)
    .flatMap(({ outcomes }) => outcomes.filter(({ name }) => name === 'honest'));
  return {
    sent: sum(own.map(({ sent }) => sent)),
    wrong: sum(own.map(({ faults }) => faults)),
    indeterminate: sum(own.map(({ indeterminate = 0 }) => indeterminate)),
    refused: sum(own.map(({ refused = 0 }) => refused)),
    p99: quantile(own.map(({ times }) => quantile(times, 0.99)), 0.5), // prettier-ignore
    shown: own.flatMap(({ shown }) => shown),
  };
}

/** Puts the rounds together. */
export function reportOf(rounds: readonly Round[], ended: number): Report {
  const honest = { good: honestIn(rounds, 'good'), bad: honestIn(rounds, 'bad') };
  const tried = new Map<string, Outcome[]>();
  for (const { company, outcomes } of rounds)
    for (const outcome of outcomes)
      if (company === 'bad' && outcome.name !== 'honest')
        tried.set(outcome.name, [...(tried.get(outcome.name) ?? []), outcome]);
  return {
    honest,
    ratio: honest.bad.p99 / honest.good.p99,
    ended,
    attacks: [...tried].map(([name, all]) => ({
      name,
      sent: sum(all.map(({ sent }) => sent)),
      faults: sum(all.map(({ faults }) => faults)),
      shown: all.flatMap(({ shown }) => shown),
    })),
  };
}

/** The report as lines, and whether all that is wanted holds. */
export function written({ honest, ratio, ended, attacks }: Report): {
  readonly lines: readonly string[];
  readonly holds: boolean;
} {
  const { good, bad } = honest;
  const counts = ({ sent, wrong, indeterminate, refused }: HonestReport): string =>
    `${sent} asked, ${wrong} wrong, ${indeterminate} INDETERMINATE, ${refused} refused for load`;
  const flawless = ({ wrong, indeterminate }: HonestReport): boolean => wrong + indeterminate === 0;
  const rows: [boolean, string, string][] = [
    [ended === 0, 'processes of the hub that ended', String(ended)],
    [flawless(good), 'honest client in good company', counts(good)],
    [flawless(bad), 'honest client in bad company', counts(bad)],
    [
      ratio <= WANTED,
      'its p99, median of the rounds',
      `${good.p99.toFixed(1)} ms, then ${bad.p99.toFixed(1)} ms: ${ratio.toFixed(1)} (wanted: at most ${WANTED})`,
    ],
    ...attacks.map(({ name, sent, faults }): [boolean, string, string] => [
      faults === 0,
      name,
      `${sent} sent, ${faults} answered as they must not be`,
    ]),
  ];
  const shown = [...bad.shown, ...good.shown, ...attacks.flatMap((attack) => attack.shown)];
  return {
    lines: [
      ...rows.map(([ok, what, found]) => `${ok ? 'ok   ' : 'MISS '} ${what.padEnd(46)} ${found}`),
      ...[...new Set(shown)].slice(0, 20).map((one) => `      ${one}`),
    ],
    holds: rows.every(([ok]) => ok),
  };
}
