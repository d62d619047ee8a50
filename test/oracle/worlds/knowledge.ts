import type { Dice, Draft } from './dice.ts';
import { anyInstant, early } from './time.ts';

/** Lists whose items may carry recordedAt and retractedAt (facts.schema.json). */
const NESTED = new Set([
  'members',
  'editions',
  'events',
  'parties',
  'exchanges',
  'annexes',
  'requirements',
  'products',
  'domains',
  'legacy',
  'conditions',
  'suspensions',
  'contested',
  'snapshots',
]);

/** Sprinkles times of recording and retraction over the records, at every depth. */
export function sprinkle(dice: Dice, records: readonly Draft[], kind: string): Draft[] {
  const share = dice.taste('knowledge') / 10;
  return records.flatMap((record) => {
    const deep = sprinkled(dice, record, share);
    // A correction: the old record is retracted at the instant at which the new one is recorded.
    if (dice.chance(share)) return correction(dice, deep, kind);
    return [{ ...times(dice, share), ...deep }];
  });
}

function sprinkled(dice: Dice, record: Draft, share: number): Draft {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      // A certificate's scope is no list, a designation's annexes are names: neither has a time.
      if (isListOfRecords(value) && (NESTED.has(key) || key === 'scope'))
        return [
          key,
          value.map((item) => ({
            ...times(dice, share),
            ...sprinkled(dice, item, share),
          })),
        ];
      if (key === 'successor') return [key, { ...times(dice, share), ...(value as Draft) }];
      return [key, value];
    }),
  );
}

function isListOfRecords(value: unknown): value is Draft[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'object');
}

function times(dice: Dice, share: number): Draft {
  return {
    ...dice.given(share, { recordedAt: () => (dice.chance(0.6) ? early(dice) : anyInstant(dice)) }),
    ...dice.given(share / 3, { retractedAt: () => anyInstant(dice) }),
  };
}

function correction(dice: Dice, record: Draft, kind: string): Draft[] {
  const instant = anyInstant(dice);
  const old: Draft = { ...record };
  const removable = Object.keys(old).filter((key) => OPTIONAL[kind]?.includes(key) === true);
  if (removable.length > 0 && dice.chance(0.8)) Reflect.deleteProperty(old, dice.pick(removable));
  return [
    { ...old, retractedAt: instant },
    { ...record, recordedAt: instant },
  ];
}

/** What an earlier version of a record may lack. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  territories: ['members', 'accreditationBodies'],
  schemes: ['norm', 'standard', 'levels', 'territory', 'approvalRequired'],
  accreditations: ['events', 'from', 'until'],
  signatories: ['events', 'from', 'until', 'region'],
  agreements: ['parties', 'until', 'sunset', 'successor', 'mode', 'exchanges'],
  designations: ['events', 'contested', 'annexes'],
  registers: ['snapshots', 'schemes', 'bodies', 'maxAgeDays'],
  certificates: ['events', 'validUntil', 'scope', 'edition', 'level', 'accreditation'],
};
