import { addDays } from '../conventions.ts';
import type { Dice, Draft } from './dice.ts';

/** Few days, with month ends and a leap day, so that the intervals of a world often touch. */
const EARLY = ['2016-01-31', '2017-02-28', '2017-09-15', '2018-03-31'];
const MIDDLE = ['2019-01-01', '2019-08-31', '2020-02-29', '2020-11-30', '2021-05-31'];
const LATE = ['2022-01-31', '2022-07-01', '2023-02-28', '2023-12-31', '2024-10-15'];

function near(dice: Dice, day: string): string {
  return dice.chance(0.7) ? day : addDays(day, dice.pick([-1, 1, 1, 30, -30]));
}

export function early(dice: Dice): string {
  return near(dice, dice.pick(EARLY));
}

export function middle(dice: Dice): string {
  return near(dice, dice.pick(MIDDLE));
}

export function late(dice: Dice): string {
  return near(dice, dice.pick(LATE));
}

export function anyDay(dice: Dice): string {
  return near(dice, dice.pick([...EARLY, ...MIDDLE, ...LATE]));
}

/** Usually an interval around the middle of the timeline; sometimes any, even an empty one. */
export function interval(dice: Dice): Draft {
  if (dice.odd()) return dice.given(0.7, { from: () => anyDay(dice), until: () => anyDay(dice) });
  return {
    ...dice.given(0.4, { from: () => early(dice) }),
    ...dice.given(0.3, { until: () => late(dice) }),
  };
}

/** A period in which something is wrong: usually not the middle of the timeline. */
export function trouble(dice: Dice): Draft {
  if (dice.chance(0.4))
    return dice.given(0.8, { from: () => anyDay(dice), until: () => anyDay(dice) });
  return dice.chance(0.5)
    ? { ...dice.given(0.5, { from: () => early(dice) }), until: early(dice) }
    : { from: late(dice), ...dice.given(0.5, { until: () => late(dice) }) };
}

/** An instant of recording: a date, seconds or milliseconds. */
export function anyInstant(dice: Dice): string {
  const day = anyDay(dice);
  return dice.pick([
    day,
    `${day}T00:00:00Z`,
    `${day}T12:30:00Z`,
    `${day}T12:30:00.500Z`,
    `${day}T23:59:59.999Z`,
  ]);
}

/** Suspensions, restorations and withdrawals of an accreditation, signatory, designation, approval. */
export function lifeEvents(dice: Dice, kind: string): Draft {
  if (!dice.likes(`events of ${kind}`)) return {};
  return {
    events: dice.times(dice.between(1, 3), () => ({
      type: dice.pick(['SUSPENDED', 'SUSPENDED', 'RESTORED', 'WITHDRAWN', 'WITHDRAWN']),
      effectiveFrom: dice.pick([early, middle, middle, anyDay])(dice),
      ...dice.given(dice.taste('recorded events'), { recordedAt: () => anyInstant(dice) }),
    })),
  };
}
