import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface';
import { LRUCache } from 'lru-cache';
import type { SubgraphSource } from '../source.ts';
import { compileOperation } from './operation.ts';
import type { CompiledOperation } from './operation.ts';
import { noOutageRules } from './outage.ts';
import type { OutageRules } from './outage.ts';
import type { Planner, PlannerFactory } from './planner.ts';

/** Compiled operations kept; at about 50 kB each this bounds the cache near 100 MB. */
const MAX_OPERATIONS = 2_000;

/** What a compiled gateway is made of. */
export interface CompiledGatewayOptions<Context> {
  readonly supergraphSdl: string;
  readonly createPlanner: PlannerFactory;
  readonly sources: Readonly<Record<string, SubgraphSource<Context>>>;
  readonly outage?: OutageRules;
  /** Runs what cannot be compiled; without one, such an operation fails. */
  readonly fallback?: GatewayExecutor;
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
  #planner: Planner;
  #operations = new LRUCache<string, CompiledOperation<Context> | 'fallback'>({
    max: MAX_OPERATIONS,
  });

  constructor(options: CompiledGatewayOptions<Context>) {
    this.#options = options;
    this.#planner = options.createPlanner(options.supergraphSdl);
  }

  load(): Promise<GatewayLoadResult> {
    this.#announce();
    return Promise.resolve({ executor: (request) => this.#execute(request) });
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  /** Takes another supergraph into use; requests under way finish on the one they began with. */
  reload(supergraphSdl: string): void {
    this.#planner = this.#options.createPlanner(supergraphSdl);
    this.#operations = new LRUCache({ max: MAX_OPERATIONS });
    this.#announce();
  }

  stop(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }

  #announce(): void {
    const { apiSchema, supergraphSdl } = this.#planner;
    for (const listener of this.#listeners)
      listener({ apiSchema, coreSupergraphSdl: supergraphSdl });
  }

  async #execute(request: GatewayGraphQLRequestContext): ReturnType<GatewayExecutor> {
    const operationName = request.operationName ?? undefined;
    const key = `${request.queryHash} ${operationName ?? ''}`;
    let operation = this.#operations.get(key);
    this.#options.observe?.(operation ? 'hit' : 'miss');
    if (!operation) {
      operation = this.#compile(request, operationName);
      this.#operations.set(key, operation);
    }
    if (operation === 'fallback') {
      this.#options.observe?.('fallback');
      if (this.#options.fallback) return this.#options.fallback(request);
      throw new Error('The operation cannot be executed');
    }
    return operation(request.request.variables ?? {}, request.context as Context);
  }

  #compile(
    request: GatewayGraphQLRequestContext,
    operationName: string | undefined,
  ): CompiledOperation<Context> | 'fallback' {
    const { sources, outage = noOutageRules, fallback } = this.#options;
    try {
      const settings = { sources, outage };
      return compileOperation(this.#planner, settings, request.document, operationName);
    } catch (error) {
      if (!fallback) throw error;
      return 'fallback';
    }
  }
}
