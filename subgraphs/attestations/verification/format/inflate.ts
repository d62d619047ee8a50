import { MAX_LIST_BYTES } from './limits.ts';

/**
 * Inflates zlib (RFC 1950) or gzip (RFC 1952) data; null when damaged, beyond the limit, or followed by
 * anything. Not every platform refuses what follows: where the data are whole without their last byte,
 * that byte was not of them.
 */
export async function inflate(
  compressed: Uint8Array,
  format: 'deflate' | 'gzip',
  limit = MAX_LIST_BYTES,
): Promise<Uint8Array | null> {
  const whole = await inflated(compressed, format, limit);
  const isFollowed = whole && (await inflated(compressed.subarray(0, -1), format, limit));
  return isFollowed ? null : whole;
}

async function inflated(
  compressed: Uint8Array,
  format: 'deflate' | 'gzip',
  limit: number,
): Promise<Uint8Array | null> {
  try {
    const source = new Blob([compressed.slice()]).stream();
    // Read by hand: not every browser iterates over a stream.
    const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const bytes = read.value as Uint8Array;
      length += bytes.length;
      if (length > limit) {
        await reader.cancel();
        return null;
      }
      chunks.push(bytes);
    }
    const whole = new Uint8Array(length);
    let offset = 0;
    for (const chunk of chunks) {
      whole.set(chunk, offset);
      offset += chunk.length;
    }
    return whole;
  } catch {
    return null;
  }
}
