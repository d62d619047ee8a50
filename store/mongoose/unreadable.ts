import { channel } from 'node:diagnostics_channel';
import { DeadlineError } from '../../lib/deadline.ts';

/** What is told when facts could not be read. */
export interface Unreadable {
  readonly kinds: readonly string[];
  readonly error: Error;
}

/** Channel of every read whose facts are taken for unavailable: for the log, metrics and caches. */
export const UNREADABLE = 'symbolon:unreadable';
const unreadable = channel(UNREADABLE);

/** The store or the way to it; what its client says of a faulty call is not among them. */
const STORE =
  /^Mongo(?!Invalid|Missing|Parse|ose)|^Mongoose(?:ServerSelection|BufferTimeout)|^StoreError$/;

/** Names of what the store answers to a command that is itself wrong. */
const MISTAKES: ReadonlySet<unknown> = new Set(['BadValue', 'FailedToParse', 'TypeMismatch']);

/**
 * Takes a failed read for one that says nothing about the facts, if it is the store that failed or a
 * deadline that passed, and tells of it.
 * @throws the failure itself, when it is anything else: it would be a mistake of the program
 */
export function asUnreadable(kinds: readonly string[], error: unknown): void {
  if (!(error instanceof Error)) throw new Error('A read failed for no reason', { cause: error });
  const isMistake = 'codeName' in error && MISTAKES.has(error.codeName);
  const isStore = error instanceof DeadlineError || STORE.test(error.name);
  if (!isStore || isMistake) throw error;
  unreadable.publish({ kinds, error } satisfies Unreadable);
}

/**
 * Tells of a look at the store that failed, for whatever reason, where who looks has nothing to answer
 * and looks again: it goes on with what it last saw, which is not to be kept meanwhile.
 */
export function tellUnread(what: string, error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error));
  unreadable.publish({ kinds: [what], error: failure } satisfies Unreadable);
}
