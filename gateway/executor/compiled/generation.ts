import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { Answers } from '../canonical/answers.ts';
import type { Engine, Fetched } from '../canonical/answers.ts';
import { namePrefix } from '../canonical/names.ts';
import type { CanonicalOperation } from '../canonical/operation.ts';
import type { Values } from '../canonical/variables.ts';
import { CompileCache } from './compile-cache.ts';
import { compileOperation } from './operation.ts';
import type { CompiledOperation, OperationSettings } from './operation.ts';
import { PlanningRefused } from './planning/planner.ts';
import type { Planner } from './planning/planner.ts';

/** One operation, ready to run. */
interface Ready<Context> {
  /** Undefined: left to the fallback. */
  readonly compiled: CompiledOperation<Context> | undefined;
}

/** A supergraph in use, with its compiled operations, by canonical text. */
export class Generation<Context> {
  readonly #planner: Planner;
  readonly #settings: OperationSettings<Context>;
  readonly #createFallback: (() => Promise<Engine>) | undefined;
  readonly #observe: (event: 'hit' | 'miss' | 'fallback') => void;
  readonly #answers: Answers;
  readonly #operations = new CompileCache<Ready<Context>>('plans');
  #fallback: Promise<Engine> | undefined;

  constructor(
    planner: Planner,
    settings: OperationSettings<Context>,
    createFallback: (() => Promise<Engine>) | undefined,
    observe: (event: 'hit' | 'miss' | 'fallback') => void,
  ) {
    this.#planner = planner;
    this.#settings = settings;
    this.#createFallback = createFallback;
    this.#observe = observe;
    const { apiSchema: schema, isOfType, supergraphSdl } = planner;
    this.#answers = new Answers(
      { schema, isOfType, prefix: namePrefix(supergraphSdl) },
      (operation, values, request) => this.#run(operation, values, request),
    );
  }

  execute(request: GatewayGraphQLRequestContext): ReturnType<GatewayExecutor> {
    return this.#answers.execute(request);
  }

  #run(
    operation: CanonicalOperation,
    values: Values,
    request: GatewayGraphQLRequestContext,
  ): Fetched | Promise<Fetched> {
    const { text } = operation;
    this.#observe(this.#operations.has(text) ? 'hit' : 'miss');
    const found = this.#operations.get(text, () =>
      this.#compile(operation, request.context as Context),
    );
    const run = async ({ compiled }: Ready<Context>): Promise<Fetched> => {
      if (compiled) return compiled(values, request.context as Context);
      this.#observe('fallback');
      return (await this.#stock())(operation, values, request);
    };
    if (found instanceof Promise) return found.then(run);
    return found.compiled?.(values, request.context as Context) ?? run(found);
  }

  /** Another supergraph is in use; requests under way finish on this one. */
  retire(): void {
    this.#planner.close();
  }

  /** Without a fallback the error is the request's, and the next one tries again. */
  async #compile(operation: CanonicalOperation, asking: Context): Promise<Ready<Context>> {
    try {
      const compiled = await compileOperation(this.#planner, this.#settings, operation, asking);
      return { compiled };
    } catch (error) {
      if (!this.#createFallback || error instanceof PlanningRefused) throw error;
      return { compiled: undefined };
    }
  }

  #stock(): Promise<Engine> {
    const create = this.#createFallback;
    if (!create) throw new Error('The operation cannot be executed');
    this.#fallback ??= create().catch((error: unknown) => {
      this.#fallback = undefined;
      throw error;
    });
    return this.#fallback;
  }
}
