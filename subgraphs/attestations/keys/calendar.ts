import { PeriodicJob } from '../../../lib/periodic-job.ts';
import type { KeyRing } from './ring.ts';

/** How often the calendar is looked at, in milliseconds. */
const LOOK_MS = 60_000;
/** Keys that follow the calendar. The log's stay: its name is its key (C2SP signed-note). */
const ROTATED = ['attestation', 'status'] as const;

export interface CalendarOptions {
  /**
   * Publishes a checkpoint of the log: what a key signed counts after its retirement only if the log had
   * it before.
   */
  readonly beforeRetiring: () => Promise<unknown>;
  /** Told what went wrong; the active key goes on signing meanwhile. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Takes the steps of rotation that are due, at once and then every minute: the next key is published
 * 14 days before its predecessor has signed for 90. Several processes may do so side by side.
 * @returns how to stop
 * @throws what makes keys unusable from the start
 */
export async function keepCalendar(
  keys: KeyRing,
  { beforeRetiring, onFault }: CalendarOptions,
): Promise<() => void> {
  const look = async (): Promise<void> => {
    await beforeRetiring();
    for (const purpose of ROTATED) keys.advance(purpose);
  };
  for (const purpose of ROTATED) keys.signer(purpose);
  await look().catch(onFault);
  const job = new PeriodicJob(look, { periodMs: LOOK_MS, onFault });
  return () => void job.stop();
}
