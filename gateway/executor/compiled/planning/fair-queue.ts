/** Something that waits, and for whom. */
export interface QueuedItem {
  readonly caller: string;
}

/** How much may wait. */
export interface QueueBounds {
  readonly perCaller: number;
  readonly total: number;
}

/**
 * What waits, by caller: callers take turns, so that who brings much waits for his own. When all is
 * full, room is made at the end of the longest line.
 */
export class FairQueue<Item extends QueuedItem> {
  /** In the order of their turns; no line is empty. */
  readonly #lines = new Map<string, Item[]>();
  readonly #bounds: QueueBounds;
  #size = 0;

  constructor(bounds: QueueBounds) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#size;
  }

  /** @returns what found no room: the item itself, or one of a caller who has more waiting */
  add(item: Item): Item | undefined {
    const line = this.#lines.get(item.caller) ?? [];
    if (line.length >= this.#bounds.perCaller) return item;
    const longest = this.#size < this.#bounds.total ? undefined : this.#longest();
    if (longest && longest.length <= line.length + 1) return item;
    const last = longest?.at(-1);
    if (last) this.remove(last);
    if (line.length === 0) this.#lines.set(item.caller, line);
    line.push(item);
    this.#size += 1;
    return last;
  }

  /** Puts back what was taken, at the head of its line and in the next turn. */
  putBack(item: Item): void {
    const line = this.#lines.get(item.caller) ?? [];
    const others = [...this.#lines].filter(([caller]) => caller !== item.caller);
    this.#lines.clear();
    this.#lines.set(item.caller, [item, ...line]);
    for (const [caller, waiting] of others) this.#lines.set(caller, waiting);
    this.#size += 1;
  }

  /** The next item of the first caller in turn whom `may` lets through. */
  take(may: (caller: string) => boolean): Item | undefined {
    for (const [caller, line] of this.#lines) {
      if (!may(caller)) continue;
      const item = line.shift();
      this.#lines.delete(caller);
      if (line.length > 0) this.#lines.set(caller, line);
      this.#size -= 1;
      return item;
    }
    return undefined;
  }

  remove(item: Item): void {
    const line = this.#lines.get(item.caller) ?? [];
    const at = line.indexOf(item);
    if (at === -1) return;
    line.splice(at, 1);
    this.#size -= 1;
    if (line.length === 0) this.#lines.delete(item.caller);
  }

  #longest(): readonly Item[] | undefined {
    let longest: readonly Item[] | undefined;
    for (const line of this.#lines.values())
      if (line.length > (longest?.length ?? 0)) longest = line;
    return longest;
  }
}
