import { setTimeout as delay } from 'node:timers/promises';

/** Requests sent, by what became of them. */
export interface RequestTimes {
  readonly sent: number;
  /** Milliseconds from the moment for which each was meant. */
  readonly times: readonly number[];
}

/** Requests under way of one client; what would be more is counted as sent late, not sent at once. */
const MOST_UNDER_WAY = 200;

/**
 * Sends at fixed moments, whether or not what was sent before is answered, and waits for all answers: a
 * slow hub is asked as much as a quick one, and is not spared the waiting of those it keeps waiting.
 * @param everyMs milliseconds between two moments, at each of which `atOnce` are sent
 */
export async function onSchedule(
  { until, everyMs, atOnce }: { until: number; everyMs: number; atOnce: number },
  send: (number: number) => Promise<void>,
): Promise<RequestTimes> {
  const times: number[] = [];
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  for (let due = performance.now(); Date.now() < until; due += everyMs) {
    const early = due - performance.now();
    if (early > 0) await delay(early);
    while (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
    for (let one = 0; one < atOnce; one += 1) {
      const meant = due;
      const work = send(sent).then(() => {
        times.push(performance.now() - meant);
        underWay.delete(work);
      });
      underWay.add(work);
      sent += 1;
    }
  }
  await Promise.all(underWay);
  return { sent, times };
}
