/** Hive Gateway on our supergraph and subgraph services; with its JS or its Rust planner. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const [planner, supergraphFile] = process.argv.slice(2);
const credential = process.env.ROUTER_TOKEN;
const gateway = createGatewayRuntime({
  supergraph: readFileSync(supergraphFile, 'utf8'),
  ...(planner === 'rust' ? { unifiedGraphHandler } : {}),
  propagateHeaders: {
    fromClientToSubgraphs: () => ({ 'x-symbolon-service': credential }),
  },
  logging: false,
  graphiql: false,
  landingPage: false,
});
createServer(gateway).listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.stdout.write('symbolon ready\n');
});
