import { daysInMonth } from '../../../../schema/calendar.ts';
import { fullInstant, LAST_INSTANT } from '../../../../schema/knowledge.ts';
import type { Date as Civil, Instant } from '../../../../schema/generated/facts.ts';

export type { Civil, Instant };

/** Later than every civil date, as text. */
export const NEVER = '9999-99-99';

/** A period; half-open: `from` is its first day, `until` the first day after it. */
export interface Interval {
  readonly from?: Civil;
  readonly until?: Civil;
}

/**
 * A day asked about. It answers comparisons with itself and remembers the earliest later day on
 * which one of its answers would be another: whatever was concluded from them holds until then.
 */
export class Day {
  readonly date: Civil;
  #firstBound: Civil = NEVER;
  #lastGood: Civil = NEVER;

  constructor(date: Civil) {
    this.date = date;
  }

  /** bound <= day: the first day (or first bad day) has come; without one it never does. */
  reached(bound: Civil | undefined): boolean {
    if (bound === undefined) return false;
    if (bound <= this.date) return true;
    if (bound < this.#firstBound) this.#firstBound = bound;
    return false;
  }

  /** last < day: the last good day is over; without one it never is. */
  past(last: Civil | undefined): boolean {
    if (last === undefined) return false;
    if (last < this.date) return true;
    if (last < this.#lastGood) this.#lastGood = last;
    return false;
  }

  /** First later day on which a comparison made so far would come out otherwise, or NEVER. */
  get holdsUntil(): Civil {
    return this.#lastGood < this.#firstBound ? dayAfter(this.#lastGood) : this.#firstBound;
  }
}

/** active(x, d): d lies in the interval. */
export const active = ({ from, until }: Interval, day: Day): boolean =>
  (from === undefined || day.reached(from)) && !day.reached(until);

const YEAR_DIGITS = 4;
const LAST_YEAR = 9999;

const text = (value: number, digits: number): string => String(value).padStart(digits, '0');

const parts = (date: Civil): [year: number, month: number, day: number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8, 10)),
];

const write = (year: number, month: number, day: number): Civil =>
  year > LAST_YEAR ? NEVER : `${text(year, YEAR_DIGITS)}-${text(month, 2)}-${text(day, 2)}`;

/** The first day after this one. */
export function dayAfter(date: Civil): Civil {
  const [year, month, day] = parts(date);
  if (day < daysInMonth(year, month)) return write(year, month, day + 1);
  return month === 12 ? write(year + 1, 1, 1) : write(year, month + 1, 1);
}

const MILLISECONDS_A_DAY = 86_400_000;

/** Some days later; NEVER beyond the year 9999. */
export function addDays(date: Civil, days: number): Civil {
  const moved = new Date(Date.parse(date) + days * MILLISECONDS_A_DAY);
  return moved.getUTCFullYear() > LAST_YEAR ? NEVER : moved.toISOString().slice(0, 10);
}

/** Some months later, the day of the month clipped to the month's end; NEVER beyond the year 9999. */
export function addMonths(date: Civil, months: number): Civil {
  const [year, month, day] = parts(date);
  const count = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return write(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

const DATE_LENGTH = 10;

/** knownAt at full length; a date means its last moment. */
export const known = (value: Instant | undefined): Instant =>
  value === undefined ? LAST_INSTANT : fullInstant(value, 'T23:59:59.999Z');

/** The civil day of an instant. */
export const dayOf = (value: Instant): Civil => value.slice(0, DATE_LENGTH);
