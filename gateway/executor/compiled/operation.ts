import type { GraphQLError } from 'graphql';
import type { CanonicalOperation } from '../canonical/operation.ts';
import type { Names } from '../canonical/shape.ts';
import { compilePlan } from './compile.ts';
import { rootCursor } from './execution.ts';
import type { Execution } from './execution.ts';
import type { FetchSettings } from './fetch.ts';
import type { Entity } from './planning/plan.ts';
import type { Planner } from './planning/planner.ts';
import { compileReported } from './reported.ts';

/** Data of an operation, under its own names. */
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

/** Input for compiling an operation. */
export interface OperationSettings<Context> extends Omit<FetchSettings<Context>, 'isOfType'> {
  /** Who asks, so that callers take turns where operations wait to be planned. */
  readonly callerOf?: ((context: Context) => string) | undefined;
}

/**
 * Compiles a canonical operation. Rejects when its plan cannot be made or has no source.
 * @param asking context of the request that it is compiled for
 */
export async function compileOperation<Context>(
  planner: Planner,
  settings: OperationSettings<Context>,
  { document }: CanonicalOperation,
  asking: Context,
): Promise<CompiledOperation<Context>> {
  const { isOfType } = planner;
  const { node } = await planner.plan(document, undefined, settings.callerOf?.(asking));
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
