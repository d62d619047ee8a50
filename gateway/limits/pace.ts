import { HubError } from '../../lib/errors/hub-error.ts';
import type { PaceLimits } from '../config/limit-settings.ts';

/** The other side was too slow. */
export class TooSlow extends HubError<'STREAM_TOO_SLOW'> {
  constructor({ bytesPerSecond }: PaceLimits) {
    super('STREAM_TOO_SLOW', `It arrives at less than ${bytesPerSecond} bytes a second.`);
  }
}

/** Adds up what one side of a stream moved, and how long it was waited for: only that counts. */
export class Pace {
  readonly limits: PaceLimits;
  readonly #now: () => number;
  #waited = 0;
  #bytes = 0;

  constructor(limits: PaceLimits, now: () => number = () => performance.now()) {
    this.limits = limits;
    this.#now = now;
  }

  moved(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Begins to wait; the function returned ends it. Meanwhile `late` is called if it takes too long. */
  wait(late: () => void): () => void {
    const start = this.#now();
    const { graceMs, bytesPerSecond } = this.limits;
    const left = graceMs + (this.#bytes / bytesPerSecond) * 1000 - this.#waited;
    const timer = setTimeout(late, Math.max(0, left));
    timer.unref();
    return () => {
      clearTimeout(timer);
      this.#waited += this.#now() - start;
    };
  }
}

/** A body that must not arrive too slowly. @throws {@link TooSlow} from the reading of it */
export async function* pacedBody(
  body: AsyncIterable<Uint8Array>,
  limits: PaceLimits,
): AsyncGenerator<Uint8Array> {
  const pace = new Pace(limits);
  const iterator = body[Symbol.asyncIterator]();
  for (;;) {
    // The source is not ended early: with it would go the connection, and our answer.
    const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      const arrived = pace.wait(() => {
        reject(new TooSlow(limits));
      });
      iterator.next().then(resolve, reject).finally(arrived);
    });
    if (next.done === true) return;
    pace.moved(next.value.byteLength);
    yield next.value;
  }
}

/** An answer that must not be read too slowly: `cut` is called when it is. */
export async function* pacedAnswer(
  parts: AsyncIterable<string>,
  limits: PaceLimits,
  cut: () => void,
): AsyncGenerator<string> {
  const pace = new Pace(limits);
  for await (const part of parts) {
    pace.moved(part.length);
    const taken = pace.wait(cut);
    try {
      yield part;
    } finally {
      taken();
    }
  }
}
