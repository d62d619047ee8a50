import { randomInt } from 'node:crypto';
import { WireFault } from '../faults.ts';
import type { Results } from './find.ts';
import type { TimeSlice } from './schedule.ts';

/** A cursor unused for this long (milliseconds) is forgotten. */
const IDLE = 10 * 60_000;
const MOST_CURSORS = 1000;
/** A batch stops before this many bytes; one document always fits. */
const BATCH_BYTES = 16 * 1024 * 1024;
/** How many documents the first batch has when the client does not say. */
export const FIRST_BATCH = 101;

interface Cursor {
  readonly namespace: string;
  readonly results: Results<Buffer>;
  /** A document taken but not yet sent, since it did not fit into the batch. */
  held: Buffer | undefined;
  usedAt: number;
  busy: boolean;
}

export interface Batch {
  readonly documents: Buffer[];
  /** 0n when there is nothing more. */
  readonly id: bigint;
}

/** The results that clients have begun to read. */
export class Cursors {
  private readonly cursors = new Map<bigint, Cursor>();

  get open(): number {
    return this.cursors.size;
  }

  /** The first batch of new results, and a cursor for the rest if `keep`. */
  async start(
    namespace: string,
    results: Results<Buffer>,
    size: number,
    slice: TimeSlice,
    keep: boolean,
  ): Promise<Batch> {
    const cursor: Cursor = { namespace, results, held: undefined, usedAt: 0, busy: false };
    const documents = await fill(cursor, size, slice);
    if (documents.done || !keep) return { documents: documents.batch, id: 0n };
    this.expire();
    if (this.cursors.size >= MOST_CURSORS)
      throw new WireFault('BadValue', `too many open cursors (${MOST_CURSORS}); close some`);
    const id = BigInt(randomInt(1, 2 ** 48 - 1));
    cursor.usedAt = performance.now();
    this.cursors.set(id, cursor);
    return { documents: documents.batch, id };
  }

  async next(namespace: string, id: bigint, size: number, slice: TimeSlice): Promise<Batch> {
    this.expire();
    const cursor = this.cursors.get(id);
    if (cursor?.namespace !== namespace)
      throw new WireFault('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.busy) throw new WireFault('BadValue', `cursor id ${id} is already in use`);
    cursor.busy = true;
    try {
      const { batch, done } = await fill(cursor, size, slice);
      if (done) this.cursors.delete(id);
      return { documents: batch, id: done ? 0n : id };
    } catch (error) {
      this.cursors.delete(id);
      throw error;
    } finally {
      cursor.busy = false;
      cursor.usedAt = performance.now();
    }
  }

  /** @returns whether there was such a cursor */
  kill(namespace: string, id: bigint): boolean {
    return this.cursors.get(id)?.namespace === namespace && this.cursors.delete(id);
  }

  private expire(): void {
    const oldest = performance.now() - IDLE;
    for (const [id, cursor] of this.cursors)
      if (!cursor.busy && cursor.usedAt < oldest) this.cursors.delete(id);
  }
}

async function fill(
  cursor: Cursor,
  size: number,
  slice: TimeSlice,
): Promise<{ batch: Buffer[]; done: boolean }> {
  const batch: Buffer[] = [];
  let bytes = 0;
  if (cursor.held !== undefined) {
    batch.push(cursor.held);
    bytes = cursor.held.length;
    cursor.held = undefined;
  }
  while (batch.length < size) {
    const { value, done } = cursor.results.next();
    if (done === true) return { batch, done: true };
    if (value !== null) {
      if (batch.length > 0 && bytes + value.length > BATCH_BYTES) {
        cursor.held = value;
        break;
      }
      batch.push(value);
      bytes += value.length;
    }
    if (slice.over()) await slice.pause();
  }
  return { batch, done: false };
}

/** Runs results to their end, pausing now and then. */
export async function drain<T>(
  results: Results<T>,
  slice: TimeSlice,
  take: (result: T) => void,
): Promise<void> {
  for (const result of results) {
    if (result !== null) take(result);
    if (slice.over()) await slice.pause();
  }
}
