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
import type { RequestContext } from '../../subgraphs/federation/subgraph.ts';
import type { Logger } from '../observability/log.ts';
import type { Admissions } from './admission.ts';
import { asGraphqlError, formatError, logMasked, shown } from './errors.ts';
import type { Pipeline } from './pipeline.ts';

/**
 * Apollo Server as the pipeline: the reference for ours, with the stock engine behind it. Documents
 * come from those admitted, so that it neither parses nor validates; nothing is reported home.
 */
export async function apolloPipeline(options: {
  readonly engine: GatewayInterface;
  readonly log: Logger;
  readonly admissions: () => Admissions;
}): Promise<{ run: Pipeline; stop: () => Promise<void> }> {
  const { engine, log, admissions } = options;
  const server = new ApolloServer<RequestContext>({
    gateway: engine,
    logger: log,
    nodeEnv: 'production',
    apollo: {},
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: false, // HTTP stays at our door
    stopOnTerminationSignals: false,
    persistedQueries: false, // found before: see persisted.ts
    documentStore: {
      get: (key) => admissions().documentStore.get(key),
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(false),
    },
    formatError: (formatted, thrown) =>
      formatted.extensions?.['code'] === undefined
        ? shown(asGraphqlError(thrown))
        : formatError(formatted),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      maskedErrors(log),
    ],
  });
  await server.start();
  return {
    stop: () => server.stop(),
    run: async ({ admitted, operation, variables, context }) => {
      const operationName = operation.definition.name?.value;
      const { body, http } = await server.executeOperation(
        {
          query: admitted.source,
          variables: { ...variables },
          ...(operationName === undefined ? {} : { operationName }),
        },
        { contextValue: context },
      );
      if (body.kind !== 'single') throw new Error('Incremental delivery is not offered');
      const { data, errors } = body.singleResult;
      return {
        status: http.status ?? 200,
        ...(errors ? { errors } : {}),
        ...(data === undefined ? {} : { data }),
      };
    },
  };
}

function maskedErrors(log: Logger): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors({ errors, contextValue }) {
          logMasked(log, contextValue, errors);
          return Promise.resolve();
        },
      }),
  };
}
