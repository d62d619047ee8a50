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
import { buildASTSchema, isTypeDefinitionNode, Kind, parse, print, visit } from 'graphql';
import type { FieldDefinitionNode, GraphQLSchema, TypeDefinitionNode } from 'graphql';
import type { FetchNode, FlattenPath, PathStep, PlanNode, Rewrite, Selection } from './plan.ts';
import { typeTest } from './planner.ts';
import type { PlannerFactory } from './planner.ts';

/** Progressive override is not used: no labels, and the full share of `@override`. */
const NO_LABELS = new Set<string>();
const FULL_SHARE = 100;

/**
 * Hive's planner: MIT, Rust, prebuilt for Linux (glibc) and macOS. It plans on a thread of its own, so
 * that a new operation holds no other up.
 */
export const createHivePlanner: PlannerFactory = (supergraphSdl) => {
  const planner = new QueryPlanner(supergraphSdl);
  return Promise.resolve({
    apiSchema: apiSchemaOf(planner.consumerSchema),
    supergraphSdl,
    isOfType: typeTest(supergraphSdl),
    async plan(document, operationName) {
      const text = print(document);
      const { node } = await planner.planAsync(text, operationName, NO_LABELS, FULL_SHARE);
      return { node: node && translate(node) };
    },
  });
};

/** The planner's text of the API schema also defines introspection, which graphql-js brings itself. */
function apiSchemaOf(sdl: string): GraphQLSchema {
  const isIntrospection = ({ name }: FieldDefinitionNode | TypeDefinitionNode): boolean =>
    name.value.startsWith('__');
  const document = visit(parse(sdl, { noLocation: true }), {
    enter: (node) =>
      (node.kind === Kind.FIELD_DEFINITION || isTypeDefinitionNode(node)) && isIntrospection(node)
        ? null
        : undefined,
  });
  return buildASTSchema(document, { assumeValidSDL: true });
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
