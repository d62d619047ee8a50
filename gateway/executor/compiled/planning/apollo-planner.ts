import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type {
  FetchDataRewrite,
  FetchNode as ApolloFetch,
  PlanNode as ApolloNode,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import type { FetchNode, FlattenPath, PathStep, PlanNode, Rewrite, Selection } from './plan.ts';
import { typeTest } from './planner.ts';
import type { PlannerFactory } from './planner.ts';
import { judgeOf } from './readings.ts';

/**
 * Apollo's planner, in JavaScript: for platforms without a prebuilt Hive planner. This is the only
 * module of the compiled executor that uses Elastic-licensed packages.
 */
export const createApolloPlanner: PlannerFactory = (supergraphSdl) => {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const apiSchema = supergraph.apiSchema();
  const schema = apiSchema.toGraphQLJSSchema();
  const judge = judgeOf(supergraphSdl);
  const planner = new QueryPlanner(supergraph, { typeConditionedFetching: true });
  return Promise.resolve({
    apiSchema: schema,
    supergraphSdl,
    isOfType: typeTest(supergraphSdl),
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
    async plan(document, operationName) {
      const refused = judge(schema, document);
      if (refused) throw refused;
      const operation = operationFromDocument(apiSchema, document, {
        ...(operationName === undefined ? {} : { operationName }),
        validate: false,
      });
      const { node } = planner.buildQueryPlan(operation);
      if (node?.kind === 'Subscription') throw new Error('Subscriptions are not planned');
      return { node: node && translate(node) };
    },
    close: () => undefined,
  });
};

function translate(node: ApolloNode): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(translate) };
    case 'Flatten':
      return { kind: 'Flatten', path: pathOf(node.path), node: translate(node.node) };
    case 'Fetch':
      return fetchOf(node);
    case 'Condition':
    case 'Defer':
      throw new Error(`${node.kind} is not planned`);
  }
}

function fetchOf(node: ApolloFetch): FetchNode {
  const outputRewrites = (node.outputRewrites ?? []).map(rewriteOf);
  return {
    kind: 'Fetch',
    serviceName: node.serviceName,
    operation: node.operation,
    operationName: node.operationName,
    operationKind: node.operationKind,
    variableUsages: node.variableUsages ?? [],
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

function selectionOf(node: QueryPlanSelectionNode): Selection {
  if (node.kind === 'InlineFragment')
    return {
      kind: 'InlineFragment',
      typeCondition: node.typeCondition,
      selections: node.selections.map(selectionOf),
    };
  const name = node.alias ?? node.name;
  return { kind: 'Field', from: name, to: name, selections: node.selections?.map(selectionOf) };
}

const FRAGMENT = '... on ';
/** Types that objects at the step before it must be of: `|[Stars,Words]`, behind a field or `@`. */
const CONDITION = /^(.*?)(?:\|\[([^\]]*)\])?$/;

function pathOf(path: readonly (string | number)[]): FlattenPath {
  return path.flatMap((step): PathStep[] => {
    const [, name = '', types] = CONDITION.exec(String(step)) ?? [];
    return [...stepsTo(name), ...(types === undefined ? [] : [{ types: types.split(',') }])];
  });
}

function stepsTo(name: string): PathStep[] {
  if (name === '') return [];
  if (name === '@') return [{ list: true }];
  return name.startsWith(FRAGMENT) ? [{ types: [name.slice(FRAGMENT.length)] }] : [{ field: name }];
}

function rewriteOf(rewrite: FetchDataRewrite): Rewrite {
  const path = pathOf(rewrite.path);
  return rewrite.kind === 'ValueSetter'
    ? { kind: 'ValueSetter', path, value: rewrite.setValueTo }
    : { kind: 'KeyRenamer', path, name: rewrite.renameKeyTo };
}
