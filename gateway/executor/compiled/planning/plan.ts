/**
 * A Federation 2 query plan as the executor runs it. Each planner's own form is translated into
 * this one, so the executor depends on none of them.
 */
export interface Plan {
  readonly node?: PlanNode | undefined;
}

export type PlanNode =
  | { readonly kind: 'Sequence'; readonly nodes: readonly PlanNode[] }
  | { readonly kind: 'Parallel'; readonly nodes: readonly PlanNode[] }
  | { readonly kind: 'Flatten'; readonly path: FlattenPath; readonly node: PlanNode }
  | FetchNode;

/** Steps into a response: a field, every item of a list, or only objects of some types. */
export type FlattenPath = readonly PathStep[];
export type PathStep =
  { readonly field: string } | { readonly types: readonly string[] } | { readonly list: true };

/** One request to one subgraph: of root fields, or of entities when `entities` is given. */
export interface FetchNode {
  readonly kind: 'Fetch';
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  readonly variableUsages: readonly string[];
  readonly outputRewrites: readonly Rewrite[];
  readonly entities?: readonly EntityRequest[] | undefined;
}

/** One `_entities` field of a request, with the representations it is given. */
export interface EntityRequest {
  /** Response name of the `_entities` field. */
  readonly key: string;
  /** Variable that takes the representations. */
  readonly variable: string;
  /** Where the entities are, from the root; absent: where the fetch stands. */
  readonly paths?: readonly FlattenPath[] | undefined;
  /** Selections of the entity that make its representation. */
  readonly requires: readonly Selection[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

export type Selection =
  | {
      readonly kind: 'Field';
      /** Response name to read. */
      readonly from: string;
      /** Name in the representation. */
      readonly to: string;
      readonly selections?: readonly Selection[] | undefined;
    }
  | {
      readonly kind: 'InlineFragment';
      readonly typeCondition: string | undefined;
      readonly selections: readonly Selection[];
    };

/** A change of representations before, or of answers after, a fetch; see the planners' docs. */
export type Rewrite =
  | { readonly kind: 'ValueSetter'; readonly path: FlattenPath; readonly value: unknown }
  | { readonly kind: 'KeyRenamer'; readonly path: FlattenPath; readonly name: string };

export type { Entity, TypeTest } from '../../canonical/entity.ts';
