import type { Failure } from './failure.ts';
import type { ResponsePath } from './path.ts';
import type { Entity } from './planning/plan.ts';

/** One run of a compiled operation. */
export interface Execution<Context> {
  /** The response under construction: all that the fetches brought, not yet shaped. */
  readonly data: Entity;
  /** As the caller gave them, with defaults: subgraphs coerce for themselves. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly context: Context;
  /** All errors, whether or not the answer concerns them. */
  readonly failures: Failure[];
}

/** The objects of the response that a fetch completes. */
export interface Cursor {
  readonly entities: readonly Entity[];
  /** Their paths, worked out only when an error needs them. */
  readonly paths: () => readonly ResponsePath[];
}

/** A compiled node of a plan. Synchronous when every source it reached answered at once. */
export type Step<Context> = (
  execution: Execution<Context>,
  cursor: Cursor,
) => Promise<void> | undefined;

export const rootCursor = (data: Entity): Cursor => ({ entities: [data], paths: () => [[]] });

/** Runs steps one after the other, without leaving the current tick while they are synchronous. */
export function inSequence<Context>(steps: readonly Step<Context>[]): Step<Context> {
  const from = (
    start: number,
    execution: Execution<Context>,
    cursor: Cursor,
  ): Promise<void> | undefined => {
    for (let index = start; index < steps.length; index += 1) {
      const pending = steps[index]?.(execution, cursor);
      if (pending) return pending.then(() => from(index + 1, execution, cursor));
    }
    return undefined;
  };
  return (execution, cursor) => from(0, execution, cursor);
}

/** Starts every step before waiting for any. */
export function inParallel<Context>(steps: readonly Step<Context>[]): Step<Context> {
  return (execution, cursor) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const promise = step(execution, cursor);
      if (promise) pending.push(promise);
    }
    return pending.length === 0 ? undefined : Promise.all(pending).then(() => undefined);
  };
}
