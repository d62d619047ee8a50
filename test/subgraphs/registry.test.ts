import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getNamedType, isObjectType } from 'graphql';
import { readSupergraphConfig } from '../../scripts/generate/supergraph-config.ts';
import { entries, isEvidence, LOOKUP_FIELDS, SUBGRAPHS } from '../../subgraphs/registry.ts';

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const query = buildSchema(read('schema/api.graphql')).getQueryType();
const supergraph = read('schema/supergraph.graphql');

describe('the registry of subgraphs', () => {
  it('has an entry for each subgraph of supergraph.yaml, and no other', () => {
    const composed = readSupergraphConfig(read('supergraph.yaml')).map(({ name }) => name);
    expect([...SUBGRAPHS].sort()).toEqual(composed.sort());
  });

  it.each(SUBGRAPHS)('%s has its SDL, its types and its folder', (name) => {
    expect(read(`schema/${name}.graphql`)).toContain('@link');
    expect(read(`schema/generated/${name}.ts`)).toContain('Resolvers');
    expect(read(`subgraphs/${name}/index.ts`)).toContain('buildSubgraph');
  });

  it.each([...LOOKUP_FIELDS])(
    '%s is a field that looks up an object by its argument',
    (name, field) => {
      const argument = query?.getFields()[name]?.args.find((one) => one.name === field.argument);
      expect(argument).toBeDefined();
    },
  );

  it('names every root field that finds one object by an id or number', () => {
    const found = Object.values(query?.getFields() ?? {})
      .filter(({ args }) => args.some(({ name }) => name === 'id' || name === 'number'))
      .filter(({ type }) => isObjectType(getNamedType(type)))
      .map(({ name }) => name);
    const uncounted = new Set(entries.flatMap(([, entry]) => entry.uncounted ?? []));
    expect(found.filter((name) => !LOOKUP_FIELDS.has(name) && !uncounted.has(name))).toEqual([]);
  });

  it('names the fields that carry evidence, as the supergraph has them', () => {
    const typeOf = (name: string): string =>
      new RegExp(`^type ${name}\\b[^]*?^}`, 'm').exec(supergraph)?.[0] ?? '';
    for (const [, { evidence = {} }] of entries)
      for (const [type, fields] of Object.entries(evidence))
        for (const field of fields) {
          expect(typeOf(type)).toContain(`${field}: Evidence`);
          expect(isEvidence(type, field)).toBe(true);
        }
    const carriers = [...supergraph.matchAll(/^type (\w+)[^]*?^}/gm)].filter(([text]) =>
      /: Evidence\b/.test(text),
    );
    for (const [, type = ''] of carriers) expect(isEvidence(type, 'bodyEvidence')).toBe(true);
  });
});
