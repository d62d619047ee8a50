/**
 * A hub without federation: the merged schema behind our HTTP front. With `jit` its operations are
 * compiled by graphql-jit, with `interpreted` graphql-js runs them, as Apollo Server does.
 */
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { execute } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { CompiledQuery } from 'graphql-jit';
import { readConfig } from '../../../gateway/config/config.ts';
import type { Engine, EngineOptions } from '../../../gateway/executor/index.ts';
import { startHub } from '../../../gateway/bootstrap/hub.ts';
import { readSchemaFile } from '../../../lib/installation.ts';
import { mergeSchemas } from './merged-schema.ts';

const isCompiled = isCompiledQuery as (query: unknown) => query is CompiledQuery;
const compiles = process.argv[2] === 'jit';

function mergedGateway(schema: GraphQLSchema, supergraphSdl: string): GatewayInterface {
  const compiled = new Map<string, CompiledQuery | null>();
  const compile = (key: string, ...args: Parameters<typeof compileQuery>): CompiledQuery | null => {
    const query: unknown = compileQuery(...args);
    const usable = isCompiled(query) ? query : null;
    compiled.set(key, usable);
    return usable;
  };
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>();
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: () => {
      for (const listener of listeners)
        listener({ apiSchema: schema, coreSupergraphSdl: supergraphSdl });
      return Promise.resolve({
        executor: async ({ document, operationName, queryHash, request, context }) => {
          const variables = request.variables ?? {};
          const name = operationName ?? undefined;
          const key = `${queryHash} ${name ?? ''}`;
          const query = compiles
            ? (compiled.get(key) ?? compile(key, schema, document, name))
            : null;
          const { data, errors } = query
            ? await query.query(undefined, context, variables)
            : await execute({
                schema,
                document,
                operationName: name,
                variableValues: variables,
                contextValue: context,
              });
          return { data: data ?? null, ...(errors ? { errors } : {}) };
        },
      });
    },
    stop: () => Promise.resolve(),
  };
}

function mergedEngine({ schemas, supergraphSdl }: EngineOptions): Promise<Engine> {
  const sources = Object.entries(schemas).map(([name, schema]) => ({
    name,
    schema,
    sdl: readSchemaFile(`${name}.graphql`),
  }));
  const schema = mergeSchemas(readSchemaFile('api.graphql'), sources);
  const reload = (): never => {
    throw new Error('The merged schema is fixed');
  };
  return Promise.resolve({
    gateway: { ...mergedGateway(schema, supergraphSdl), reload },
    reload,
    close: () => Promise.resolve(),
  });
}

const hub = await startHub({ config: readConfig(), quota: null, createEngine: mergedEngine });
process.once('SIGTERM', () => void hub.stop().then(() => process.exit(0)));
while (!(await hub.ready())) await new Promise((wake) => setTimeout(wake, 50));
process.stdout.write('symbolon ready\n');
