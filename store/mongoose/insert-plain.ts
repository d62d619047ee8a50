import type { Model } from 'mongoose';

/**
 * Inserts documents as they are: mongoose would make a document of each, which for many costs more than
 * storing them. For documents that this process has put together itself, in the shape of the model.
 * @param ordered stop at the first that cannot be stored; else whatever can be stored is
 * @throws the driver's error when some could not be stored
 */
export async function insertPlain<T extends object>(
  model: Model<T>,
  documents: readonly T[],
  { ordered }: { readonly ordered: boolean },
): Promise<void> {
  if (documents.length === 0) return;
  // The driver takes any identifier, its types only those that it makes itself.
  const plain = documents as unknown as readonly Record<string, never>[];
  await model.collection.insertMany([...plain], { ordered });
}
