import { FairQueue } from './fair-queue.ts';
import type { QueueBounds, QueuedItem } from './fair-queue.ts';

/**
 * Decides which of the waiting operations the planner's process is given: a few at a time, at most one of
 * a caller; and whatever it had when it died one by one, so that it shows which of them it was.
 */
export class Lanes<Item extends QueuedItem> {
  readonly #queue: FairQueue<Item>;
  readonly #width: number;
  readonly #suspects: Item[] = [];
  readonly #given = new Set<Item>();
  /** A suspect that the process has; nothing else is given to it meanwhile. */
  #alone: Item | undefined;

  constructor(width: number, bounds: QueueBounds) {
    this.#width = width;
    this.#queue = new FairQueue(bounds);
  }

  get given(): ReadonlySet<Item> {
    return this.#given;
  }

  get waiting(): number {
    return this.#queue.size + this.#suspects.length;
  }

  /** @returns what found no room, if anything */
  add(item: Item): Item | undefined {
    return this.#queue.add(item);
  }

  /** The next item to be given to the process, when one may be. */
  next(): Item | undefined {
    if (this.#alone) return undefined;
    const item = this.#suspects.length > 0 ? this.#suspect() : this.#inTurn();
    if (item) this.#given.add(item);
    return item;
  }

  /** It was answered, or is not waited for any more. */
  done(item: Item): void {
    this.#given.delete(item);
    if (this.#alone === item) this.#alone = undefined;
    this.#queue.remove(item);
    const at = this.#suspects.indexOf(item);
    if (at !== -1) this.#suspects.splice(at, 1);
  }

  /**
   * The process is gone. What it was given goes back: to be tried alone, unless it is known who did it.
   * @returns the one at fault, if that is known
   */
  lost(guilty: Item | undefined): Item | undefined {
    const given = [...this.#given];
    this.#given.clear();
    this.#alone = undefined;
    const atFault = guilty ?? (given.length === 1 ? given[0] : undefined);
    for (const item of given) {
      if (item === atFault) continue;
      if (atFault) this.#queue.putBack(item);
      else this.#suspects.push(item);
    }
    return atFault;
  }

  /** Everything there is, given and waiting; nothing is left. */
  clear(): Item[] {
    const all = [...this.#given, ...this.#suspects.splice(0)];
    this.#given.clear();
    this.#alone = undefined;
    for (let item = this.#queue.take(() => true); item; item = this.#queue.take(() => true))
      all.push(item);
    return all;
  }

  #suspect(): Item | undefined {
    if (this.#given.size > 0) return undefined;
    this.#alone = this.#suspects.shift();
    return this.#alone;
  }

  #inTurn(): Item | undefined {
    if (this.#given.size >= this.#width) return undefined;
    const served = new Set([...this.#given].map(({ caller }) => caller));
    return this.#queue.take((caller) => !served.has(caller));
  }
}
