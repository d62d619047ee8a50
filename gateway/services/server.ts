import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { boundedCache, COMPILED_BYTES_A_CHARACTER } from '../../lib/cache-budget.ts';
import type { Identity, RequestContext, Subgraph } from '../../subgraphs/federation/subgraph.ts';
import type { Config } from '../config/config.ts';
import { localSource } from '../executor/local-source.ts';
import { UNREADABLE_EXTENSION } from '../executor/remote-answer.ts';
import type { SubgraphCall, SubgraphError } from '../executor/source.ts';
import { formatError } from '../graphql/errors.ts';
import type { Logger } from '../observability/log.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Problem } from '../../lib/errors/problem.ts';
import { metricsRoute } from '../routes/metrics.ts';
import { createServer } from '../http/server.ts';
import type { Tracing } from '../observability/tracing/index.ts';
import { clientsOf } from '../http/clients.ts';
import { CALLER_HEADER } from '../identity/service-caller.ts';
import { CREDENTIAL_HEADER } from '../identity/service-credentials.ts';

/** Bytes of a request: representations with evidence for 1,000 questions are about 4 MB. */
const MAX_REQUEST_BYTES = 32 * 1024 * 1024;
const REQUEST_ID_HEADER = 'x-request-id';

/** Says who asks through a router, or refuses. */
export type Authenticate = (headers: {
  readonly credential: string | undefined;
  readonly authorization: string | undefined;
}) => Promise<Identity | null>;

/** Parts of one subgraph service. */
export interface ServiceOptions {
  readonly subgraph: Subgraph;
  readonly config: Pick<Config, 'publicUrl' | 'metricsPort'>;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Reads of facts that failed in this process so far. */
  readonly unreadable?: (() => number) | undefined;
  readonly isReady: () => boolean | Promise<boolean>;
  readonly tracing?: Tracing | undefined;
}

/**
 * One subgraph as a service. Only routers of the hub may query it: facts given with an entity (what
 * `@requires` fields carry) are believed, so a stranger must not be able to give any.
 */
export function createSubgraphService(options: ServiceOptions): FastifyInstance {
  const { subgraph, log, metrics, now } = options;
  const app = createServer(options.config, log, metrics);
  options.tracing?.observe(app, 'caller');
  const prepare = prepareOperations(subgraph);
  /** Unexpected errors are for whoever runs this service: the router and the caller learn no more of them. */
  const tell = (error: SubgraphError, requestId: string): void => {
    const { path, message, originalError } = error;
    if (codeOf(error) === 'INTERNAL_SERVER_ERROR')
      log.error({ requestId, path, err: originalError ?? error }, 'masked');
    else log.debug({ requestId, path, reason: message }, 'subgraph error');
  };

  app.post('/graphql', { bodyLimit: MAX_REQUEST_BYTES }, async (request, reply) => {
    const identity = await options.authenticate({
      credential: header(request, CREDENTIAL_HEADER),
      authorization: request.headers.authorization,
    });
    const { query, operationName, variables } = readBody(request.body);
    const call = prepare(query, operationName);
    if (call instanceof GraphQLError) return reply.code(400).send({ errors: [shown(call)] });
    const context: RequestContext = {
      identity,
      requestId: header(request, REQUEST_ID_HEADER) ?? randomUUID(),
      caller: header(request, CALLER_HEADER),
      clients: clientsOf(reply.raw),
      now,
      cache: new Map(),
    };
    const unreadable = options.unreadable?.();
    const { data, errors = [] } = await call(variables, context);
    for (const error of errors) tell(error, context.requestId);
    metrics.operations.inc({ kind: 'service', code: codeOf(errors[0]) });
    reply.header('cache-control', 'no-store');
    return {
      data: data ?? null,
      ...(errors.length > 0 && { errors: errors.map(shown) }),
      ...(unreadable !== options.unreadable?.() && {
        extensions: { [UNREADABLE_EXTENSION]: true },
      }),
    };
  });

  app.get('/health/live', () => ({ live: true }));
  app.get('/health/ready', async (_, reply) => {
    const ready = await options.isReady();
    return reply.code(ready ? 200 : 503).send({ ready });
  });
  metricsRoute(app, metrics, options.config);
  return app;
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? undefined : value;
}

/** Of an error the caller, a router, gets what any caller may see: path and public code. */
function shown({ message, path, extensions }: SubgraphError | GraphQLError) {
  return formatError({ message, ...(path && { path }), ...(extensions && { extensions }) });
}

/** The code of an error as it is shown; OK: there is none. */
const codeOf = (error: SubgraphError | undefined): string =>
  error ? String(shown(error).extensions?.['code']) : 'OK';

interface Body {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

function readBody(body: unknown): Body {
  const { query, operationName, variables } = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string') throw new Problem('BAD_REQUEST', 'Send a query as JSON.');
  return {
    query,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
  };
}

/** Parses and validates each distinct operation once. */
function prepareOperations({ schema }: Subgraph) {
  const source = localSource<RequestContext>(schema);
  const known = boundedCache<SubgraphCall<RequestContext> | GraphQLError>('service calls', {
    sizeOf: (_, query) => COMPILED_BYTES_A_CHARACTER * query.length,
  });
  const compile = (query: string, name: string | undefined) => {
    try {
      const document = parse(query, { noLocation: true });
      const [error] = validate(schema, document, specifiedRules, { maxErrors: 1 });
      return error ?? source.prepare({ text: query, document, name, kind: 'query' });
    } catch (error) {
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  };
  return (query: string, name: string | undefined) => {
    const key = `${name ?? ''} ${query}`;
    let call = known.get(key);
    if (!call) known.set(key, (call = compile(query, name)));
    return call;
  };
}
