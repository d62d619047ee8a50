interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Does the work of a batch; gives a result for each item, in order. */
type BatchWork<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

export interface BatchQueueOptions {
  /** Batches at work at the same time; 1 unless given. */
  readonly concurrency?: number;
  /** Items in a batch at most; no limit unless given. */
  readonly size?: number;
  /**
   * True of a failure that may lie in one item: each item of the batch is then tried alone. Unless given,
   * a failure is that of every item in the batch.
   */
  readonly isolates?: (error: unknown) => boolean;
}

/**
 * Batches what callers ask for one by one: items that come while batches are at work wait, and go together
 * in the next batch, in order. The first item never waits for others.
 */
export class BatchQueue<Item, Result> {
  readonly #work: BatchWork<Item, Result>;
  readonly #options: Required<BatchQueueOptions>;
  readonly #waiting: Waiting<Item, Result>[] = [];
  #running = 0;

  constructor(work: BatchWork<Item, Result>, options: BatchQueueOptions = {}) {
    this.#work = work;
    this.#options = { concurrency: 1, size: Infinity, isolates: () => false, ...options };
  }

  /** The result for the item, when its batch is done. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    const { concurrency, size } = this.#options;
    while (this.#running < concurrency && this.#waiting.length > 0) {
      this.#running++;
      void this.#run(this.#waiting.splice(0, size)).finally(() => {
        this.#running--;
        this.#next();
      });
    }
  }

  /** Never throws: each item is told its own outcome. */
  async #run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#work(batch.map(({ item }) => item));
      if (results.length !== batch.length)
        throw new RangeError(`A batch of ${batch.length} gave ${results.length} results.`);
      for (const [at, { resolve }] of batch.entries()) resolve(results[at] as Result);
    } catch (error) {
      if (batch.length > 1 && this.#options.isolates(error))
        for (const one of batch) await this.#run([one]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
