import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import { ENGINES, testGateway } from '../../../subgraphs/engines.ts';
import type { TestGateway } from '../../../subgraphs/engines.ts';
import { testGraph } from '../../../subgraphs/graph.ts';
import type { TestGraph } from '../../../subgraphs/graph.ts';

const { facts, question } = JSON.parse(
  readFileSync(new URL('../../../fixtures/cases/CC-01.json', import.meta.url), 'utf8'),
) as { facts: FactsDocument; question: { certificate: string; market: string; asOf: string } };
const quoted = JSON.stringify;
const number = quoted(question.certificate);
const recognition = `recognition(market: ${quoted(question.market)}, asOf: ${quoted(question.asOf)})`;
const asked = `question: { certificate: ${number}, market: ${quoted(question.market)}, asOf: ${quoted(question.asOf)} }`;

let graph: TestGraph;
beforeAll(async () => {
  graph = await testGraph();
  await graph.load(facts);
});
afterAll(() => graph.close());

describe.each(ENGINES)('the %s engine', (engine) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await testGateway(graph, engine);
  });
  afterAll(() => gateway.stop());

  /** The answer as text: an object cannot be told from one whose prototype was set. */
  const ask = async (query: string, variables = '{}'): Promise<string> =>
    JSON.stringify(await gateway.ask(query, JSON.parse(variables) as Record<string, unknown>));
  const level = async (): Promise<unknown> =>
    (
      (await gateway.ask(`{ certificate(number: ${number}) { level } }`)).data as {
        certificate: { level: unknown };
      }
    ).certificate.level;

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__typename',
    'then',
    'toJSON',
  ])('answers under the name %s', async (name) => {
    const certificate = `{"${name}":${quoted(await level())}}`;
    expect(await ask(`{ ${name}: certificate(number: ${number}) { ${name}: level } }`)).toBe(
      `{"data":{"${name}":${certificate}}}`,
    );
    expect(
      await ask(
        `query ${name}($${name}: String!) { c: certificate(number: $${name}) { ...${name} } } fragment ${name} on Certificate { ${name}: level }`,
        `{"${name}":${number}}`,
      ),
    ).toBe(`{"data":{"c":${certificate}}}`);
    expect(await ask(`{ __type(name: "Query") { ${name}: name } }`)).toBe(
      `{"data":{"__type":{"${name}":"Query"}}}`,
    );
    expect(await ask(`{ ${name}: __type(name: "Query") { ${name}: name } }`)).toBe(
      `{"data":{"${name}":{"${name}":"Query"}}}`,
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('level');
  });

  it.each(['number', 'id', '__typename', 'certificateEvidence', 'bodyEvidence'])(
    'decides about the same certificate where something else is called %s',
    async (name) => {
      const plain = await gateway.ask(
        `{ certificate(number: ${number}) { l: level r: ${recognition} { s: status } } }`,
      );
      const { l, r } = (plain.data as { certificate: { l: unknown; r: { s: unknown } } })
        .certificate;
      expect(r.s).not.toBe('INDETERMINATE');
      expect(
        await ask(
          `{ certificate(number: ${number}) { ${name}: level r: ${recognition} { ${name}: status } } }`,
        ),
      ).toBe(`{"data":{"certificate":${JSON.stringify({ [name]: l, r: { [name]: r.s } })}}}`);
    },
  );

  it('shows the question where it is called as the evidence', async () => {
    expect(await ask(`{ recognition(${asked}) { bodyEvidence: asOf x: status } }`)).toBe(
      `{"data":{"recognition":{"bodyEvidence":${quoted(question.asOf)},"x":"RECOGNISED"}}}`,
    );
  });

  it('names a variable as the caller does in saying that it does not fit', async () => {
    for (const name of ['n', '__proto__', 'constructor']) {
      const query = `query ($${name}: String!) { certificate(number: $${name}) { level } }`;
      const { errors } = await gateway.ask(query);
      expect(errors?.[0]?.message).toContain(`Variable "$${name}"`);
      const wrong = JSON.parse(`{"${name}":{"a":1}}`) as Record<string, unknown>;
      expect((await gateway.ask(query, wrong)).errors?.[0]?.message).toContain(`"$${name}"`);
    }
  });

  it('skips and includes by variables of any name', async () => {
    const query = `query ($__proto__: Boolean!, $constructor: Boolean = false) {
      certificate(number: ${number}) { a: level @skip(if: $__proto__) b: level @include(if: $__proto__) c: level @include(if: $constructor) }
    }`;
    const shown = quoted(await level());
    expect(await ask(query, '{"__proto__":true}')).toBe(`{"data":{"certificate":{"b":${shown}}}}`);
    expect(await ask(query, '{"__proto__":false,"constructor":true}')).toBe(
      `{"data":{"certificate":{"a":${shown},"c":${shown}}}}`,
    );
  });

  it('gives the paths of errors in the names of the caller', async () => {
    const certificates = graph.lose('certificates');
    await graph.touch();
    try {
      const { errors } = await gateway.ask(
        `{ __proto__: certificate(number: ${number}) { number: level } }`,
      );
      expect(errors).toEqual([expect.objectContaining({ path: ['__proto__'] })]);
    } finally {
      certificates();
    }
  });
});
