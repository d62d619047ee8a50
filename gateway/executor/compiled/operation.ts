import type { GraphQLError } from 'graphql';
import type { CanonicalOperation } from '../canonical/operation.ts';
import type { Names } from '../canonical/shape.ts';
import { compilePlan } from './compile.ts';
import { rootCursor } from './execution.ts';
import type { Execution } from './execution.ts';
import type { FetchSettings } from './fetch.ts';
import type { Entity } from './plan.ts';
import type { Planner } from './planner.ts';
import { compileReported } from './reported.ts';

/** What an operation fetched, under its own names. */
export interface OperationResult {
  readonly data: Entity;
  /** Absent: nothing went wrong. */
  readonly errors?: (answer: Entity | null, names: Names) => readonly GraphQLError[];
}

/** A canonical operation compiled for good: planned, its fetches prepared. */
export type CompiledOperation<Context> = (
  values: Readonly<Record<string, unknown>>,
  context: Context,
) => OperationResult | Promise<OperationResult>;

/** Compiles a canonical operation. Rejects when its plan cannot be made or has no source. */
export async function compileOperation<Context>(
  planner: Planner,
  settings: Omit<FetchSettings<Context>, 'isOfType'>,
  { document }: CanonicalOperation,
): Promise<CompiledOperation<Context>> {
  const { isOfType } = planner;
  const { node } = await planner.plan(document, undefined);
  const run = node && compilePlan(node, { ...settings, isOfType });
  const reported = compileReported(node, isOfType);

  return (given, context) => {
    const execution: Execution<Context> = { data: {}, given, context, failures: [] };
    const { data, failures } = execution;
    const result = (): OperationResult =>
      failures.length === 0
        ? { data }
        : { data, errors: (answer, names) => reported(failures, data, answer, names) };
    const pending = run?.(execution, rootCursor(data));
    return pending ? pending.then(result) : result();
  };
}
