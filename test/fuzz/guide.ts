import { Session } from 'node:inspector/promises';

/** Code of ours; what the packages do is theirs. */
const OURS = /\/dist\/(?:gateway|subgraphs)\//;

/** Tells whether code ran that had not run before, by the engine's own counters. */
export class Guide {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Blocks that ran for the first time since this was last asked. */
  async news(): Promise<number> {
    const before = this.#seen.size;
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    for (const { url, functions } of result) {
      if (!OURS.test(url)) continue;
      for (const { ranges } of functions)
        for (const { startOffset, endOffset, count } of ranges)
          if (count > 0) this.#seen.add(`${url} ${startOffset} ${endOffset}`);
    }
    return this.#seen.size - before;
  }

  stop(): void {
    this.#session.disconnect();
  }
}
