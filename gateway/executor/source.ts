import type { DocumentNode } from 'graphql';

/** The answer of a subgraph: the `data` and `errors` of a GraphQL response. */
export interface SubgraphResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
  /** Facts could not be read for it: what it says holds for this moment, and is not to be kept. */
  readonly unreadable?: boolean;
}

/** One error of a subgraph's answer; only its code and path ever reach a caller. */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** The error thrown, if that was in this process. */
  readonly originalError?: Error | undefined;
}

/** One operation of a query plan, ready to be sent with the variables of a request. */
export type SubgraphCall<Context> = (
  variables: Readonly<Record<string, unknown>>,
  context: Context,
) => SubgraphResult | Promise<SubgraphResult>;

/** An operation as the planner made it: as text (to send) and parsed (to execute). */
export interface SubgraphOperation {
  readonly text: string;
  readonly document: DocumentNode;
  readonly name: string | undefined;
  readonly kind: 'query' | 'mutation' | 'subscription';
}

/** Where a subgraph's fields come from: a schema in this process or a service over HTTP. */
export interface SubgraphSource<Context> {
  /** Prepares an operation once; the call is then made for every request that uses its plan. */
  prepare(operation: SubgraphOperation): SubgraphCall<Context>;
}
