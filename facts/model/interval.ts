/** An interval of days, half-open; an absent end is open. */
export interface Interval {
  readonly from?: string;
  readonly until?: string;
}

/** Whether a day lies in the interval (RULE §0). */
export const activeOn = ({ from, until }: Interval, day: string): boolean =>
  (from === undefined || from <= day) && (until === undefined || day < until);
