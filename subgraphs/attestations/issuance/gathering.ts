import { faultCode } from '../../../lib/errors/code-of.ts';
import type { IssueOrder, IssueOutcome } from './issuance.ts';

/** Batches under way at once: while one is stored, another is signed. */
const AT_ONCE = 2;
/** Requests in one batch. */
const MAX_BATCH = 500;

interface Waiting {
  readonly order: IssueOrder;
  readonly done: (outcome: IssueOutcome) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Gathers requests that arrive one by one: those that come while others are issued are issued together,
 * at a fraction of the cost. Nobody waits for company, and nobody's fault becomes another's.
 */
export class Gathering {
  readonly #issue: (orders: readonly IssueOrder[]) => Promise<readonly IssueOutcome[]>;
  readonly #waiting: Waiting[] = [];
  #underWay = 0;

  constructor(issue: (orders: readonly IssueOrder[]) => Promise<readonly IssueOutcome[]>) {
    this.#issue = issue;
  }

  ask(order: IssueOrder): Promise<IssueOutcome> {
    return new Promise((done, failed) => {
      this.#waiting.push({ order, done, failed });
      this.#next();
    });
  }

  #next(): void {
    while (this.#underWay < AT_ONCE && this.#waiting.length > 0) {
      this.#underWay++;
      void this.#run(this.#waiting.splice(0, MAX_BATCH)).finally(() => {
        this.#underWay--;
        this.#next();
      });
    }
  }

  /** Never throws: each is told its own outcome. */
  async #run(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#issue(batch.map(({ order }) => order));
      for (const [at, { done }] of batch.entries()) done(outcomes[at] ?? { kind: 'forbidden' });
    } catch (error) {
      // Without a store, a key or a clock no other attempt is better. What nobody foresaw may lie in one
      // request, and is not to spoil those that happened to come with it.
      if (batch.length === 1 || faultCode(error) !== 'INTERNAL_ERROR')
        for (const { failed } of batch) failed(error);
      else for (const one of batch) await this.#run([one]);
    }
  }
}
