/** Days [from, until); an absent end is open. */
export interface Interval {
  readonly from?: string;
  readonly until?: string;
}

const START = '';
const END = '~';

const begin = ({ from }: Interval): string => from ?? START;
const end = ({ until }: Interval): string => until ?? END;

const make = (from: string, until: string): Interval => ({
  ...(from !== START && { from }),
  ...(until !== END && { until }),
});

/** No day lies in the interval. */
export const isEmpty = (interval: Interval): boolean => end(interval) <= begin(interval);

/** The days that lie in both. */
export function common(a: Interval, b: Interval): Interval {
  return make(begin(a) > begin(b) ? begin(a) : begin(b), end(a) < end(b) ? end(a) : end(b));
}

/** Some day lies in both. */
export const overlap = (a: Interval, b: Interval): boolean => !isEmpty(common(a, b));

/** The parts of an interval that none of the others covers. */
export function without(whole: Interval, others: readonly Interval[]): Interval[] {
  return others.reduce<Interval[]>(
    (parts, other) =>
      parts.flatMap((part) =>
        [
          make(begin(part), min(end(part), begin(other))),
          make(max(begin(part), end(other)), end(part)),
        ].filter((piece) => !isEmpty(piece)),
      ),
    isEmpty(whole) ? [] : [whole],
  );
}

const min = (a: string, b: string): string => (a < b ? a : b);
const max = (a: string, b: string): string => (a > b ? a : b);

/** For people: `2008-10-01 to 2020-01-01`, `since ever`, `open`. */
export const inWords = ({ from, until }: Interval): string =>
  `${from ?? 'since ever'} to ${until ?? 'open'}`;
