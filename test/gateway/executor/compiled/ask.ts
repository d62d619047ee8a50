import { ApolloServer } from '@apollo/server';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { FormattedExecutionResult } from 'graphql';

const say = (): void => undefined;
const logger = { debug: say, info: say, warn: say, error: say };
const servers = new WeakMap<GatewayInterface, Promise<ApolloServer>>();

/** Asks a gateway one operation, as Apollo Server does. */
export async function ask(
  gateway: GatewayInterface,
  query: string,
): Promise<Pick<FormattedExecutionResult, 'data' | 'errors'>> {
  let server = servers.get(gateway);
  if (!server) servers.set(gateway, (server = start(gateway)));
  const { body } = await (await server).executeOperation({ query });
  if (body.kind !== 'single') throw new Error('One result was expected');
  const { data, errors } = body.singleResult;
  const plain: unknown = JSON.parse(JSON.stringify({ data, errors }));
  return plain as FormattedExecutionResult;
}

async function start(gateway: GatewayInterface): Promise<ApolloServer> {
  const server = new ApolloServer({ gateway, logger, stopOnTerminationSignals: false });
  await server.start();
  return server;
}
