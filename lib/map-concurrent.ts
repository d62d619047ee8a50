/**
 * Does work on each item, on a few at the same time; the results are in the order of the items. The first failure
 * is thrown when nothing is under way any more.
 */
export async function fewAtATime<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [at, item] of left) results[at] = await work(item);
  };
  const workers = Array.from({ length: Math.min(width, items.length) }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return results;
}
