import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface';
import { assertValidSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Engine } from '../canonical/answers.ts';
import type { SubgraphSource } from '../source.ts';
import { Generation } from './generation.ts';
import { noOutageRules } from './outage.ts';
import type { OutageRules } from './outage.ts';
import type { PlannerFactory } from './planning/planner.ts';

/** Parts of a compiled gateway. */
export interface CompiledGatewayOptions<Context> {
  readonly supergraphSdl: string;
  readonly createPlanner: PlannerFactory;
  readonly sources: Readonly<Record<string, SubgraphSource<Context>>>;
  readonly outage?: OutageRules;
  /** Who asks, so that callers take turns where operations wait to be planned. */
  readonly callerOf?: (context: Context) => string;
  /** Makes what runs operations that cannot be compiled; without it, such an operation fails. */
  readonly createFallback?: (supergraphSdl: string) => Promise<Engine>;
  /** Told of cache hits and misses, and of operations left to the fallback. */
  readonly observe?: (event: 'hit' | 'miss' | 'fallback') => void;
}

/**
 * Apollo Server's gateway interface over compiled plans: each operation is planned and compiled
 * once, then runs as closures.
 */
export class CompiledGateway<Context> implements GatewayInterface {
  readonly #listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();
  readonly #options: CompiledGatewayOptions<Context>;
  /** By the API schema that a request was admitted with. */
  readonly #generations = new WeakMap<GraphQLSchema, Generation<Context>>();
  #newest: Generation<Context> | undefined;

  constructor(options: CompiledGatewayOptions<Context>) {
    this.#options = options;
  }

  async load(): Promise<GatewayLoadResult> {
    await this.reload(this.#options.supergraphSdl);
    return { executor: (request) => this.#execute(request) };
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  /**
   * Takes a supergraph into use; requests under way finish on the one they began with. Rejects, and
   * keeps the one in use, when this one cannot be planned over.
   */
  async reload(supergraphSdl: string): Promise<void> {
    const {
      createPlanner,
      sources,
      outage = noOutageRules,
      createFallback,
      callerOf,
    } = this.#options;
    const planner = await createPlanner(supergraphSdl);
    try {
      assertValidSchema(planner.apiSchema);
    } catch (error) {
      planner.close();
      throw error;
    }
    const generation = new Generation<Context>(
      planner,
      { sources, outage, callerOf },
      createFallback && (() => createFallback(supergraphSdl)),
      this.#options.observe ?? (() => undefined),
    );
    const { apiSchema } = planner;
    this.#generations.set(apiSchema, generation);
    for (const listener of this.#listeners)
      listener({ apiSchema, coreSupergraphSdl: supergraphSdl });
    this.#newest?.retire();
    this.#newest = generation;
  }

  stop(): Promise<void> {
    this.#listeners.clear();
    this.#newest?.retire();
    return Promise.resolve();
  }

  async #execute(request: GatewayGraphQLRequestContext): ReturnType<GatewayExecutor> {
    const generation = this.#generations.get(request.schema);
    if (!generation) throw new Error('The request belongs to no supergraph of this gateway');
    return generation.execute(request);
  }
}
