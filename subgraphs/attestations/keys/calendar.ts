import type { KeyRing } from './ring.ts';

/** How often the calendar is looked at, in milliseconds. */
const LOOK_MS = 3_600_000;
/** Keys that follow the calendar. The log's stay: its name is its key (C2SP signed-note). */
const ROTATED = ['attestation', 'status'] as const;

/**
 * Takes the steps of rotation that are due, at once and then every hour: the next key is published
 * 14 days before its predecessor has signed for 90. Several processes may do so side by side.
 * @param onFault told what went wrong; the active key goes on signing meanwhile
 * @returns how to stop
 * @throws what makes keys unusable from the start
 */
export function keepCalendar(keys: KeyRing, onFault: (error: unknown) => void): () => void {
  const look = (): void => {
    for (const purpose of ROTATED) keys.advance(purpose);
  };
  look();
  const timer = setInterval(() => {
    try {
      look();
    } catch (error) {
      onFault(error);
    }
  }, LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
