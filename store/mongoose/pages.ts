import type { Model } from 'mongoose';

/**
 * The documents that a filter finds, plain and in pages as they come from the store: a cursor of mongoose
 * costs as much for each document as deciding about it.
 * @param projection the fields that are read; absent: all
 * @param filter of our own making: it goes to the store as it is
 */
export async function* pagesOf<T extends object>(
  { collection }: Pick<Model<unknown>, 'collection'>,
  filter: object,
  projection: Readonly<Record<string, 1>> | undefined,
  size: number,
): AsyncGenerator<readonly T[], void> {
  const cursor = collection.find(filter, {
    ...(projection && { projection: { ...projection } }),
    batchSize: size,
  });
  try {
    while (await cursor.hasNext()) yield cursor.readBufferedDocuments(size) as unknown as T[];
  } finally {
    await cursor.close();
  }
}
