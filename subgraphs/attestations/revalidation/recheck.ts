import type { Answer } from '../../../schema/generated/question.ts';

/** When to look again, as `minuteOf` writes it: the answer changes while the attestation still runs. */
export function recheckOf(
  expiresAt: number,
  { changesOn }: Answer,
  startOf: (day: string) => number,
): string {
  if (changesOn === undefined || changesOn === null) return '';
  const start = startOf(changesOn);
  return start / 1000 < expiresAt ? minuteOf(new Date(start)) : '';
}

/** `2026-11-30T16:00`: text order is time order, also beside whole days, which earlier builds stored. */
export const minuteOf = (at: Date): string => at.toISOString().slice(0, 16);
