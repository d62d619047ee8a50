import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { graphql } from 'graphql';
import { entityKeys } from '../../../gateway/executor/entity-keys.ts';
import { readSupergraph } from '../../../gateway/executor/supergraph.ts';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import { ENGINES, gatewayOver } from '../../subgraphs/engines.ts';
import type { EngineName } from '../../subgraphs/engines.ts';
import { context, testGraph } from '../../subgraphs/graph.ts';
import type { TestGraph } from '../../subgraphs/graph.ts';

const { facts, question } = JSON.parse(
  readFileSync(new URL('../../fixtures/cases/CC-01.json', import.meta.url), 'utf8'),
) as { facts: FactsDocument; question: { market: string; asOf: string } };
const numbers = (facts.certificates ?? []).map(({ number }) => number).slice(0, 3);
const QUERY = `query ($questions: [RecognitionQuestion!]!) {
  recognitions(questions: $questions) { status certificate { number level issued } }
}`;
const questions = numbers.map((certificate) => ({ ...question, certificate }));

type Entities = readonly unknown[];
let graph: TestGraph;
let service: Server | undefined;
beforeAll(async () => {
  graph = await testGraph();
  await graph.load(facts);
});
afterEach(() => {
  service?.closeAllConnections();
  service?.close();
});
afterAll(() => graph.close());

/** Asks through a gateway whose certificates are at a service that answers truly, then changes the order. */
async function ask(engine: EngineName, change: (entities: Entities) => Entities): Promise<string> {
  service = createServer((request, response) => {
    void (async () => {
      const { query, variables } = JSON.parse(await text(request)) as {
        query: string;
        variables: Record<string, unknown>;
      };
      const { schema } = graph.subgraphs.certificates;
      const { data, errors } = await graphql({
        schema,
        source: query,
        variableValues: variables,
        contextValue: context(graph.now),
      });
      const entities = data?.['_entities'];
      const changed = Array.isArray(entities) ? { ...data, _entities: change(entities) } : data;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: changed, errors }));
    })();
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => service?.once('listening', listening));
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/graphql`;
  const gateway = await gatewayOver(graph, engine, { certificates: url }, 30_000);
  const answer = await gateway.ask(QUERY, { questions });
  await gateway.stop();
  return JSON.stringify(answer.data);
}

describe.each(ENGINES)('FED-004 with the %s engine: entities that a service gives', (engine) => {
  it('as asked are taken, without the keys that were asked for besides', async () => {
    const { data } = await graph.ask(QUERY, { questions });
    expect(JSON.parse(await ask(engine, (entities) => entities))).toEqual(data);
  });

  it.each<[string, (entities: Entities) => Entities]>([
    ['in another order', (entities) => entities.toReversed()],
    ['shifted', (entities) => [...entities.slice(1), ...entities.slice(0, 1)]],
    ['one for all', (entities) => entities.map(() => entities[0])],
    ['too few', (entities) => entities.slice(1)],
    ['too many', (entities) => [...entities, entities[0]]],
  ])('%s are missing, and never those of another', async (_, change) => {
    const { recognitions } = JSON.parse(await ask(engine, change)) as {
      recognitions: { status: string; certificate: { number: string; level: unknown } | null }[];
    };
    recognitions.forEach(({ status, certificate }, index) => {
      expect(status).toBe('INDETERMINATE');
      expect([undefined, numbers[index]]).toContain(certificate?.number);
      expect(certificate?.level ?? null).toBeNull();
    });
  });
});

describe('the keys of the supergraph', () => {
  it('are those that a subgraph can be asked by', () => {
    const keys = entityKeys(readSupergraph()).get('certificates');
    expect(keys?.get('Recognition')?.map(({ name }) => name.value)).toEqual(['id']);
    expect(keys?.has('Attestation')).toBe(false);
  });
});
