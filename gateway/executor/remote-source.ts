import { Pool } from 'undici';
import { BusyError } from '../../lib/deadline.ts';
import { Circuit, RetryBudget } from './circuit.ts';
import { isWorking, MAX_ANSWER_BYTES, readAnswer } from './remote-answer.ts';
import type { SubgraphResult, SubgraphSource } from './source.ts';

/** A subgraph slower than this counts as down: an official is waiting for the answer. */
const DEADLINE_MS = 5_000;
/** Connections kept to one subgraph, and those used once that are open at a time. */
const CONNECTIONS = 64;
/** Milliseconds for which the circuit of a failing subgraph stays open. */
const PAUSE_MS = 1_000;

type Headers = Readonly<Record<string, string>>;

/** How to reach one subgraph service. */
export interface RemoteSourceOptions<Context> {
  readonly url: string;
  /** Headers of one request: who asks, on whose behalf, as part of which trace. */
  readonly headers?: (context: Context) => Headers | Promise<Headers>;
  readonly deadlineMs?: number;
  /** Milliseconds for which a subgraph that keeps failing is left alone. */
  readonly pauseMs?: number;
  /** Told when an answer came for which the service could not read all facts. */
  readonly onUnreadable?: () => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** A remote source also holds connections, to be closed at the end. */
export interface RemoteSource<Context> extends SubgraphSource<Context> {
  close(): Promise<void>;
}

/**
 * A subgraph reached over HTTP: a deadline, no redirects, a size cap, a bounded number of retries, a
 * circuit that opens while it keeps failing. Whatever goes wrong becomes a rejection without detail of
 * the service; the caller turns it into a stable code.
 *
 * A call is made again only after a fault of the connection. A read may be, always. A write only when it
 * provably did not arrive, that is, when there never was a connection: writes therefore have connections
 * of their own that are used once, so that none meets one that the service is just closing.
 */
export function remoteSource<Context>(
  options: RemoteSourceOptions<Context>,
): RemoteSource<Context> {
  const { origin, pathname, search } = new URL(options.url);
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const settings = {
    connections: CONNECTIONS,
    connect: { timeout: deadlineMs },
    maxResponseSize: MAX_ANSWER_BYTES,
  };
  const kept = new Pool(origin, settings);
  const fresh = new Pool(origin, { ...settings, pipelining: 0 });
  const circuit = new Circuit(
    options.pauseMs ?? PAUSE_MS,
    options.now ?? (() => performance.now()),
  );
  const budget = new RetryBudget();
  let answeredAt = -Infinity;

  const post = async (
    pool: Pool,
    body: string,
    headers: Headers | undefined,
    signal: AbortSignal,
  ): Promise<SubgraphResult> => {
    const response = await pool.request({
      path: pathname + search,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...headers,
      },
      body,
      signal,
    });
    const answer = Buffer.from(await response.body.arrayBuffer());
    return readAnswer(response.statusCode, response.headers['content-encoding'], answer);
  };

  return {
    prepare({ text, name, kind }) {
      const head = `{"query":${JSON.stringify(text)}${
        name === undefined ? '' : `,"operationName":${JSON.stringify(name)}`
      },"variables":`;
      const isRead = kind === 'query';
      const [pool, mayRepeat] = isRead ? [kept, hasLostConnection] : [fresh, neverConnected];
      return async (variables, context) => {
        const body = `${head}${JSON.stringify(variables)}}`;
        const headers = await options.headers?.(context);
        const settle = circuit.enter();
        // One deadline for both tries: the caller does not wait twice.
        const signal = AbortSignal.timeout(deadlineMs);
        const begun = performance.now();
        budget.called();
        try {
          const result = await post(pool, body, headers, signal).catch((error: unknown) => {
            if (!mayRepeat(error) || signal.aborted || !budget.take()) throw error;
            return post(fresh, body, headers, signal); // the other kept ones may be closed too
          });
          answeredAt = performance.now();
          settle(isWorking(result));
          if (result.unreadable) options.onUnreadable?.();
          return result;
        } catch (error) {
          // Whoever answers others works, and has too much to do.
          const isBusy = signal.aborted && answeredAt >= begun;
          settle(isBusy);
          if (isBusy) throw new BusyError();
          throw error;
        }
      };
    },
    close: async () => {
      await Promise.all([kept.close(), fresh.close()]);
    },
  };
}

interface SocketFault {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: readonly unknown[];
}

/** Steps of connecting; a fault in one of them says that nothing was sent. */
const CONNECTING: readonly unknown[] = ['connect', 'getaddrinfo'];

/** Whether there never was a connection on which the call could have been made. */
function neverConnected(error: unknown): boolean {
  const { code, syscall, errors } = (error ?? {}) as SocketFault;
  // A host of several addresses: each was tried.
  if (errors) return errors.length > 0 && errors.every(neverConnected);
  return CONNECTING.includes(syscall) || code === 'UND_ERR_CONNECT_TIMEOUT';
}

const LOST: readonly unknown[] = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED'];

/** Whether the connection failed, rather than what came over it. */
const hasLostConnection = (error: unknown): boolean =>
  neverConnected(error) || LOST.includes((error as SocketFault | undefined)?.code);
