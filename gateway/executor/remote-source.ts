import { Pool } from 'undici';
import type { SubgraphError, SubgraphResult, SubgraphSource } from './source.ts';

/** A subgraph slower than this counts as down: an official is waiting for the answer. */
const DEADLINE_MS = 5_000;
/** Tries of a read that failed before an answer began; a mutation is never sent twice. */
const READ_TRIES = 2;
/** Largest answer accepted from a subgraph; a page of 100 certificates is about 0.2 MB. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** Connections kept to one subgraph. */
const CONNECTIONS = 64;
/** After this many failures in a row the subgraph is left alone for a while. */
const BREAK_AFTER_FAILURES = 10;
const BREAK_MS = 1_000;

type Headers = Readonly<Record<string, string>>;

/** How to reach one subgraph service. */
export interface RemoteSourceOptions<Context> {
  readonly url: string;
  /** Headers of one request: who asks, on whose behalf, as part of which trace. */
  readonly headers?: (context: Context) => Headers | Promise<Headers>;
  readonly deadlineMs?: number;
  /** Milliseconds for which a subgraph that keeps failing is left alone. */
  readonly pauseMs?: number;
}

/** A remote source also holds connections, to be closed at the end. */
export interface RemoteSource<Context> extends SubgraphSource<Context> {
  close(): Promise<void>;
}

/**
 * A subgraph reached over HTTP: kept connections, a deadline, no redirects, a size cap, one retry
 * of reads, and a circuit breaker. Whatever goes wrong becomes a rejection without detail of the
 * service; the caller turns it into a stable code.
 */
export function remoteSource<Context>(
  options: RemoteSourceOptions<Context>,
): RemoteSource<Context> {
  const { origin, pathname, search } = new URL(options.url);
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    connect: { timeout: deadlineMs },
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  const breaker = new CircuitBreaker(options.pauseMs ?? BREAK_MS);

  const post = async (body: string, context: Context): Promise<SubgraphResult> => {
    const response = await pool.request({
      path: pathname + search,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(await options.headers?.(context)),
      },
      body,
      signal: AbortSignal.timeout(deadlineMs),
    });
    const text = await response.body.text();
    return parseAnswer(response.statusCode, text);
  };

  return {
    prepare({ text, name, kind }) {
      const head = `{"query":${JSON.stringify(text)}${
        name === undefined ? '' : `,"operationName":${JSON.stringify(name)}`
      },"variables":`;
      const tries = kind === 'query' ? READ_TRIES : 1;
      return async (variables, context) => {
        breaker.check();
        const body = `${head}${JSON.stringify(variables)}}`;
        for (let left = tries; ; left -= 1) {
          try {
            const result = await post(body, context);
            breaker.succeeded();
            return result;
          } catch (error) {
            breaker.failed();
            if (left <= 1 || isTimeout(error)) throw error;
          }
        }
      };
    },
    close: () => pool.close(),
  };
}

/** A retry after a deadline would make the caller wait twice. */
const isTimeout = (error: unknown): boolean =>
  ['TimeoutError', 'AbortError'].includes((error as Partial<Error> | undefined)?.name ?? '');

function parseAnswer(status: number, text: string): SubgraphResult {
  if (status >= 300 && status < 400) throw new Error('The subgraph answered with a redirect');
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer))
    throw new Error('The subgraph did not answer with a GraphQL response');
  const { data, errors } = answer as { data?: unknown; errors?: unknown };
  return {
    data: typeof data === 'object' ? (data as Record<string, unknown> | null) : null,
    ...(Array.isArray(errors) && errors.length > 0 ? { errors: errors.map(strip) } : {}),
  };
}

/** Of a subgraph's error only the path and a code go further: messages may name internals. */
function strip(error: unknown): SubgraphError {
  const { path, extensions } = (error ?? {}) as Partial<SubgraphError>;
  const code = extensions?.['code'];
  return {
    message: 'A data source could not answer a part of the request.',
    path: Array.isArray(path) ? (path as (string | number)[]) : undefined,
    extensions: typeof code === 'string' ? { code } : undefined,
  };
}

/** Stops calling a subgraph that keeps failing, and tries again after a pause. */
class CircuitBreaker {
  readonly #pauseMs: number;
  #failures = 0;
  #closedUntil = 0;

  constructor(pauseMs: number) {
    this.#pauseMs = pauseMs;
  }

  check(): void {
    if (performance.now() < this.#closedUntil) throw new Error('The subgraph is left alone');
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures < BREAK_AFTER_FAILURES) return;
    this.#failures = 0;
    this.#closedUntil = performance.now() + this.#pauseMs;
  }
}
