import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { installScalars } from '../../subgraphs/kit/scalars.ts';
import type { RequestContext } from '../../subgraphs/kit/subgraph.ts';
import { PERSISTED_QUERY_CACHE_BYTES } from '../limits/index.ts';
import type { Logger } from '../log.ts';
import { Admissions } from './admission.ts';
import { isPublicCode, publicError, publicMessage } from './codes.ts';
import { refusal, roleRules } from './roles.ts';

export type Server = ApolloServer<RequestContext>;

/** Apollo Server on our engine, hardened: errors masked, limits applied, nothing reported home. */
export interface GraphqlService {
  readonly server: Server;
  /** Of the schema in use; replaced when another supergraph is. */
  readonly admissions: () => Admissions;
}

/** What the service is made of. */
export interface GraphqlOptions {
  readonly engine: GatewayInterface;
  readonly log: Logger;
  /** Where changes are read instead of by subscription. */
  readonly feedUrl: string;
  /** Told of each operation: its kind, and the codes of its errors. */
  readonly observe?: (kind: string, codes: readonly string[]) => void;
}

/** Makes the service and loads the engine's supergraph. */
export async function startGraphql(options: GraphqlOptions): Promise<GraphqlService> {
  const { engine, log } = options;
  let admissions: Admissions | undefined;
  const current = (): Admissions => {
    if (!admissions) throw new Error('The supergraph is not loaded');
    return admissions;
  };
  engine.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    installScalars(apiSchema);
    admissions = new Admissions(apiSchema, options.feedUrl, roleRules(coreSupergraphSdl));
  });
  const server = new ApolloServer<RequestContext>({
    gateway: engine,
    logger: log,
    nodeEnv: 'production',
    apollo: {},
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    // The edge refuses what CSRF needs (see route.ts): form and text bodies.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    persistedQueries: { cache: persistedQueries() },
    documentStore: {
      get: (key) => current().documentStore.get(key),
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(false),
    },
    formatError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      guard(current),
      witness(options),
    ],
  });
  await server.start();
  return { server, admissions: current };
}

/** Checks a request against its operation's cost and roles, before it is executed. */
function guard(admissions: () => Admissions): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ source, document, operation, operationName, request, contextValue }) {
          if (!operation) throw asRequestError(unknownOperation(operationName));
          // A persisted query may have left the cache of admitted documents.
          const known = admissions().of(document) ?? admissions().admit(source).admitted;
          const admitted = known?.operations.get(operation.name?.value ?? '');
          if (!admitted) throw asRequestError(unknownOperation(operationName));
          const error =
            admitted.cost.check(request.variables ?? {}) ??
            refusal(admitted.restrictions, contextValue.identity);
          if (error) throw asRequestError(error);
          return Promise.resolve();
        },
      }),
  };
}

const STATUS: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403 };

const unknownOperation = (name: string | null): GraphQLError =>
  publicError(
    'OPERATION_RESOLUTION_FAILURE',
    name === null ? 'Name the operation to run: operationName.' : 'There is no such operation.',
  );

/** Gives an error the HTTP status Apollo Server answers with. */
export function asRequestError(error: GraphQLError): GraphQLError {
  const status = STATUS[String(error.extensions['code'])] ?? 400;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source,
    positions: error.positions,
    extensions: { ...error.extensions, http: { status } },
  });
}

/** Logs what is masked and counts operations. */
function witness({ log, observe }: GraphqlOptions): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            const code = error.extensions['code'];
            if (isPublicCode(code) && code !== 'INTERNAL_SERVER_ERROR') continue;
            const { requestId } = contextValue;
            log.error({ requestId, path: error.path, err: error.originalError ?? error }, 'masked');
          }
          return Promise.resolve();
        },
        willSendResponse({ operation, errors }) {
          const codes = errors?.map(({ extensions }) => shownCode(extensions['code'])) ?? [];
          observe?.(operation?.operation ?? 'none', codes);
          return Promise.resolve();
        },
      }),
  };
}

const shownCode = (code: unknown) => (isPublicCode(code) ? code : 'INTERNAL_SERVER_ERROR');

/** Shows of an error only what the table of codes allows. */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = shownCode(formatted.extensions?.['code']);
  return {
    message: publicMessage(code, formatted.message),
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code },
  };
}

function persistedQueries() {
  const cache = new LRUCache<string, string>({
    maxSize: PERSISTED_QUERY_CACHE_BYTES,
    sizeCalculation: (query, hash) => Buffer.byteLength(query) + hash.length,
  });
  return {
    get: (hash: string) => Promise.resolve(cache.get(hash)),
    set: (hash: string, query: string) => {
      cache.set(hash, query);
      return Promise.resolve();
    },
    delete: (hash: string) => Promise.resolve(cache.delete(hash)),
  };
}
