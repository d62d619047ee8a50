import { fullInstant } from '../../../../../schema/knowledge.ts';
import { describe, expect, it } from '@jest/globals';
import {
  active,
  addDays,
  addMonths,
  Day,
  dayAfter,
  known,
  NEVER,
} from '../../../../../subgraphs/agreements/decision/timeline/time.ts';

describe('a day', () => {
  it('reaches a first day on that day, and passes a last good day on the day after', () => {
    const day = new Day('2024-02-29');
    expect([day.reached('2024-02-29'), day.reached('2024-03-01')]).toEqual([true, false]);
    expect([day.past('2024-02-28'), day.past('2024-02-29')]).toEqual([true, false]);
  });

  it('holds until the least day on which something that it said would be otherwise', () => {
    const day = new Day('2024-01-01');
    expect(day.holdsUntil).toBe(NEVER);
    day.reached('2020-01-01');
    day.past('2020-01-01');
    expect(day.holdsUntil).toBe(NEVER);
    day.reached('2024-06-01');
    day.reached('2024-07-01');
    expect(day.holdsUntil).toBe('2024-06-01');
    day.past('2024-05-31');
    day.past('2024-06-30');
    expect(day.holdsUntil).toBe('2024-06-01');
    day.past('2024-04-30');
    expect(day.holdsUntil).toBe('2024-05-01');
  });

  it('lies in an interval from its first day to the day before its end', () => {
    const interval = { from: '2024-01-10', until: '2024-01-20' };
    const days = ['2024-01-09', '2024-01-10', '2024-01-19', '2024-01-20'];
    expect(days.map((date) => active(interval, new Day(date)))).toEqual([false, true, true, false]);
    expect(active({}, new Day('2024-01-01'))).toBe(true);
  });
});

describe('the calendar', () => {
  it.each([
    ['2023-02-28', '2023-03-01'],
    ['2024-02-28', '2024-02-29'],
    ['1900-02-28', '1900-03-01'],
    ['2000-02-28', '2000-02-29'],
    ['2024-01-31', '2024-02-01'],
    ['2024-04-29', '2024-04-30'],
    ['2024-04-30', '2024-05-01'],
    ['2024-06-30', '2024-07-01'],
    ['2024-09-30', '2024-10-01'],
    ['2024-11-30', '2024-12-01'],
    ['2024-12-31', '2025-01-01'],
    ['0099-12-31', '0100-01-01'],
    ['9999-12-31', NEVER],
  ])('after %s comes %s', (date, next) => {
    expect(dayAfter(date)).toBe(next);
  });

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2023-11-30', 0, '2023-11-30'],
    ['9999-06-01', 7, NEVER],
  ])('%s and %i months are %s', (date, months, later) => {
    expect(addMonths(date, months)).toBe(later);
  });

  it('counts days over months and years, up to the last year', () => {
    expect(addDays('2023-12-30', 3)).toBe('2024-01-02');
    expect(addDays('9999-12-30', 1)).toBe('9999-12-31');
    expect(addDays('9999-12-31', 1)).toBe(NEVER);
  });
});

describe('instants', () => {
  it('a date is its first moment when something is recorded, its last when something is asked', () => {
    expect(fullInstant('2024-05-01')).toBe('2024-05-01T00:00:00.000Z');
    expect(known('2024-05-01')).toBe('2024-05-01T23:59:59.999Z');
  });

  it('have milliseconds, and no knowledge time means the last instant', () => {
    expect(fullInstant('2024-05-01T10:00:00Z')).toBe('2024-05-01T10:00:00.000Z');
    expect(known('2024-05-01T10:00:00.123Z')).toBe('2024-05-01T10:00:00.123Z');
    expect(known(undefined)).toBe('9999-12-31T23:59:59.999Z');
  });
});
