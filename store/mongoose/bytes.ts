/** Bytes as they are given to the store, or as they come from it. */
export type StoredBytes = Uint8Array | { readonly value: () => Uint8Array };

/** Bytes from the store, without a copy. */
export function bytesOf(stored: StoredBytes): Buffer {
  const bytes = stored instanceof Uint8Array ? stored : stored.value();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
