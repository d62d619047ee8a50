import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Plan, TypeTest } from './plan.ts';

/** Plans operations over one supergraph. The only module that uses the (Elastic-licensed) planner. */
export interface Planner {
  /** What callers see: without inaccessible elements. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** Tests type conditions against the whole supergraph, inaccessible types included. */
  readonly isOfType: TypeTest;
  plan(document: DocumentNode, operationName: string | undefined): Plan;
}

/** @throws when the text is not a Federation 2 supergraph */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph);
  return {
    apiSchema: apiSchema.toGraphQLJSSchema(),
    supergraphSdl,
    isOfType: typeTest(supergraph.schema.toGraphQLJSSchema()),
    plan(document, operationName) {
      const operation = operationFromDocument(
        apiSchema,
        document,
        operationName === undefined ? { validate: false } : { operationName, validate: false },
      );
      return planner.buildQueryPlan(operation) as Plan;
    },
  };
}

function typeTest(schema: GraphQLSchema): TypeTest {
  const known = new Map<string, boolean>();
  return (typename, condition) => {
    if (typename === condition) return true;
    const key = `${typename} ${condition}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const type = schema.getType(typename);
    const wanted = schema.getType(condition);
    const holds =
      isAbstractType(wanted) &&
      (isObjectType(type) || isInterfaceType(type)) &&
      schema.isSubType(wanted, type);
    // Only names of the schema are remembered, so that answers cannot grow the map.
    if (type && wanted) known.set(key, holds);
    return holds;
  };
}
