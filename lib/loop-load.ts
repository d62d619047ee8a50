import { performance } from 'node:perf_hooks';
import type { EventLoopUtilization } from 'node:perf_hooks';

/** Milliseconds between two samples, and how many are kept: longer than any deadline of a request. */
const SAMPLE_MS = 250;
const KEPT = 60;

const samples: { readonly at: number; readonly utilization: EventLoopUtilization }[] = [];
let timer: NodeJS.Timeout | undefined;

function sample(): void {
  samples.push({ at: performance.now(), utilization: performance.eventLoopUtilization() });
  if (samples.length > KEPT) samples.shift();
}

/** Begins to watch how busy this process is; once is enough. */
export function watchLoop(): void {
  if (timer) return;
  sample();
  timer = setInterval(sample, SAMPLE_MS).unref();
}

/** The part of the time, from 0 to 1, in which this process had something to do since a moment. */
export function loopLoadSince(moment: number): number {
  const from = samples.findLast(({ at }) => at <= moment) ?? samples[0];
  return from ? performance.eventLoopUtilization(from.utilization).utilization : 0;
}
