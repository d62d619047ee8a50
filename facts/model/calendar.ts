import { daysInMonth } from '../../schema/calendar.ts';

/** A day of the Gregorian calendar from year 1 on, written `YYYY-MM-DD` (ISO 8601). */
export function isDay(text: string): boolean {
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  return year >= 1 && day <= daysInMonth(year, month);
}
