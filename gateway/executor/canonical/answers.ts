import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import type { GraphQLError } from 'graphql';
import { boundedCache } from '../../../lib/cache-budget.ts';
import { CallersOperation } from './callers-operation.ts';
import type { CanonicalSettings } from './callers-operation.ts';
import type { Entity } from './entity.ts';
import type { CanonicalOperation } from './operation.ts';
import type { Shape } from './shape.ts';
import type { Values } from './variables.ts';

/** Data that an engine fetched for a canonical operation, under names of ours. */
export interface Fetched {
  /** Null: the answer as a whole was lost. */
  readonly data: Entity | null;
  /** What went wrong of what the answer concerns, under the caller's names; absent: nothing did. */
  readonly errors?: (answer: Entity | null, shape: Shape) => readonly GraphQLError[];
}

/** Runs canonical operations. */
export type Engine = (
  operation: CanonicalOperation,
  values: Values,
  request: GatewayGraphQLRequestContext,
) => Fetched | Promise<Fetched>;

/** Bytes of an operation of a caller for each character of its document, in up to three variants. */
const BYTES_A_CHARACTER = 400;

/**
 * Answers requests by an engine that sees canonical operations only: the caller's names and literals
 * stay here.
 */
export class Answers {
  readonly #settings: CanonicalSettings;
  readonly #engine: Engine;
  readonly #operations = boundedCache<CallersOperation>('operations', {
    sizeOf: ({ characters }) => BYTES_A_CHARACTER * characters,
  });

  constructor(settings: CanonicalSettings, engine: Engine) {
    this.#settings = settings;
    this.#engine = engine;
  }

  async execute(request: GatewayGraphQLRequestContext): ReturnType<GatewayExecutor> {
    const operation = this.#operation(request);
    const given = request.request.variables ?? {};
    const refused = operation.refuse(given);
    if (refused) return { errors: refused };
    const { operation: canonical, introspect, bind, shape, respond } = operation.variant(given);
    const values = bind(given);
    const fetching = canonical ? this.#engine(canonical, values, request) : { data: {} };
    const fetched: Fetched = fetching instanceof Promise ? await fetching : fetching;
    if (introspect && fetched.data) Object.assign(fetched.data, introspect(values));
    const { data, errors } = respond(fetched.data);
    // A null that a reported failure left behind needs no second error.
    const met = fetched.errors?.(data, shape) ?? [];
    if (met.length > 0) return { errors: met, data };
    return errors.length > 0 ? { errors, data } : { data };
  }

  #operation({ queryHash, operationName, document }: GatewayGraphQLRequestContext) {
    const name = operationName ?? undefined;
    const key = `${queryHash} ${name ?? ''}`;
    let operation = this.#operations.get(key);
    if (!operation) {
      operation = new CallersOperation(this.#settings, document, name);
      this.#operations.set(key, operation);
    }
    return operation;
  }
}
