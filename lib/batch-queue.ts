interface Waiting<Item, Result> {
  readonly item: Item;
  readonly done: (result: Result) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * One writer for many callers: what is asked while it is at work is done together afterwards, in the order
 * in which it was asked. Nobody waits for company; a failure is everyone's whose item was in the same work.
 */
export class Together<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Result[]>;
  #waiting: Waiting<Item, Result>[] = [];
  #isAtWork = false;

  /** @param work gives a result for each item, in order */
  constructor(work: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#work = work;
  }

  ask(item: Item): Promise<Result> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed });
      if (!this.#isAtWork) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#isAtWork = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const results = await this.#work(batch.map(({ item }) => item));
        for (const [at, { done }] of batch.entries()) done(results[at] as Result);
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#isAtWork = false;
  }
}
