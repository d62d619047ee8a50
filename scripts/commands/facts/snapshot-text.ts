import type { SnapshotOptions } from '../../../facts/ledger/register-snapshot/import-snapshot.ts';
import type { Differences } from '../../../facts/ledger/register-snapshot/report.ts';
import { isDay } from '../../../facts/model/calendar.ts';
import type { ImportOptions } from './importer.ts';
import { CommandError, tell } from '../terminal.ts';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const ENDS = ['SUSPENDED', 'WITHDRAWN', 'CANCELLED'] as const;

/** What is wanted of a snapshot. @throws CommandError USAGE */
export function snapshotOptions(
  { asAt, endMissing, maxChanges, dryRun }: ImportOptions,
  register: string,
): Omit<SnapshotOptions, 'dataDir'> {
  if (asAt === undefined || !DAY.test(asAt) || !isDay(asAt))
    throw new CommandError('USAGE', '--as-at is the day of the export, such as 2026-11-30.');
  const end = ENDS.find((one) => one === endMissing);
  if (endMissing !== undefined && end === undefined)
    throw new CommandError('USAGE', `--end-missing is one of ${ENDS.join(', ')}.`);
  const percent = Number(maxChanges ?? 5);
  if (!(percent >= 0 && percent <= 100))
    throw new CommandError('USAGE', '--max-changes is a percentage from 0 to 100.');
  return {
    register,
    asAt,
    endMissing: end,
    maxChangesPercent: percent,
    isDryRun: dryRun === true,
  };
}

/** Differences shown to a person; JSON has more of them. */
const SHOWN = 20;
const WIDTH = 44;

/** Tells what a snapshot changes, as a table. */
export function tellDifferences({
  register,
  asAt,
  rows,
  counts,
  unchanged,
  changedPercent,
  listed,
}: Differences): void {
  tell(
    `${register} as at ${asAt}: ${rows} rows, ${counts.ADDED} added, ${counts.EVENT} with events,` +
      ` ${counts.CORRECTED} corrected, ${counts.MISSING} missing, ${counts.ENDED} ended, ${unchanged} unchanged;` +
      ` ${changedPercent} % changed`,
  );
  for (const { number, issuer, kind, changes } of listed.slice(0, SHOWN)) {
    const what = changes.map(
      ({ property, before, after }) =>
        `${property}: ${before === null ? '' : `${text(before)} -> `}${text(after)}`,
    );
    tell(
      `  ${kind.padEnd(9)}  ${number.padEnd(24)}  ${issuer.padEnd(12)}  ${what.join('; ')}`.trimEnd(),
    );
  }
  if (listed.length > SHOWN) tell('  … (--json lists more)');
}

function text(value: unknown): string {
  const whole = typeof value === 'string' ? value : JSON.stringify(value);
  return whole.length > WIDTH ? `${whole.slice(0, WIDTH)}…` : whole;
}
