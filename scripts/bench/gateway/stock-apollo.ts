/** Apollo's gateway as its documentation starts it, on our subgraph services over HTTP. */
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const credential = process.env['ROUTER_TOKEN'] ?? '';
const server = new ApolloServer({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(process.argv[2] ?? '', 'utf8'),
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource({
        ...(url === undefined ? {} : { url }),
        willSendRequest({ request }) {
          request.http?.headers.set('x-symbolon-service', credential);
        },
      }),
  }),
});
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.env['PORT']) },
});
process.stdout.write('symbolon ready\n');
