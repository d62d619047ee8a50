/** Does something with each item, with so many under way at once; the first failure is thrown when all have ended. */
export async function inTurns<Item>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const turns = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, turns));
  for (const outcome of ended) if (outcome.status === 'rejected') throw outcome.reason;
}
