import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
} from '@apollo/server-gateway-interface';
import { CompileCache } from './compile-cache.ts';
import type { FetchSettings } from './fetch.ts';
import { CannotCompile, compileOperation } from './operation.ts';
import type { CompiledOperation } from './operation.ts';
import type { Planner } from './planner.ts';

/** Compiled operations kept; at about 50 kB each this bounds the cache near 100 MB. */
const MAX_OPERATIONS = 2_000;

/** One operation, ready to run. */
interface Ready<Context> {
  /** Undefined: left to the fallback. */
  readonly compiled: CompiledOperation<Context> | undefined;
}

/** A supergraph in use, with its compiled operations. */
export class Generation<Context> {
  readonly #planner: Planner;
  readonly #settings: Omit<FetchSettings<Context>, 'isOfType'>;
  readonly #createFallback: (() => Promise<GatewayExecutor>) | undefined;
  readonly #observe: (event: 'hit' | 'miss' | 'fallback') => void;
  readonly #operations = new CompileCache<Ready<Context>>(MAX_OPERATIONS);
  #fallback: Promise<GatewayExecutor> | undefined;

  constructor(
    planner: Planner,
    settings: Omit<FetchSettings<Context>, 'isOfType'>,
    createFallback: (() => Promise<GatewayExecutor>) | undefined,
    observe: (event: 'hit' | 'miss' | 'fallback') => void,
  ) {
    this.#planner = planner;
    this.#settings = settings;
    this.#createFallback = createFallback;
    this.#observe = observe;
  }

  async execute(request: GatewayGraphQLRequestContext): ReturnType<GatewayExecutor> {
    const name = request.operationName ?? undefined;
    const key = `${request.queryHash} ${name ?? ''}`;
    this.#observe(this.#operations.has(key) ? 'hit' : 'miss');
    const found = this.#operations.get(key, () => this.#compile(request, name));
    const { compiled } = found instanceof Promise ? await found : found;
    try {
      if (compiled)
        return await compiled(request.request.variables ?? {}, request.context as Context);
    } catch (error) {
      if (!(error instanceof CannotCompile && this.#createFallback)) throw error;
    }
    this.#observe('fallback');
    return (await this.#stock())(request);
  }

  /** Without a fallback the error is the request's, and the next one tries again. */
  async #compile(
    { document }: GatewayGraphQLRequestContext,
    name: string | undefined,
  ): Promise<Ready<Context>> {
    try {
      return {
        compiled: await compileOperation(this.#planner, this.#settings, document, name),
      };
    } catch (error) {
      if (!this.#createFallback) throw error;
      return { compiled: undefined };
    }
  }

  #stock(): Promise<GatewayExecutor> {
    const create = this.#createFallback;
    if (!create) throw new Error('The operation cannot be executed');
    this.#fallback ??= create().catch((error: unknown) => {
      this.#fallback = undefined;
      throw error;
    });
    return this.#fallback;
  }
}
