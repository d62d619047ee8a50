/**
 * The part of a Federation 2 query plan that the executor understands. The planners' own plans are
 * of this shape, so the executor does not depend on any one of them.
 */
export interface Plan {
  readonly node?: PlanNode | undefined;
}

export type PlanNode =
  | { readonly kind: 'Sequence'; readonly nodes: readonly PlanNode[] }
  | { readonly kind: 'Parallel'; readonly nodes: readonly PlanNode[] }
  | {
      readonly kind: 'Flatten';
      readonly path: readonly (string | number)[];
      readonly node: PlanNode;
    }
  | {
      readonly kind: 'Condition';
      readonly condition: string;
      readonly ifClause?: PlanNode | undefined;
      readonly elseClause?: PlanNode | undefined;
    }
  | FetchNode;

/** One request to one subgraph: of root fields, or of entities when `requires` is given. */
export interface FetchNode {
  readonly kind: 'Fetch';
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string | undefined;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly variableUsages?: readonly string[] | undefined;
  /** Selections of the entity that make its representation. */
  readonly requires?: readonly Selection[] | undefined;
  readonly inputRewrites?: readonly Rewrite[] | undefined;
  readonly outputRewrites?: readonly Rewrite[] | undefined;
}

export type Selection =
  | {
      readonly kind: 'Field';
      readonly alias?: string | undefined;
      readonly name: string;
      readonly selections?: readonly Selection[] | undefined;
    }
  | {
      readonly kind: 'InlineFragment';
      readonly typeCondition?: string | undefined;
      readonly selections: readonly Selection[];
    };

/** A change of representations before, or of answers after, a fetch; see the planner's docs. */
export type Rewrite =
  | {
      readonly kind: 'ValueSetter';
      readonly path: readonly string[];
      readonly setValueTo: unknown;
    }
  | {
      readonly kind: 'KeyRenamer';
      readonly path: readonly string[];
      readonly renameKeyTo: string;
    };

/** A response object under construction. */
export type Entity = Record<string, unknown>;

/** Whether objects of a type (by `__typename`) satisfy a type condition. */
export type TypeTest = (typename: string, condition: string) => boolean;
