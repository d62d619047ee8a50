import {
  buildASTSchema,
  GraphQLError,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Plan, TypeTest } from './plan.ts';

/** Plans operations over one supergraph. */
export interface Planner {
  /** The schema that callers see: without inaccessible elements. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** Tests type conditions against the whole supergraph, inaccessible types included. */
  readonly isOfType: TypeTest;
  /**
   * Rejects when the operation cannot be resolved from the subgraphs.
   * @param caller who asks: where operations wait for each other, callers take turns
   */
  plan(document: DocumentNode, operationName: string | undefined, caller?: string): Promise<Plan>;
  /** Lets go of what plans: another supergraph is in use. What is asked before is still planned. */
  close(): void;
}

/** An operation is not planned, by any planner; the caller is told why. */
export class PlanningRefused extends GraphQLError {}

/** Makes a planner for a supergraph; rejects when the text is not a Federation 2 supergraph. */
export type PlannerFactory = (supergraphSdl: string) => Promise<Planner>;

/** The type test of a supergraph. */
export function typeTest(supergraphSdl: string): TypeTest {
  const schema = buildASTSchema(parse(supergraphSdl, { noLocation: true }), {
    assumeValidSDL: true,
  });
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
