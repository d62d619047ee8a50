import type { PlanNode } from './plan.ts';
import { errorClass } from '../../../../lib/errors/hub-error.ts';

/** Messages to the planner's process: first the supergraph, once, then operations. */
export type ToPlanner =
  | { readonly kind: 'load'; readonly supergraphSdl: string }
  | {
      readonly kind: 'plan';
      readonly number: number;
      readonly text: string;
      readonly operationName?: string | undefined;
    };

/** Its answers. */
export type FromPlanner =
  /** It plans over the supergraph; this is the API schema. */
  | { readonly kind: 'loaded'; readonly apiSdl: string }
  /** The text is no supergraph. */
  | { readonly kind: 'refused'; readonly message: string }
  /** No planner fits this platform. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'planned'; readonly number: number; readonly node?: PlanNode | undefined }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string };

/** The planner says that it cannot plan an operation. */
export class PlanningFailed extends errorClass('PLANNING_FAILED') {}

/** The planner's process ended over an operation. */
export class PlannerDied extends errorClass('PLANNER_DIED') {}

/** The planner took longer over an operation than it may. */
export class PlannerTooSlow extends errorClass('PLANNER_TOO_SLOW') {}

/** Too many operations wait to be planned, or this one waited for too long. */
export class PlannerBusy extends errorClass('PLANNER_BUSY') {}

/** There is no planner for this platform, or its process cannot be started. */
export class PlannerAbsent extends errorClass('PLANNER_ABSENT') {}
