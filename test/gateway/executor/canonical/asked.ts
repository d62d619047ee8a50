import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import { execute, getOperationAST, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { remoteSource } from '../../../../gateway/executor/remote-source.ts';
import type { SubgraphSource } from '../../../../gateway/executor/source.ts';

/** The bytes of an answer, errors left out but for whether there are any. */
export type Ask = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<string>;

/** Asks a gateway without the limits of the door. */
export async function asker(gateway: GatewayInterface, context: () => unknown): Promise<Ask> {
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  const { executor } = await gateway.load({ apollo: {} });
  return async (query, variables) => {
    const document = parse(query);
    if (!schema || !executor) throw new Error('The gateway is not loaded');
    const [invalid] = validate(schema, document);
    if (invalid) throw invalid;
    const request = {
      request: { query, variables },
      queryHash: createHash('sha256').update(query).digest('hex'),
      document,
      source: query,
      operation: getOperationAST(document),
      operationName: getOperationAST(document)?.name?.value ?? null,
      context: context(),
      schema,
      metrics: {},
      logger: console,
    } as unknown as GatewayGraphQLRequestContext;
    return outcome(await executor(request));
  };
}

/** What is compared of an answer: which failing null is reported first is open. */
export const outcome = ({ data, errors }: Awaited<ReturnType<GatewayExecutor>>): string =>
  JSON.stringify({ data: data ?? null, failed: (errors ?? []).length > 0 });

/** A subgraph as a service over HTTP that validates what it is sent, as others do. */
export async function remote<Context>(
  schema: GraphQLSchema,
  context: () => Context,
): Promise<{ readonly source: SubgraphSource<Context>; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on(
      'end',
      () => void answer(schema, body, context()).then((text) => response.end(text)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const source = remoteSource<Context>({ url: `http://127.0.0.1:${port}/graphql` });
  return {
    source,
    close: async () => {
      await source.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function answer(schema: GraphQLSchema, body: string, contextValue: unknown): Promise<string> {
  const { query, variables } = JSON.parse(body) as {
    query: string;
    variables: Record<string, unknown>;
  };
  const document = parse(query);
  const errors = validate(schema, document);
  return JSON.stringify(
    errors.length > 0
      ? { errors }
      : await execute({ schema, document, variableValues: variables, contextValue }),
  );
}
