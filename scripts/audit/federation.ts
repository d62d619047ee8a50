/**
 * Runs the public federation gateway audit (github.com/graphql-hive/federation-gateway-audit)
 * against the compiled executor as a gateway for any supergraph, and against the stock gateway.
 * Start the audit's own server first (`graphql-federation-audit serve`), then:
 *
 *     node dist/scripts/audit/federation.js [--url http://localhost:4200] [--only SUITE]
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { Kind, parse } from 'graphql';
import { createApolloPlanner } from '../../gateway/executor/compiled/planning/apollo-planner.ts';
import { createPlanners } from '../../gateway/executor/compiled/planning/planners.ts';
import type { PlannerFactory } from '../../gateway/executor/compiled/planning/planner.ts';
import { CompiledGateway } from '../../gateway/executor/compiled/gateway.ts';
import { remoteSource } from '../../gateway/executor/remote-source.ts';

interface AuditTest {
  readonly query: string;
  readonly expected: { readonly data?: unknown; readonly errors?: boolean };
}

const { values } = parseArgs({
  options: { url: { type: 'string', default: 'http://localhost:4200' }, only: { type: 'string' } },
});

const get = async (path: string): Promise<Response> => fetch(`${values.url}/${path}`);

/** The URL of every subgraph, from the `join__Graph` enum of a supergraph. */
function subgraphUrls(supergraphSdl: string): Record<string, string> {
  const urls: Record<string, string> = {};
  for (const definition of parse(supergraphSdl).definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph')
      continue;
    for (const { directives } of definition.values ?? []) {
      const given = directives?.[0]?.arguments ?? [];
      const argument = (name: string): string => {
        const value = given.find((candidate) => candidate.name.value === name)?.value;
        return value?.kind === Kind.STRING ? value.value : '';
      };
      urls[argument('name')] = argument('url');
    }
  }
  return urls;
}

const say = (): void => undefined;
const quiet = { debug: say, info: say, warn: say, error: say };

function compiledGateway(supergraphSdl: string, createPlanner: PlannerFactory): GatewayInterface {
  const sources = Object.fromEntries(
    Object.entries(subgraphUrls(supergraphSdl)).map(([name, url]) => [name, remoteSource({ url })]),
  );
  return new CompiledGateway({ supergraphSdl, sources, createPlanner });
}

const engines: Record<string, (supergraphSdl: string) => GatewayInterface> = {
  compiled: (supergraphSdl) => compiledGateway(supergraphSdl, createPlanners(say)),
  'compiled, Apollo planner': (supergraphSdl) =>
    compiledGateway(supergraphSdl, createApolloPlanner),
  stock: (supergraphSdl) => new ApolloGateway({ supergraphSdl, logger: quiet }),
};

async function passes(server: ApolloServer, test: AuditTest): Promise<boolean> {
  const { body } = await server.executeOperation({ query: test.query });
  if (body.kind !== 'single') return false;
  const { data, errors } = body.singleResult;
  const sameData = isDeepStrictEqual(plain(data ?? null), test.expected.data ?? null);
  const sameErrors =
    typeof test.expected.errors !== 'boolean' ||
    test.expected.errors === (errors !== undefined && errors.length > 0);
  if ((!sameData || !sameErrors) && values.only)
    process.stdout.write(
      `${test.query}\nexpected ${JSON.stringify(test.expected)}\nreceived ${JSON.stringify({ data, errors })}\n`,
    );
  return sameData && sameErrors;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function score(suite: string, engine: string): Promise<string> {
  const supergraphSdl = await (await get(`${suite}/supergraph`)).text();
  const tests = (await (await get(`${suite}/tests`)).json()) as AuditTest[];
  const gateway = engines[engine]?.(supergraphSdl);
  if (!gateway) return '';
  const server = new ApolloServer({ gateway, logger: quiet });
  await server.start();
  let marks = '';
  for (const test of tests) marks += (await passes(server, test).catch(() => false)) ? '.' : 'X';
  await server.stop();
  return marks;
}

process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
const suites = values.only ? [values.only] : ((await (await get('ids')).json()) as string[]);
const totals: Record<string, number> = {};
let all = 0;
for (const suite of suites) {
  const marks: Record<string, string> = {};
  for (const engine of Object.keys(engines)) {
    marks[engine] = await score(suite, engine);
    totals[engine] = (totals[engine] ?? 0) + marks[engine].replaceAll('X', '').length;
  }
  all += (marks['compiled'] ?? '').length;
  if (new Set(Object.values(marks)).size > 1 || marks['compiled']?.includes('X'))
    process.stdout.write(`${suite}: ${JSON.stringify(marks)}\n`);
}
process.stdout.write(`${JSON.stringify({ tests: all, passed: totals })}\n`);
