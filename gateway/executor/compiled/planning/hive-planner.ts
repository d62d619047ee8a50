import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type {
  BatchFetchNode,
  FetchNode as HiveFetch,
  FetchNodePathSegment,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode as HiveNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { FetchNode, FlattenPath, PathStep, PlanNode, Rewrite, Selection } from './plan.ts';

/** Progressive override is not used: no labels, and the full share of `@override`. */
const NO_LABELS = new Set<string>();
const FULL_SHARE = 100;

/** The planner over one supergraph. */
export interface Hive {
  /** The API schema as the planner writes it: with definitions of introspection. */
  readonly apiSdl: string;
  plan(text: string, operationName: string | undefined): Promise<PlanNode | undefined>;
}

/**
 * Hive's planner: MIT, Rust, prebuilt for Linux (glibc) and macOS. What it does not expect may abort the
 * process, so that it is loaded by one that does nothing else (`planning/process.ts`).
 */
export function openHive(supergraphSdl: string): Hive {
  const planner = new QueryPlanner(supergraphSdl);
  return {
    apiSdl: planner.consumerSchema,
    async plan(text, operationName) {
      const { node } = await planner.planAsync(text, operationName, NO_LABELS, FULL_SHARE);
      return node && translate(node);
    },
  };
}

function translate(node: HiveNode): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(translate) };
    case 'Flatten':
      return { kind: 'Flatten', path: node.path.map(stepOf), node: translate(node.node) };
    case 'Fetch':
      return fetchOf(node);
    case 'BatchFetch':
      return batchOf(node);
    case 'Condition':
    case 'Subscription':
    case 'Defer':
      throw new Error(`${node.kind} is not planned`);
  }
}

const commonOf = (node: HiveFetch | BatchFetchNode) =>
  ({
    kind: 'Fetch',
    serviceName: node.serviceName,
    operation: node.operation,
    operationName: node.operationName,
    operationKind: node.operationKind ?? 'query',
    variableUsages: node.variableUsages ?? [],
  }) as const;

function fetchOf(node: HiveFetch): FetchNode {
  const outputRewrites = (node.outputRewrites ?? []).map(rewriteOf);
  return {
    ...commonOf(node),
    outputRewrites: node.requires ? [] : outputRewrites,
    entities: node.requires && [
      {
        key: '_entities',
        variable: 'representations',
        requires: node.requires.map(selectionOf),
        inputRewrites: (node.inputRewrites ?? []).map(rewriteOf),
        outputRewrites,
      },
    ],
  };
}

function batchOf(node: BatchFetchNode): FetchNode {
  return {
    ...commonOf(node),
    outputRewrites: [],
    entities: node.entityBatch.aliases.map((alias) => ({
      key: alias.alias,
      variable: alias.representationsVariableName,
      paths: alias.paths.map((path) => path.map(stepOf)),
      requires: alias.requires.map(selectionOf),
      inputRewrites: (alias.inputRewrites ?? []).map(rewriteOf),
      outputRewrites: (alias.outputRewrites ?? []).map(rewriteOf),
    })),
  };
}

function selectionOf(node: RequiresSelection): Selection {
  switch (node.kind) {
    case 'InlineFragment':
      return {
        kind: 'InlineFragment',
        typeCondition: node.typeCondition,
        selections: node.selections.map(selectionOf),
      };
    case 'Field':
      return {
        kind: 'Field',
        from: node.name,
        to: node.alias ?? node.name,
        selections: node.selections?.map(selectionOf),
      };
    case 'FragmentSpread':
      throw new Error('Fragment spreads in requirements are not planned');
  }
}

function stepOf(step: FlattenNodePathSegment): PathStep {
  if (step === '@') return { list: true };
  return 'Field' in step ? { field: step.Field } : { types: step.TypeCondition };
}

const keyPath = (path: readonly FetchNodePathSegment[]): FlattenPath =>
  path.map((step) => ('Key' in step ? { field: step.Key } : { types: step.TypenameEquals }));

function rewriteOf(rewrite: FetchRewrite): Rewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return { kind: 'KeyRenamer', path: keyPath(path), name: renameKeyTo };
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return { kind: 'ValueSetter', path: keyPath(path), value: setValueTo };
}
