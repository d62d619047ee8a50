import { WireFault } from '../faults.ts';

/** How long one request may keep the others waiting, in milliseconds. */
const SLICE = 5;

/** When a request must be done, from its maxTimeMS; undefined: whenever. */
export type Deadline = number | undefined;

/** Shares the thread: long work asks now and then whether to let others in. */
export class TimeSlice {
  private until: number;
  private readonly deadline: Deadline;

  constructor(deadline: Deadline) {
    this.deadline = deadline;
    this.until = performance.now() + SLICE;
  }

  /** Whether it is time to call {@link pause}. */
  over(): boolean {
    return performance.now() >= this.until;
  }

  /** Lets every other request that has arrived take its turn. @throws Fault MaxTimeMSExpired */
  async pause(): Promise<void> {
    const now = performance.now();
    if (this.deadline !== undefined && now >= this.deadline)
      throw new WireFault('MaxTimeMSExpired', 'operation exceeded time limit');
    await new Promise((resolve) => setImmediate(resolve));
    this.until = performance.now() + SLICE;
  }
}
